"""TER and chrF as sacrebleu computes them (Post 2018, "A Call for Clarity in Reporting BLEU")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from cleanup.errors import CleanupError
from cleanup.language import language


@cache
def _ter(lang: str) -> Any:
    """The metric for a language; where words are not written apart, its tokens are characters."""
    metrics = _sacrebleu().metrics
    return metrics.TER(normalized=True, asian_support=True) if _joined(lang) else metrics.TER()


@cache
def _chrf() -> Any:
    return _sacrebleu().metrics.CHRF()


@cache
def ter(text: str, right: str, lang: str) -> tuple[float, float]:
    """Edits that turn `text` into `right`, and the length of `right`, in tokens."""
    score = _ter(lang.partition("-")[0]).sentence_score(text, [right])
    return score.num_edits, score.ref_length


def chrf(pairs: Iterable[tuple[str, str]]) -> float:
    """Corpus chrF2 of texts, each with the right one, in percent."""
    statistics = [_chrf_statistics(*pair) for pair in pairs]
    return float(_chrf()._aggregate_and_compute(statistics).score)


@cache
def _chrf_statistics(text: str, right: str) -> Any:
    """What sacrebleu sums up over a corpus; its own tests of significance take it this way too."""
    (found,) = _chrf()._extract_corpus_statistics([text], [[right]])
    return found


def signature(langs: Sequence[str]) -> list[str]:
    """The signatures that sacrebleu gives the metrics, as used for these languages."""
    found = []
    for joined in sorted({_joined(lang) for lang in langs}):
        metric = _ter(next(lang.partition("-")[0] for lang in langs if _joined(lang) == joined))
        metric.sentence_score("a", ["a"])
        found.append(f"TER|{metric.get_signature()}")
    _chrf().corpus_score(["a"], [["a"]])
    return [*found, f"chrF2|{_chrf().get_signature()}"]


def _joined(lang: str) -> bool:
    return language(lang).spaceless


def _sacrebleu() -> Any:
    """The package.

    Raises:
        CleanupError: it is not installed.
    """
    try:
        import sacrebleu.metrics
    except ImportError:
        raise CleanupError(
            "TER and chrF need sacrebleu: pip install 'translation-cleanup[score]'"
        ) from None
    return sacrebleu
