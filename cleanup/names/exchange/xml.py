"""XML as a small tree of elements with their lines.

Nothing is fetched, and a document that declares entities is refused: they are how XML is made to
grow without bounds or to name files. What stands before a damaged place is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from cleanup.names.exchange.facts import Problem

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(slots=True)
class Element:
    """An element; names are ``namespace name``, or a bare name where there is no namespace."""

    name: str
    line: int
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    text: str = ""
    """Of the element itself, without that of its children."""

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition(" ")[2]

    def attribute(self, local: str) -> str:
        """An attribute by its name without namespace, or ``""``."""
        return next((v for k, v in self.attributes.items() if k.rpartition(" ")[2] == local), "")

    def walk(self) -> Iterator[Element]:
        """All elements below this one, in their order."""
        for child in self.children:
            yield child
            yield from child.walk()


class _EntityError(Exception):
    """An entity is declared."""


def parsed(text: str) -> tuple[Element, Problem | None]:
    """A root above all elements, and the place where the document breaks off, if it does."""
    root = Element("", 1, {})
    stack = [root]
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        element = Element(name, parser.CurrentLineNumber, attributes)
        stack[-1].children.append(element)
        stack.append(element)

    def characters(data: str) -> None:
        stack[-1].text += data

    def entity(*_: object) -> None:
        raise _EntityError

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: stack.pop()
    parser.CharacterDataHandler = characters
    parser.EntityDeclHandler = entity
    try:
        # Already decoded: what the document says of its encoding no longer holds.
        parser.Parse(_undeclared(text), True)
    except expat.ExpatError as error:
        reason = f"is not well-formed XML: {expat.ErrorString(error.code)}"
        return root, Problem(error.lineno, f"{reason}; the rest is not read")
    except _EntityError:
        line = parser.CurrentLineNumber
        return Element("", 1, {}), Problem(line, "declares entities: save it without them")
    return root, None


def _undeclared(text: str) -> bytes:
    """UTF-8, with blanks for the XML declaration."""
    text = text.lstrip("\ufeff")
    if text.startswith("<?xml"):
        end = text.find("?>") + 2
        text = "".join(c if c == "\n" else " " for c in text[:end]) + text[end:]
    return text.encode("utf-8", "replace")
