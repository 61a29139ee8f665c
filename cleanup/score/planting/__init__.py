"""Damage clean articles the way machine translation damages them, and write down every wound.

Artefacts are planted: never two in one sentence, never two so close that the words around them
touch. Each carries its kind, its place in the damaged text, `before` (the clean text there) and
`after` (the damage), so that putting `before` in place of `after` everywhere gives the clean
article back. The same seed gives the same damage on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from cleanup.errors import UsageError
from cleanup.score.documents import Article, Sentence
from cleanup.score.planting.characters import entities, mojibake, tags, zero_width
from cleanup.score.planting.places import Change, region
from cleanup.score.planting.words import (
    doubled_word,
    duplicated_paragraph,
    duplicated_sentence,
    loops,
    lost_capital,
    lost_stop_final,
    lost_stop_medial,
    spacing,
)


@dataclass(frozen=True)
class Artefact:
    """One planted damage. `start`, `end`: damaged text; `clean_start`, `clean_end`: clean text."""

    kind: str
    variant: str
    start: int
    end: int
    clean_start: int
    clean_end: int
    before: str
    after: str

    def record(self) -> dict[str, object]:
        """The artefact as it is written to JSON."""
        return {
            "class": self.kind,
            "variant": self.variant,
            "start": self.start,
            "end": self.end,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True)
class Planted:
    """A damaged article, the clean one it came from, and its artefacts in text order."""

    article: Article
    text: str
    artefacts: tuple[Artefact, ...]


Damage = Callable[[Article, Sentence, Random], Change | None]
CLASSES: dict[str, Damage] = {
    f.__name__.replace("_", "-"): f
    for f in (
        tags, entities, spacing, doubled_word, loops, lost_stop_final, lost_stop_medial,
        lost_capital, zero_width, mojibake, duplicated_sentence, duplicated_paragraph,
    )
}  # fmt: skip
DEFAULT = tuple(name for name in CLASSES if name != "duplicated-paragraph")


def plant(
    doc: Article,
    seed: int = 1,
    density: float = 0.4,
    classes: Sequence[str] = DEFAULT,
    damages: Mapping[str, Damage] = CLASSES,
) -> Planted:
    """Damage an article: about `density` artefacts a sentence, the classes in turn by chance.

    `damages` says what each class does; the safety tables bring more than there are here.
    """
    rng = Random(f"plant:{seed}:{doc.lang}:{doc.id}")
    order = rng.sample(range(len(doc.sentences)), len(doc.sentences))
    wanted = max(1, round(density * len(order))) if density > 0 else 0
    free, queue = set(order), rng.sample(classes, len(classes))
    chosen: list[tuple[str, Change, tuple[int, int]]] = []
    for index in order:
        if len(chosen) >= wanted:
            break
        late = [name for name in rng.sample(classes, len(classes)) if name not in queue]
        for name in [*queue, *late] if index in free else []:
            change = damages[name](doc, doc.sentences[index], rng)
            if change is None or doc.text[change.start : change.end] == change.after:
                continue
            uses, around = change.uses or (index,), region(doc.text, change.start, change.end)
            if not free.issuperset(uses) or any(
                around[0] < r[1] and r[0] < around[1] for _, _, r in chosen
            ):
                continue
            free.difference_update(uses)
            chosen.append((name, change, around))
            if name not in queue:
                queue += late
            queue.remove(name)
            break
    chosen.sort(key=lambda item: item[1].start)
    return _apply(doc, [(name, change) for name, change, _ in chosen])


def _apply(doc: Article, changes: Iterable[tuple[str, Change]]) -> Planted:
    text, at, artefacts = "", 0, []
    for name, change in changes:
        text += doc.text[at : change.start]
        at = change.end
        where = len(text), len(text) + len(change.after)
        before = doc.text[change.start : change.end]
        clean = change.start, change.end
        artefacts.append(Artefact(name, change.variant, *where, *clean, before, change.after))
        text += change.after
    return Planted(doc, text + doc.text[at:], tuple(artefacts))


def check_classes(names: Iterable[str]) -> None:
    """Refuse names that are not in `CLASSES`.

    Raises:
        UsageError: one is not.
    """
    for name in names:
        if name not in CLASSES:
            raise UsageError(f"no class {name!r}: there are {', '.join(CLASSES)}")
