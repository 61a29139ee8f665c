"""What decisions teach: proposals for names, levels, replacements and negative examples.

Nothing is changed here, and nothing is proposed twice: what a person has turned down stands in
the memory. Counts are those of single decisions; a share of good ones is at least, by Wilson's
lower bound at 95 % (`cleanup.safety.lower_bound`), what is told with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cleanup import safety
from cleanup.edit import Safety, weaker
from cleanup.language import language
from cleanup.review.memory import Decision, Memory, latest
from cleanup.review.phrase import phrase, whole_words
from cleanup.selection import in_force
from cleanup.show.words import tokens

Kind = Literal["name", "level", "replacement", "example"]

SAFE, LIKELY = 0.7, 0.5
"""Least shares of good edits at either level, as in models/safety/README.md."""
PROVEN = 20
"""Good edits that a better level needs, as there."""
OFTEN = 2
"""So many places where a person put the same by hand are worth a replacement."""
CERTAIN = 10
"""So many are worth one that is safe, where nobody left the wrong form anywhere."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something to be learned, if a person agrees."""

    kind: Kind
    key: str
    """Tells it from others of its kind; stays the same as more decisions come."""
    message: str
    """What is proposed, and the counts it rests on."""
    lang: str
    """Base tag."""
    places: tuple[str, ...] = ()
    """Where it was seen."""
    wrong: str = ""
    right: str = ""
    level: Safety = Safety.ASK
    good: int = 0
    bad: int = 0
    examples: tuple[tuple[str, str], ...] = ()
    """Texts before and after; the same twice where a text must stay."""

    @property
    def bound(self) -> float:
        """What the share of good ones is at least."""
        return round(safety.lower_bound(self.good, self.bad), 3)


def proposals(memory: Memory) -> list[Proposal]:
    """What the decisions in force propose, and nobody has turned down or taken up."""
    decisions = list(memory.in_force())
    answered = {(d.rule, d.before) for d in decisions if d.verdict in ("learned", "declined")}
    single = [d for d in latest(decisions) if d.verdict != "name"]
    found = [*_names(single), *_levels(single), *_replacements(single), *_examples(single)]
    named = {(p.wrong, p.right) for p in found if p.kind == "name"}
    return [
        p for p in found
        if (p.kind, p.key) not in answered
        and not (p.kind == "replacement" and (p.wrong, p.right) in named)
    ]  # fmt: skip


def _base(decision: Decision) -> str:
    return language(decision.lang or "und").base


# ---------------------------------------------------------------- names


def _names(decisions: Sequence[Decision]) -> Iterator[Proposal]:
    """Garbles of names: what a person put where both sides look like names and share a part."""
    rules = in_force()
    seen: dict[tuple[str, str, str], list[Decision]] = defaultdict(list)
    for d in decisions:
        wanted = d.wanted
        if wanted is None or d.before is None:
            continue
        wrong, right = _whole(d, wanted)
        rule = rules.get(d.rule)
        of_names = rule is not None and rule.stage == "names" and d.rule != "listed-garble"
        if _is_name(wrong) and _is_name(right) and (of_names or _akin(wrong, right)):
            seen[wrong, right, _base(d)].append(d)
    for (wrong, right, base), own in sorted(seen.items()):
        count = len(own)
        times = f"put by hand or accepted in {count} place{'s' * (count > 1)}"
        yield Proposal("name", f"{wrong} → {right}", f"{wrong} → {right}: {times}", base,
                       _places(own), wrong, right, good=count)  # fmt: skip


def _whole(decision: Decision, wanted: str) -> tuple[str, str]:
    """Both forms of a decision in whole words, white space aside."""
    before = decision.before or ""
    text, at = decision.left + before + decision.right, len(decision.left)
    start, end = whole_words(text, at, at + len(before), wanted)
    head, tail = text[start:at], text[at + len(before) : end]
    return (head + before + tail).strip(), (head + wanted + tail).strip()


def _is_name(text: str) -> bool:
    """Whether every longer word of two or more has its capital."""
    words = [word for word in text.split() if word]
    return len(words) >= 2 and all(w[0].isupper() or len(w) <= 3 for w in words) and (
        words[0][0].isupper() and words[-1][0].isupper())  # fmt: skip


def _akin(wrong: str, right: str) -> bool:
    """Whether two names share a word and differ in another."""
    one, other = set(wrong.split()), set(right.split())
    return bool(one & other) and one != other


def _places(decisions: Sequence[Decision]) -> tuple[str, ...]:
    return tuple(f"{d.file}: …{d.left[-20:]}{d.before}{d.right[:20]}…" for d in decisions[:3])


# ---------------------------------------------------------------- levels


