"""More ways to damage clean articles than `cleanup.score.planting` has: one for every rule.

The planted classes that figures are published for stay in the package. These only serve the safety
tables: a rule that nothing damages for would have no observations, and no level. The generators
know the damage, not the rules; they are seeded, and every one names what it does.
"""

from __future__ import annotations

from cleanup.score.planting import CLASSES, Damage
from cleanup.score.planting.characters import mojibake
from damage.characters import CHARACTERS, decomposed, halved_character, lost_newline
from damage.dressing import dressed, html, markdown
from damage.marks import MARKS, number_apart, tokenised
from damage.markup import IN_HTML, IN_MARKDOWN, MARKUP, torn_address, torn_link, torn_url
from damage.words import WORDS, assistant_talk, garbled_name, not_euphonic, translators_note

__all__ = ["CARRIED", "DAMAGES", "EDGES", "IN_HTML", "IN_MARKDOWN", "dressed", "html", "markdown"]


def _named(*damages: Damage) -> dict[str, Damage]:
    return {damage.__name__.replace("_", "-"): damage for damage in damages}


EDGES = _named(lost_newline, assistant_talk, translators_note)
"""What is done to the beginning and the end of an article."""

CARRIED = _named(
    torn_link, torn_url, torn_address, halved_character, garbled_name, number_apart, not_euphonic,
    decomposed, mojibake, tokenised,
)  # fmt: skip
"""What is done to that which a dressed article carries."""

DAMAGES = {
    **CLASSES,
    **{
        name: damage
        for name, damage in _named(*CHARACTERS, *MARKUP, *MARKS, *WORDS).items()
        if name not in EDGES
    },
}
"""What is done to plain text anywhere: the classes of the package and more."""
