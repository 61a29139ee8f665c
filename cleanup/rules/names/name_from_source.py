"""Names that the source text has and the translation has not."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.names.aligned import Traces, keeps_its_form, loose
from cleanup.names.compiled import GARBLE
from cleanup.names.entry import Entry
from cleanup.registry import Fix, Found, Keep, rule


@rule(
    "name-from-source",
    stage="names",
    safety=Safety.SAFE,
    message="The source has this name.",
    fix=[
        Fix(
            "It was in The Mirror on Monday.",
            "It was in Der Spiegel on Monday.",
            source="Es stand am Montag im Blatt Der Spiegel.",
            source_lang="de",
        ),
        Fix(
            "Ms Ursula of the Leyen came.",
            "Ms Ursula von der Leyen came.",
            source="Frau Ursula von der Leyen kam gestern.",
            source_lang="de",
        ),
        Fix(
            "The talks with Emanuel Macron failed.",
            "The talks with Emmanuel Macron failed.",
            source="Les discussions avec Emmanuel Macron ont échoué.",
            source_lang="fr",
        ),
    ],
    keep=[
        Keep(
            "Ursula von der Leyen read Der Spiegel, looking into the mirror.",
            source="Ursula von der Leyen las Der Spiegel.",
            source_lang="de",
        ),
        Keep(
            "He looked at The Mirror of London.",
            source="Er las gestern eine Zeitung aus London.",
            source_lang="de",
        ),
    ],
)
def name_from_source(document: Document) -> Iterator[Found]:
    """Puts a name of the source where the translation has something that was made of it.

    Looked for are known names of the source text that the translation lacks: their parts taken for
    words, the whole of it translated (*The Mirror*), a slip of the letters, or a stretch with
    capitals that keeps a part of it. That the source has the name makes sure what without it would
    only be a guess. Where one name is missing and one stretch is left over, it asks.
    """
    gazetteer, source = document.gazetteer, document.source
    if gazetteer is None or source is None or source.language.base == document.language.base:
        return
    target, origin = document.language.base, source.language.base
    hits = gazetteer.hits(document.text, target)
    right = [hit for hit in hits if hit.role != GARBLE]
    present = {hit.entry.canonical for hit in right}
    taken = [(hit.start, hit.end) for hit in right]
    wanted: dict[str, Entry] = {}
    counts: dict[str, int] = {}
    for hit in gazetteer.hits(source.text, source.language.base):
        if hit.role != GARBLE and hit.entry.policy in ("safe", "ask"):
            counts[hit.entry.canonical] = counts.get(hit.entry.canonical, 0) + 1
            if hit.entry.canonical not in present:
                wanted[hit.entry.canonical] = hit.entry
    if not wanted:
        return
    traces = Traces(document, gazetteer)
    missing: list[Entry] = []
    for entry in wanted.values():
        spans = [
            trace
            for trace in traces.of(entry)
            if not any(start < trace.end and trace.start < end for start, end in taken)
            and document.shields.touching(trace.start, trace.end) is None
        ]
        if not spans and entry.native == origin and keeps_its_form(entry, origin, target):
            missing.append(entry)
        few = len(spans) <= counts[entry.canonical] and entry.policy == "safe"
        for start, end, sure in spans:
            taken.append((start, end))
            yield _found(document, start, end, entry, Safety.SAFE if few and sure else Safety.ASK)
    rest = loose(document, taken) if len(missing) == 1 else []
    if len(rest) == 1:
        yield _found(document, *rest[0], missing[0], Safety.ASK)


def _found(document: Document, start: int, end: int, entry: Entry, level: Safety) -> Found:
    name = entry.form(document.lang)
    message = f"“{document.text[start:end]}” is the {entry.kind} {name} of the source."
    return Found(start, end, name, message, level, evidence=entry.home.rpartition("/")[2])