def _levels(decisions: Sequence[Decision]) -> Iterator[Proposal]:
    """Rules that do better or worse on these texts than their shipped level says."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for d in decisions:
        if d.after is not None:
            taken = d.verdict == "accept" and d.put is None
            counts[d.rule, _base(d), taken] += 1
    rules = in_force()
    for rule, base in sorted({(rule, base) for rule, base, _ in counts}):
        good, bad = counts[rule, base, True], counts[rule, base, False]
        known = rules.get(rule)
        if known is None and ":" not in rule:
            continue
        declared = Safety.SAFE if known is None else known.safety
        key = record_key(rule)
        now = weaker(declared, safety.level(key, base))
        learned = weaker(declared, level(good, bad, now))
        if learned is now:
            continue
        share = safety.lower_bound(good, bad)
        shipped = safety.shipped(key, base)
        word = "better" if learned.rank < now.rank else "worse"
        message = (
            f"{rule} ({base}) does {word} here: {good} accepted, {bad} refused or changed, good "
            f"at least {share:.0%} (shipped {shipped.bound:.0%}): {now} → {learned}"
        )
        yield Proposal("level", f"{rule} {base} {learned}", message, base, level=learned,
                       wrong=rule, good=good, bad=bad)  # fmt: skip


def level(good: int, bad: int, now: Safety) -> Safety:
    """The level that counts prove, else the one that they do not refute.

    Better needs the same as a shipped table does; worse needs that the share of bad edits is at
    least, at 95 %, more than the level bears.
    """
    share, harm = safety.lower_bound(good, bad), safety.lower_bound(bad, good)
    if good >= PROVEN and share >= SAFE:
        proven = Safety.SAFE
    elif good >= PROVEN and share >= LIKELY:
        proven = Safety.LIKELY
    else:
        proven = Safety.ASK
    if harm > 1 - LIKELY:
        borne = Safety.ASK
    elif harm > 1 - SAFE:
        borne = Safety.LIKELY
    else:
        borne = Safety.SAFE
    return proven if proven.rank < now.rank else weaker(now, borne)


def record_key(rule: str) -> str:
    """Under which name the record of a rule's usual findings is kept."""
    known = in_force().get(rule)
    return rule if known is None else safety.key(rule, known.safety)


# ---------------------------------------------------------------- replacements and examples


def _replacements(decisions: Sequence[Decision]) -> Iterator[Proposal]:
    """Words that were put by hand in several places in the same way."""
    made: dict[tuple[str, str, str], list[Decision]] = defaultdict(list)
    kept: Counter[tuple[str, str]] = Counter()
    for d in decisions:
        if d.before is None:
            continue
        wanted = d.put if d.verdict == "edit" else None
        of = phrase(d.left + d.before + d.right, len(d.left), len(d.left) + len(d.before),
                    wanted if wanted is not None else d.after)  # fmt: skip
        was, will = of.was.strip(), (of.will or "").strip()
        if wanted is None:
            kept[was, _base(d)] += d.verdict == "reject"
        elif was and will and was != will and _words(was):
            made[was, will, _base(d)].append(d)
    for (was, will, base), own in sorted(made.items()):
        others = sum(len(d) for (w, x, b), d in made.items()
                     if (w, b) == (was, base) and x != will)  # fmt: skip
        good, bad = len({(d.file, d.hash, d.nth) for d in own}), others + kept[was, base]
        if good < OFTEN or bad >= good:
            continue
        chosen = Safety.ASK if bad else Safety.SAFE if good >= CERTAIN else Safety.LIKELY
        left = f", otherwise {bad} times" if bad else ""
        message = (
            f"{was} → {will}: put by hand in {good} places{left}, good at least "
            f"{safety.lower_bound(good, bad):.0%}: a replacement ({chosen})"
        )
        examples = tuple(dict.fromkeys(_sentence(d) for d in own))
        stays = tuple((after, after) for _, after in examples[:1])
        yield Proposal("replacement", f"{was} → {will}", message, base, _places(own), was, will,
                       chosen, good, bad, (*examples[:4], *stays))  # fmt: skip


def _words(text: str) -> bool:
    """Whether a text begins and ends inside words, so that it can be found as words."""
    return text[0].isalnum() and text[-1].isalnum()


def _examples(decisions: Sequence[Decision]) -> Iterator[Proposal]:
    """Texts in which a rule proposed what people refused."""
    refused: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for d in decisions:
        if d.verdict == "reject":
            refused[d.rule, _base(d)].append(d)
    for (rule, base), own in sorted(refused.items()):
        texts = tuple(dict.fromkeys((before, before) for before, _ in map(_sentence, own)))
        many = f"{len(own)} place{'s' * (len(own) > 1)}"
        message = f"{rule} ({base}) was refused in {many}: kept as examples that must stay"
        yield Proposal("example", f"{rule} {base} {len(own)}", message, base, _places(own),
                       wrong=rule, bad=len(own), examples=texts)  # fmt: skip


def _sentence(decision: Decision) -> tuple[str, str]:
    """The words around a decision before and after, whole words only."""
    before, wanted = decision.before or "", decision.wanted
    left = "".join(tokens(decision.left)[1:]).lstrip() if decision.left else ""
    right = "".join(tokens(decision.right)[:-1]).rstrip() if decision.right else ""
    after = before if wanted is None else wanted
    return left + before + right, left + after + right
