"""What the random field sees of each word of a sentence that has lost its capitals.

Features are strings with a value, mostly 1; numbers are cut into steps, so that a linear model can
follow them where they bend. ``likely`` stands for the first opinion of `cleanup.casing.path`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log

from cleanup.casing.variants import Variants, capitalised
from cleanup.context.ngrams import END, START, Token
from cleanup.punctuation.words import clusters

LINKING = frozenset(
    "of the and for in on at to a an de la le du des del da di von van der den el al "
    "s 's . - & ' 0 /".split()
)
"""What may stand inside a name in lower case."""

_VOWELS = frozenset("aeiouyáéíóúàèìòùäöüâêîôûåøæœãõőűąęěůý")
_PLAIN_MARKS = frozenset("0,.:;()\"'-?!&/")
_PASSED_OVER = frozenset({".", "-", "&", "'", "0", "'s"})
"""What does not part a word from the one before it."""


@lru_cache(maxsize=16384)
def cluster(word: str) -> str:
    """The class of a lower-case word by the neighbours it has; a mark is its own class."""
    found = clusters()[0].get(word)
    if found is not None:
        return found
    return word if not word[0].isalpha() else "one letter" if len(word) < 2 else "rare"


def kind(form: str) -> str:
    """``l`` lower case, ``C`` capitalised, ``U`` capitals only, a mark, or ``S`` for an edge."""
    if not form[0].isalpha():
        return "S" if form in (START, END) else form if form in _PLAIN_MARKS else "*"
    if form.islower() or form == "I":
        return "l"
    return "U" if len(form) > 1 and form.isupper() else "C"


def usual(word: str, variants: Variants) -> str:
    """The most frequent variant with a capital that is not an acronym."""
    forms = variants.of(word)
    others = [form for form in forms[1:] if form != word.upper() or len(word) == 1]
    count = variants.ngrams.count
    return max(others, key=lambda form: (count(form), variants.listed(form)), default=forms[-1])


def _step(value: float, width: float, most: int) -> int:
    return int(max(-most, min(most, round(value / width))))


def _odds(one: float, other: float) -> float:
    return log((one + 0.5) / (other + 0.5))


class Features:
    """The features of one sentence; `places` makes them."""

    def __init__(
        self, text: str, tokens: Sequence[Token], likely: Sequence[str], variants: Variants
    ) -> None:
        """Look at a sentence.

        Args:
            text: what the tokens' positions refer to.
            tokens: the sentence's, lower-case.
            likely: the likeliest form of each.
            variants: knows the words.
        """
        self._text, self._tokens, self._variants = text, tokens, variants
        self._words = [START, START, *(token.form for token in tokens), END, END]
        self._forms = [START, START, *likely, END, END]
        self._kinds = [kind(form) for form in self._forms]
        self._before = self._nearest(range(len(self._forms)))
        self._after = self._nearest(range(len(self._forms) - 1, -1, -1))
        self._spelt_out = frozenset(self._initials())

    def places(self) -> list[dict[str, float]]:
        """The features of each token."""
        return [self._place(at) for at in range(2, len(self._words) - 2)]

    def _nearest(self, order: range) -> list[int]:
        """For each place the nearest word in one direction, or the mark that parts it from it."""
        found, last = [0] * len(self._forms), order[0]
        for at in order:
            found[at] = last
            if self._words[at] not in _PASSED_OVER:
                last = at
        return found

    def _initials(self) -> Iterator[int]:
        """Acronyms in brackets and the words before them that they are the initials of."""
        words = self._words
        for at in range(3, len(words) - 2):
            acronym = words[at]
            if words[at - 1] != "(" or not (1 < len(acronym) < 7 and acronym.isalpha()):
                continue
            near = range(max(2, at - 1 - 3 * len(acronym)), at - 1)
            for left_out in (frozenset[str](), LINKING):
                spelt = [n for n in near if words[n][0].isalpha() and words[n] not in left_out]
                spelt = spelt[-len(acronym) :]
                if "".join(words[n][0] for n in spelt) == acronym:
                    yield from (*spelt, at)
                    break

    def _place(self, at: int) -> dict[str, float]:
        word, kinds = self._words[at], self._kinds
        around = f"{kinds[at - 1]}_{kinds[at + 1]}"
        if len(self._variants.of(word)) < 2:
            mark = word if word in LINKING or len(word) == 1 else "*"
            return {f"mark {mark}": 1, f"mark {mark} {around}": 1}
        found: dict[str, float] = {}
        known = self._own(at, found)
        self._company(at, known, around, found)
        self._quotation(at, found)
        return found

    def _own(self, at: int, found: dict[str, float]) -> str:
        """What the tables say of the word; a class of it, for the features of its neighbours."""
        word, variants = self._words[at], self._variants
        upper, name = word.upper(), usual(word, variants)
        acronym = upper != name and upper in variants.of(word)
        count = variants.ngrams.count
        low, high = count(word), count(name)
        top = count(upper) if acronym else 0.0
        listed = [variants.listed(form) for form in (word, name, upper)]
        size = "-"
        if sum(listed):
            size = str(_step(_odds(max(listed[1:]), listed[0]), 1.3, 5))
        entries = "".join(
            letter
            for letter, form in (("l", word), ("C", capitalised(word)), ("U", upper))
            if (letter != "U" or len(word) > 1) and variants.knows(form)
        )
        if low + high + top:
            odds = _odds(max(high, top), low)
            fits = self._fit(at, name) - self._fit(at, word)
            known = f"k{_step(odds, 2, 3)}"
            support = _step(log(low + high + top + 1), 1.3, 9)
            found["fit"] = max(-3.0, min(3.0, fits / 4))
            found["odds"] = max(-2.0, min(2.0, odds / 4))
            found |= dict.fromkeys(
                (
                    f"fit {_step(fits, 1, 6)}",
                    f"odds {_step(odds, 1.2, 6)}",
                    f"fit odds {_step(fits, 2, 4)} {_step(odds, 2, 4)}",
                    f"support {support} {_step(odds, 2, 3)}",
                    f"entries {entries} {_step(odds, 2, 3)}",
                    f"listed {size} {_step(odds, 2, 3)}",
                ),
                1.0,
            )
        else:
            near = "" if size == "-" else str(max(-2, min(2, int(size))))
            known = f"u{entries}{near}"
            found |= dict.fromkeys(
                (
                    "unseen",
                    f"unseen {entries}",
                    f"unseen listed {size}",
                    f"unseen {entries} {size}",
                    f"unseen length {min(len(word), 9)}",
                ),
                1.0,
            )
            if not word.isascii():
                found["unseen letters"] = 1
            if "l" not in entries:
                found |= dict.fromkeys((f"end {word[-3:]}", f"end {word[-2:]}"), 1.0)
                found[f"start {word[:2]}"] = 1
        if "l" not in entries:
            found[f"no entry {size}"] = 1
        found[f"listed {size}"] = 1
        if len(word) > 1 and upper != name:
            if high + top:
                found[f"upper {_step(_odds(top, high), 1.2, 5)}"] = 1
            if listed[1] + listed[2]:
                found[f"upper listed {_step(_odds(listed[2], listed[1]), 1.2, 5)}"] = 1
            if acronym:
                rival = max(self._fit(at, word), self._fit(at, name))
                found[f"upper fit {_step(self._fit(at, upper) - rival, 1.5, 5)}"] = 1
            self._acronym(at, plain="l" in entries or (known == "uC"), found=found)
        return known

    def _fit(self, at: int, form: str) -> float:
        forms = self._forms
        held, forms[at] = forms[at], form
        score = self._variants.ngrams.fit(forms, at, at + 1)
        forms[at] = held
        return score

    def _acronym(self, at: int, *, plain: bool, found: dict[str, float]) -> None:
        """Whether the word looks like an acronym."""
        word, words = self._words[at], self._words
        if not plain:
            vowels = sum(letter in _VOWELS for letter in word)
            pattern = "all" if vowels == len(word) else "01+"[min(vowels, 2)]
            shape = f"{min(len(word), 6)} {pattern}"
            found[f"shape {shape}"] = 1
            if word.endswith("s"):
                found[f"plural shape {shape}"] = 1
            if words[at - 1] == "(":
                found[f"bracket {shape}" if words[at + 1] == ")" else "bracket"] = 1

    def _company(self, at: int, known: str, around: str, found: dict[str, float]) -> None:
        """The words and cases beside the word."""
        words, kinds, own = self._words, self._kinds, cluster(self._words[at])
        left, right = cluster(words[at - 1]), cluster(words[at + 1])
        wide = f"{kinds[self._before[at]]}_{kinds[self._after[at]]}"
        frequent = clusters()[1]
        names = [
            f"likely {kinds[at]}",
            f"likely {kinds[at]} {known}",
            f"around {around}",
            f"around {around} {known}",
            f"wide {wide}",
            f"wide {wide} {known}",
            f"left2 {kinds[at - 2]}{kinds[at - 1]}",
            f"right2 {kinds[at + 1]}{kinds[at + 2]}",
            f"own {own}",
            f"own {own} {kinds[at - 1]}_",
            f"own {own} _{kinds[at + 1]}",
            f"left {left}",
            f"left {left} {known}",
            f"right {right}",
            f"right {right} {known}",
            f"before {cluster(words[self._before[at]])} {known[0]}",
            f"left {cluster(words[at - 2])} 2",
            f"right {cluster(words[at + 2])} 2",
        ]
        if words[at] in frequent:
            names.append(f"is {words[at]}")
        if words[at - 1] in frequent:
            names.append(f"after {words[at - 1]} {known[:2]}")
        if words[at + 1] in frequent:
            names.append(f"followed {words[at + 1]} {known[:2]}")
        if words[at + 1] in ("of", "for", "and", "'s"):
            names.append(f"{words[at + 1]} {kinds[at + 2]} {known} behind")
        if words[at - 1] in ("of", "for", "and", "the"):
            names.append(f"{words[at - 1]} {kinds[at - 2]} {known} before")
        if at in self._spelt_out:
            names.append("initials" if words[at - 1] == "(" else "spelt out")
        token = self._tokens[at - 2]
        if self._text[max(token.start - 1, 0)].isdigit():
            names.append("glued to figure before")
        if self._text[token.end : token.end + 1].isdigit():
            names.append("glued to figure behind")
        found |= dict.fromkeys(names, 1.0)

    def _quotation(self, at: int, found: dict[str, float]) -> None:
        """Whether a quotation that is a sentence of its own begins here."""
        words = self._words
        opening, ahead = words[at - 1], words[at - 2]
        if opening == ":":
            found[f"colon {min(4, len(words) - 2 - at)}"] = 1
        if opening not in ('"', "'"):
            return
        rest = words[at:-2]
        length = rest.index(opening) if opening in rest else len(rest)
        ended = "-" if length == len(rest) else str(length > 0 and rest[length - 1] in ",.?!")
        introduced = ahead if ahead in ",:." or ahead == START else "word"
        found[f"quotation {introduced} {min(length, 7)} {ended}"] = 1
        found[f"quoted by {cluster(ahead)}"] = 1
