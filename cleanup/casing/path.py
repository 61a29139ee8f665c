"""The likeliest way to write a sentence, by n-gram counts alone.

The truecaser of Lita, Ittycheriah, Roukos and Kambhatla (tRuEcasIng, ACL 2003): every word may
take each of its variants, and the path with the best score is found by Viterbi's algorithm, here
with a beam. `cleanup.casing.features` takes it as a first opinion.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleanup.casing.variants import Variants
from cleanup.context.ngrams import START

_BEAM = 10


class _Step(NamedTuple):
    score: float
    form: str
    before: _Step | None


def likeliest(words: Sequence[str], variants: Variants) -> list[str]:
    """The words (lower-case, numbers as ``0``) in the case that fits their neighbours best."""
    ngrams = variants.ngrams
    ends = {(START, START): _Step(0.0, START, None)}
    for word in words:
        forms = variants.of(word)
        known = len(forms) > 1 and any(ngrams.count(form) for form in forms)
        prior = {} if known else variants.prior(word) if len(forms) > 1 else {word: 0.0}
        longer: dict[tuple[str, str], _Step] = {}
        for (one, two), step in ends.items():
            for form in forms:
                gain = ngrams.score(form, one, two) if known else prior[form]
                best = longer.get((two, form))
                if best is None or best.score < step.score + gain:
                    longer[two, form] = _Step(step.score + gain, form, step)
        ends = dict(sorted(longer.items(), key=lambda item: -item[1].score)[:_BEAM])
    last: _Step | None = max(ends.values(), key=lambda end: end.score)
    found: list[str] = []
    while last is not None and last.before is not None:
        found.append(last.form)
        last = last.before
    return found[::-1]
