"""TBX, the exchange format of term bases (ISO 30042), versions 2 and 3.

The English term, or the first, is the canonical form, terms in other languages are the forms
there; deprecated and superseded terms are garbles, other further terms aliases. A subject field
that is called like a kind is the kind; the concept's id is the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from cleanup.names.entry import Entry
from cleanup.names.exchange import xml
from cleanup.names.exchange.facts import Facts, Problem, kind_of, made, tag_of

_ENTRIES = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_TERMS = ("tig", "ntig", "termSec", "termGrp")
_WRONG = ("deprecated", "superseded")


def read(text: str, name: str) -> Iterator[Entry | Problem]:
    """An entry for each concept."""
    root, problem = xml.parsed(text)
    for element in root.walk():
        if element.local in _ENTRIES:
            yield from _concept(element, name)
    if problem:
        yield problem


def _concept(concept: xml.Element, name: str) -> Iterator[Entry | Problem]:
    terms = [
        (section.attributes.get(f"{xml.XML} lang", ""), *_term(group))
        for section in concept.walk()
        if section.local in _LANGUAGES
        for group in section.walk()
        if group.local in _TERMS and not any(g.local in _TERMS for g in group.children)
    ]
    right = [(tag, term) for tag, term, wrong in terms if term and not wrong]
    if not right:
        yield Problem(concept.line, "the concept has no term")
        return
    canonical = next((t for t in right if (tag_of(t[0]) or "").startswith("en")), right[0])
    facts = Facts(canonical[1], id=concept.attribute("id"))
    facts.id = "" if facts.id.startswith("name-") else facts.id
    for tag, term in right:
        known = tag_of(tag)
        if tag == canonical[0] or known is None:
            facts.aliases.append(term)
        else:
            facts.forms.setdefault(known, []).append(term)
    facts.garbles = [term for _, term, wrong in terms if wrong]
    for note in concept.children:
        told = note.attribute("type")
        if told == "subjectField" and (kind := kind_of(note.text)):
            facts.kind = kind
        elif told == "nativeLanguage":
            facts.native = note.text
    yield from made(facts, concept.line, name)


def _term(group: xml.Element) -> tuple[str, bool]:
    """The term of a group and whether it is a wrong one."""
    inside = list(group.walk())
    term = next((e.text.strip() for e in inside if e.local == "term"), "")
    wrong = any(
        e.local in ("termNote", "administrativeStatus") and e.text.strip().startswith(_WRONG)
        for e in inside
    )
    return term, wrong


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """TBX version 2, the garbles as deprecated terms."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<martif type="TBX-Basic" xml:lang="en">\n'
        "<martifHeader><fileDesc><sourceDesc><p>Names exported by cleanup</p></sourceDesc>"
        "</fileDesc></martifHeader>\n<text><body>\n"
    )
    for number, entry in enumerate(sorted(entries, key=lambda one: one.canonical), 1):
        id = entry.id or f"name-{number}"
        yield f"<termEntry id={quoteattr(id)}>\n"
        yield f'<descrip type="subjectField">{entry.kind}</descrip>\n'
        if entry.native:
            yield f'<descrip type="nativeLanguage">{entry.native}</descrip>\n'
        yield '<langSet xml:lang="en">\n'
        yield _tig(entry.canonical, "preferredTerm-admn-sts")
        for form in (*entry.styles, *entry.aliases):
            yield _tig(form, "admittedTerm-admn-sts")
        for form in entry.garbles:
            yield _tig(form, "deprecatedTerm-admn-sts")
        yield "</langSet>\n"
        for tag, form in sorted(entry.forms.items()):
            if tag != "en":
                yield f'<langSet xml:lang="{tag}">\n'
                yield f"{_tig(form, 'preferredTerm-admn-sts')}</langSet>\n"
        yield "</termEntry>\n"
    yield "</body></text>\n</martif>\n"


def _tig(term: str, status: str) -> str:
    note = f'<termNote type="administrativeStatus">{status}</termNote>'
    return f"<tig><term>{escape(term)}</term>{note}</tig>\n"
