"""The grammar engines of the benchmark: alone, as their users run them, and as this program does.

A rival is opened for a language and then called with one document after another; it returns how
many findings it has. All of them may be used from one thread each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from cleanup import safety
from cleanup.config import Config
from cleanup.document import Document
from cleanup.engines import engine_class
from cleanup.engines.languagetool import api
from cleanup.engines.languagetool.engine import LanguageTool
from cleanup.engines.sentences import sentences
from cleanup.engines.variants import variant_of
from cleanup.language import language
from cleanup.score.systems.lingotweaker import engine as lt_py_engine

Check = Callable[[Document], int]
Close = Callable[[], None]

PATIENCE = 3
"""A busy machine may need longer to read a language than the server gives a request."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def lingotweaker_alone(lang: str, url: str) -> tuple[Check, Close]:
    """All its rules with spelling, sentence by sentence."""
    engine = lt_py_engine(lang)

    def check(document: Document) -> int:
        count = 0
        for text in _SENTENCE_END.split(document.text):
            try:
                count += len(engine.check(text))
            except BaseException as error:
                if type(error).__name__ != "PanicException":
                    raise
        return count

    return check, lambda: None


def harper_alone(lang: str, url: str) -> tuple[Check, Close]:
    """All that it does by default."""
    import harper

    linter = harper.Linter()
    return lambda document: len(linter.lint(document.text, language="plaintext")), lambda: None


def languagetool_alone(lang: str, url: str) -> tuple[Check, Close]:
    """All its rules with spelling, a document a request."""
    send = languagetool_bare(url)
    fields = {"language": variant_of(language(lang))}
    return lambda document: send({**fields, "text": document.text}), lambda: None


def languagetool_requests(document: Document, url: str) -> list[dict[str, str]]:
    """The very requests that the engine of this program makes for a document."""
    (query,) = LanguageTool(Config(languagetool_url=url))._queries(document.language)
    data = [api.annotated(batch)[0] for batch in api._batches(sentences(document))]
    return [{**query.fields(), "data": one} for one in data]


def languagetool_bare(url: str) -> Callable[[dict[str, str]], int]:
    """A connection that sends a request and counts the matches of the answer."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=300)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}

    def send(fields: dict[str, str]) -> int:
        for _ in range(PATIENCE):
            connection.request("POST", "/v2/check", urlencode(fields).encode(), kind)
            answer = connection.getresponse()
            said = answer.read()
            if answer.status == 200:
                break
        return len(json.loads(said)["matches"])

    return send


def _own(name: str) -> Callable[[str, str], tuple[Check, Close]]:
    """An engine of this program, with the rules that the tables trust; no memory of other runs."""

    def opened(lang: str, url: str) -> tuple[Check, Close]:
        address = url if name == "languagetool" else None
        config = Config(engine=(name,), languagetool_url=address, languagetool_cache=False)
        engine = engine_class(name)(config)  # type: ignore[call-arg]
        return lambda document: len(engine.propose(document).edits), engine.close

    return opened


RIVALS: dict[str, Callable[[str, str], tuple[Check, Close]]] = {
    "lingotweaker alone": lingotweaker_alone,
    "LanguageTool alone": languagetool_alone,
    "Harper alone": harper_alone,
    "--engine lingotweaker": _own("lingotweaker"),
    "--engine languagetool": _own("languagetool"),
    "--engine harper": _own("harper"),
}
"""By the name in the report: opens it for a language, with the address of a server."""


def covers(name: str, lang: str) -> bool:
    """Whether a rival knows a language; an engine of this program, whether it has rules there."""
    if name.startswith("--engine") and not safety.trusted(lang, f"{name.split()[1]}:"):
        return False
    return "arper" not in name or lang == "en"
