"""Finding a place again: by what stands around it, in the same article or its next version.

A place is known by the text before and behind it. First come places with exactly the same
surroundings; of several that look the same so far around, those farther around tell, and where even
these are the same the number, as long as there are as many as there were. Then come those of which
the surroundings are alike by far more than chance, if no other place is nearly as like, and more
alike than those of any other place were when the answer was given. What is left has no place any
more: an answer never goes to a place that might be another.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from msgspec.structs import replace
from rapidfuzz import process
from rapidfuzz.distance import Indel

from cleanup.review.memory import Decision

REACH = 40
"""Code points of context on either side, white space counted as one."""
WIDE = 400
"""Code points on either side that tell places apart that look the same."""
ALIKE = 0.7
"""Surroundings with a likeness of less are another place: two places of one English article have
0.4, and one pair in a hundred 0.5."""
MARGIN = 0.1
"""By so much the best place must be more alike than any other one."""
_NEAR = 12
"""Code points around that are enough to know that a decision was carried out."""


class Anchor(NamedTuple):
    """A place by its surroundings."""

    left: str
    right: str
    hash: str
    nth: int = 0
    of: int = 1
    wide: str = ""
    """Digest of what stands farther around, where several look the same."""


def surroundings(text: str, start: int, end: int) -> Anchor:
    """The surroundings of ``text[start:end]``."""
    left = " ".join(f"|{text[max(0, start - 3 * REACH) : start]}|".split())[1:-1][-REACH:]
    right = " ".join(f"|{text[end : end + 3 * REACH]}|".split())[1:-1][:REACH]
    return Anchor(left, right, _digest("\x1f".join((left, text[start:end], right))))


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def anchors(text: str, spans: Sequence[tuple[int, int]]) -> list[Anchor]:
    """The surroundings of some places, those that look the same numbered in their order."""
    found = [surroundings(text, *span) for span in spans]
    total = Counter(anchor.hash for anchor in found)
    seen: Counter[str] = Counter()
    numbered = []
    for anchor, (start, end) in zip(found, spans, strict=True):
        of = total[anchor.hash]
        wide = _digest(text[max(0, start - WIDE) : end + WIDE]) if of > 1 else ""
        numbered.append(anchor._replace(nth=seen[anchor.hash], of=of, wide=wide))
        seen[anchor.hash] += 1
    return numbered


class Place(NamedTuple):
    """A place that a decision may be about."""

    before: str
    after: str | None
    anchor: Anchor


def answers(decision: Decision, place: Place) -> bool:
    """Whether a decision says something of a place, if it is the same place.

    What a person wants to stand there holds whatever is proposed there now; what they refused
    was one proposal.
    """
    if decision.before != place.before:
        return False
    return decision.wanted is not None or decision.after == place.after


def placed(
    decisions: Iterable[Decision], places: Sequence[Place]
) -> tuple[dict[int, Decision], list[Decision]]:
    """Which decision holds at which place.

    Args:
        decisions: on places of one file, oldest first.
        places: those of the file as it is now.

    Returns:
        By the number of the place the decision on it, and the decisions without a place.
    """
    by_hash: dict[str, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        by_hash[place.anchor.hash].append(number)
    found: dict[int, Decision] = {}
    rest: dict[tuple[str, int, int], Decision] = {}  # of several on one place the last
    for decision in decisions:
        here = _exactly(decision, places, by_hash)
        spot = decision.hash, decision.nth, decision.of
        rest.pop(spot, None)
        if here is None:
            rest[spot] = decision
        else:
            found[here] = decision
    free = [n for n in range(len(places)) if n not in found]
    near = _nearly(list(rest.values()), places, free) if rest and free else {}
    kept = {id(decision) for decision in near.values()}
    return found | near, [d for d in rest.values() if id(d) not in kept]


def _exactly(
    decision: Decision, places: Sequence[Place], by_hash: dict[str, list[int]]
) -> int | None:
    """The place with the same surroundings; of several the one with the same farther around."""
    here = [n for n in by_hash.get(decision.hash, ()) if places[n].anchor.wide == decision.wide]
    if len(here) > 1:  # the same even there: the number tells, if all of them are still there
        spot = decision.nth, decision.of
        here = [n for n in here if (places[n].anchor.nth, places[n].anchor.of) == spot]
    return next((n for n in here if answers(decision, places[n])), None)


def _nearly(
    decisions: Sequence[Decision], places: Sequence[Place], free: Sequence[int]
) -> dict[int, Decision]:
    """Pairs of decisions and places that are each other's only likely partner."""
    by_before: dict[str, list[int]] = defaultdict(list)
    for number in free:
        by_before[places[number].before].append(number)
    pairs: list[tuple[float, int, int]] = []
    for which, decision in enumerate(decisions):
        if decision.of > 1:
            continue  # one of several that looked alike: which one, nobody can tell any more
        for number in by_before.get(decision.before or "", ()):
            if answers(decision, places[number]):
                like = likeness(decision, places[number].anchor)
                if like >= ALIKE - MARGIN:  # those that come near count as rivals
                    pairs.append((like, which, number))
    by_decision: dict[int, list[float]] = defaultdict(list)
    by_place: dict[int, list[float]] = defaultdict(list)
    for like, which, number in pairs:
        by_decision[which].append(like)
        by_place[number].append(like)
    best: dict[int, Decision] = {}
    for like, which, number in pairs:
        decision = decisions[which]
        least = max(ALIKE, min(1.0, decision.rival + MARGIN))
        alone = _alone(like, by_decision[which]) and _alone(like, by_place[number])
        if like >= least and alone:
            best[number] = decision
    return best


