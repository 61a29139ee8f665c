"""SKOS vocabularies as RDF/XML, Turtle or JSON-LD.

``prefLabel`` in English is the canonical form, in other languages the form there; ``altLabel`` is
an alias, ``hiddenLabel`` (a misspelling, says the standard) a garble. The kind is a class of
schema.org or a class of any vocabulary that is called like a kind, the native language
``dcterms:language``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cleanup.names.entry import Entry
from cleanup.names.exchange import turtle, xml
from cleanup.names.exchange.facts import Facts, Problem, base_of, kind_of, made, tag_of
from cleanup.names.exchange.jsons import records
from cleanup.names.exchange.turtle import Triple

_CLASSES = {"person": "Person", "place": "Place", "organisation": "Organization",
            "work": "CreativeWork", "product": "Product"}  # fmt: skip
_CORE = "http://www.w3.org/2004/02/skos/core#"


def read(text: str, name: str) -> Iterator[Entry | Problem]:
    """An entry for each subject with a ``prefLabel``."""
    head = text.lstrip()
    if head[:1] in ("{", "["):
        triples = _json(text)
    elif head[:1] == "<" and not head.startswith(("<http", "<urn")):
        triples = _xml(text)
    else:
        triples = turtle.triples(text)
    subjects: dict[str, list[Triple]] = {}
    for triple in triples:
        if isinstance(triple, Problem):
            yield triple
        else:
            subjects.setdefault(triple.subject, []).append(triple)
    for subject, found in subjects.items():
        if any(triple.property == "prefLabel" for triple in found):
            yield from made(_facts(subject, found), found[0].line, name)


def _facts(subject: str, found: list[Triple]) -> Facts:
    labels = [(base_of(t.lang), t) for t in found if t.property == "prefLabel"]
    by_wish = sorted(
        labels, key=lambda one: ("en", "").index(one[0]) if one[0] in ("en", "") else 2
    )
    canonical = by_wish[0][1]
    facts = Facts(canonical.value)
    for triple in found:
        tag = tag_of(triple.lang)
        if triple.property == "prefLabel" and triple is not canonical:
            facts.forms.setdefault(tag or "en", []).append(triple.value)
        elif triple.property == "altLabel":
            facts.aliases.append(triple.value)
        elif triple.property == "hiddenLabel":
            facts.garbles.append(triple.value)
        elif triple.property in ("notation", "identifier"):
            facts.id = facts.id or triple.value
        elif triple.property == "language":
            facts.native = base_of(triple.value) or ""
        elif triple.property in ("type", "additionalType", "@type"):
            facts.kind = facts.kind or _kind(triple.value)
    if not facts.id and not subject.startswith("_:"):
        last = turtle.local(subject)
        facts.id = last if last and not last.startswith("name-") else ""
    return facts


def _kind(value: str) -> str:
    local = turtle.local(value)
    kind = kind_of(local) if local not in ("Concept", "Description") else ""
    return kind or ""


def _xml(text: str) -> Iterator[Triple | Problem]:
    root, problem = xml.parsed(text)
    for node in root.walk():
        subject = node.attributes.get(f"{xml.RDF} about") or node.attributes.get(f"{xml.RDF} ID")
        labelled = any(child.local == "prefLabel" for child in node.children)
        if not labelled:
            continue
        subject = subject or f"_:{node.line}"
        yield Triple(subject, "type", node.local, "", node.line)
        for child in node.children:
            value = child.attributes.get(f"{xml.RDF} resource") or child.text
            lang = child.attributes.get(f"{xml.XML} lang", "")
            yield Triple(subject, child.local, value, lang, child.line)
    if problem:
        yield problem


def _json(text: str) -> Iterator[Triple | Problem]:
    for found in records(text):
        if isinstance(found, Problem):
            yield found
            continue
        line, record = found
        graph = record.get("@graph", [record])
        for number, node in enumerate(graph if isinstance(graph, list) else [graph]):
            if isinstance(node, dict):
                subject = str(node.get("@id") or f"_:{line}-{number}")
                for name, value in node.items():
                    for one, lang in _valued(value):
                        yield Triple(subject, turtle.local(name), one, lang, line)


def _valued(value: Any, lang: str = "") -> Iterator[tuple[str, str]]:
    """The values of a property of JSON-LD with their languages."""
    if isinstance(value, list):
        for one in value:
            yield from _valued(one, lang)
    elif isinstance(value, dict):
        if "@value" in value or "@id" in value:
            yield str(value.get("@value", value.get("@id"))), str(value.get("@language", lang))
        else:  # a map from language to value
            for tag, one in value.items():
                yield from _valued(one, tag)
    elif isinstance(value, (str, int)):
        yield str(value), lang


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """Turtle, the garbles as hidden labels."""
    yield (
        f"@prefix skos: <{_CORE}> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix schema: <https://schema.org/> .\n"
    )
    for number, entry in enumerate(sorted(entries, key=lambda one: one.canonical), 1):
        kind = _CLASSES.get(entry.kind)
        lines = [f"a skos:Concept{f', schema:{kind}' if kind else ''}"]
        lines.append(f"skos:prefLabel {_quoted(entry.canonical)}@en")
        lines += [f"skos:prefLabel {_quoted(form)}@{tag}"
                  for tag, form in sorted(entry.forms.items()) if tag != "en"]  # fmt: skip
        lines += [f"skos:altLabel {_quoted(form)}@en" for form in (*entry.styles, *entry.aliases)]
        lines += [f"skos:hiddenLabel {_quoted(form)}@en" for form in entry.garbles]
        lines += [f"dcterms:language {_quoted(entry.native)}"] if entry.native else []
        lines += [f"skos:notation {_quoted(entry.id)}"] if entry.id else []
        yield f"\n<urn:cleanup:name-{number}>\n    " + " ;\n    ".join(lines) + " .\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
