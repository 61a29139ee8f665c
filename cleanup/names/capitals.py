"""Words with capitals that stand together, as names do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from cleanup.names.lattice import Token, tokens
from cleanup.names.ordinary import is_ordinary
from cleanup.names.words import is_given
from cleanup.resources import data_path

_LONGEST = 6
"""Words of a name."""
_JOINS = frozenset((" ", "-", "’", "'", "\u00a0"))
_PARTICLES = frozenset(
    "al ben bin da das de del den der di do dos du e el et la le of ten van von y".split()
)
TITLES = frozenset(
    "mr mrs ms dr sir lord lady president vice prime minister chancellor senator governor mayor "
    "king queen prince princess pope general colonel captain judge professor chief chairman "
    "chairwoman coach secretary ambassador director spokesman spokeswoman deputy".split()
)
_OPENS = frozenset('.!?:\n"“„«(')


@cache
def nations() -> frozenset[str]:
    """English names of countries, peoples, languages, months and days, in lower case."""
    lines = data_path("nations.en.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def runs(text: str, base: str) -> Iterator[list[Token]]:
    """Runs of words with capitals, without the titles and ordinary words that they begin with."""
    run: list[Token] = []
    last: Token | None = None
    for token in (*tokens(text), None):
        gap = text[last.end : token.start] if last and token else ""
        joined = gap in _JOINS or (gap == ". " and bool(run) and len(run[-1].form) == 1)
        if run and (token is None or not joined):
            yield from _trimmed(text, run, base)
            run = []
        if token is not None:
            if token.capital or (run and token.form in _PARTICLES):
                run.append(token)
            elif run:
                yield from _trimmed(text, run, base)
                run = []
        last = token


def _trimmed(text: str, run: list[Token], base: str) -> Iterator[list[Token]]:
    while run and not run[-1].capital:
        run = run[:-1]
    if run and _opens(text, run[0]) and is_ordinary(run[0].form, base):
        run = run[0 if is_given(run[0].form) and len(run) > 1 else 1 :]
    while run and run[0].form in TITLES:
        run = run[1:]
    words = [token for token in run if token.form.isalpha()]
    if run and len(run) <= _LONGEST and len(words) == len(run) and run[0].capital:
        if len(run[0].form) > 1 and not all(is_ordinary(token.form, base) for token in run):
            yield run


def _opens(text: str, token: Token) -> bool:
    """Whether a sentence begins with a token, where every word has a capital."""
    return (text[max(0, token.start - 3) : token.start].rstrip(" ")[-1:] or "\n") in _OPENS