def _alone(like: float, all_: Sequence[float]) -> bool:
    """Whether a likeness is the greatest of all, by more than chance."""
    return sum(other > like - MARGIN for other in all_) == 1


def likeness(decision: Decision, anchor: Anchor) -> float:
    """How much the surroundings of a decision and of a place have in common, 0 to 1.

    Indel similarity, better known as the ratio of the longest common subsequence. Where the text
    began or ended near the decision, only as much counts as there was.
    """
    reach = len(decision.left), len(decision.right)
    return Indel.normalized_similarity(joined(decision, *reach), joined(anchor, *reach))


def joined(of: Decision | Anchor, left: int = REACH, right: int = REACH) -> str:
    """Both sides of a place in one text, so many code points of each."""
    return f"{of.left[-left:] if left else ''}\x1f{of.right[:right]}"


def rival(anchor: Anchor, others: Sequence[Anchor], whole: Sequence[str]) -> float:
    """How alike the most similar of other surroundings is; 0 if none comes near.

    Args:
        anchor: of the place.
        others: of the other places.
        whole: the same as by `joined`.
    """
    reach = len(anchor.left), len(anchor.right)
    texts = whole if reach == (REACH, REACH) else [joined(other, *reach) for other in others]
    found = process.extractOne(
        joined(anchor, *reach), texts, scorer=Indel.normalized_similarity, score_cutoff=ALIKE / 2
    )
    return 0.0 if found is None else round(found[1], 3)


def where(decision: Decision, text: str, middle: str) -> list[tuple[int, int]]:
    """Where `middle` stands in a text with the surroundings of a decision, white space aside."""
    pattern = f"{_loose(decision.left)}({re.escape(middle)}){_loose(decision.right)}"
    return [match.span(1) for match in re.finditer(pattern, text)]


def is_done(decision: Decision, text: str) -> bool:
    """Whether what a decision wants stands in a text already, where it was to stand."""
    near = replace(decision, left=decision.left[-_NEAR:], right=decision.right[:_NEAR])
    return bool(where(near, text, decision.wanted or ""))


def _loose(text: str) -> str:
    return r"\s+".join(re.escape(part) for part in text.split(" "))
