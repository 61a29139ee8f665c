"""What became of the artefacts of an article, and what else was changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from cleanup.score.differences import Diff, diffs, mends
from cleanup.score.planting import Artefact, Planted
from cleanup.score.planting.places import region


class Judgement(NamedTuple):
    """What became of one document."""

    repaired: tuple[bool, ...]
    false: tuple[Diff, ...]
    mended: tuple[Diff, ...]


def _hypothesis(
    clean: str, artefacts: Sequence[Artefact], repaired: Sequence[bool]
) -> tuple[str, list[tuple[int, int]]]:
    """The clean text with the unrepaired artefacts in it, and where each artefact stands."""
    text, at, spans = "", 0, []
    for artefact, whole in zip(artefacts, repaired, strict=True):
        text += clean[at : artefact.clean_start]
        piece = artefact.before if whole else artefact.after
        spans.append((len(text), len(text) + len(piece)))
        text += piece
        at = artefact.clean_end
    return text + clean[at:], spans


def judge(planted: Planted, output: str) -> Judgement:
    """Count repairs and false edits in the output for one document.

    A doubled word gives the same text whichever copy goes, and a plain alignment may put the
    difference anywhere. So the output is compared with the nearest text that has some artefacts
    repaired and the others untouched; only what then still differs is aligned.
    """
    clean, artefacts = planted.article.text, planted.artefacts

    def distance(state: Sequence[bool]) -> int:
        return Indel.distance(_hypothesis(clean, artefacts, state)[0], output)

    state = min(([value] * len(artefacts) for value in (True, False)), key=distance)
    best = distance(state)
    moved = best > 0
    while moved:
        moved = False
        for i in range(len(artefacts)):
            other = [*state[:i], not state[i], *state[i + 1 :]]
            if (cost := distance(other)) < best:
                state, best, moved = other, cost, True
    text, spans = _hypothesis(clean, artefacts, state)
    left = diffs(text, output)
    mended = [diff for diff in left if mends(diff)]
    false = [diff for diff in left if not mends(diff)]
    repaired = []
    for whole, span in zip(state, spans, strict=True):
        start, end = region(text, *span)
        start, end = start - (start == 0), end + (end == len(text))
        inside = [diff for diff in false if diff.start < end and start < diff.end]
        repaired.append(whole and not inside)
        if not repaired[-1]:
            false = [diff for diff in false if diff not in inside]
    return Judgement(tuple(repaired), tuple(false), tuple(mended))
