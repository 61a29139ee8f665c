"""Every rule proves itself: generic tests over the registry."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cleanup.document import Document
from cleanup.edit import Edit, Safety, apply, resolve
from cleanup.guard import guard_for
from cleanup.names.gazetteer import load
from cleanup.pipeline import STAGES
from cleanup.registry import Fix, Keep, Rule, all_rules

RULES = all_rules()


def document(example: Fix | Keep, text: str) -> Document:
    source = None if example.source is None else Document(example.source, example.source_lang)
    return Document(
        text,
        example.lang,
        example.format,
        source,
        gazetteer=load(()),
        is_file=example.is_file,
        source_lang=example.source_lang,
    )


def run(rule: Rule, document: Document) -> tuple[str, list[Edit]]:
    """One pass of one rule, all its edits applied whatever their level."""
    edits = list(rule.propose(document)) if rule.covers(document) else []
    forced = [
        Edit(**{name: getattr(e, name) for name in Edit.__slots__} | {"safety": Safety.SAFE})
        for e in edits
    ]
    resolution = resolve(forced, level=Safety.SAFE, guard=guard_for(document, RULES))
    return apply(document.text, resolution.applied), edits


def examples(kind: str) -> Iterator[object]:
    for rule in RULES.values():
        for number, example in enumerate(getattr(rule, kind)):
            yield pytest.param(rule, example, id=f"{rule.id}-{number}")


@pytest.mark.parametrize(("rule", "example"), list(examples("fix")))
def test_fix_example(rule: Rule, example: Fix) -> None:
    after, edits = run(rule, document(example, example.before))
    assert after == example.after
    assert edits
    if example.after != example.before:
        again, _ = run(rule, document(example, after))
        assert again == after, "a second pass must change nothing"


@pytest.mark.parametrize(("rule", "example"), list(examples("keep")))
def test_keep_example(rule: Rule, example: Keep) -> None:
    _, edits = run(rule, document(example, example.text))
    assert edits == []


@pytest.mark.parametrize("rule", list(RULES.values()), ids=list(RULES))
def test_rule_is_declared_whole(rule: Rule) -> None:
    assert rule.fix, "a rule shows what it repairs"
    assert rule.keep, "a rule shows what it leaves alone"
    assert rule.message
    assert rule.message[-1] in ".?!"
    assert rule.stage in STAGES
    assert len(rule.doc.split()) >= 8, "the docstring says what and why"
    home = rule.find.__module__
    if home.startswith("cleanup.rules."):
        assert home == f"cleanup.rules.{rule.stage}.{rule.id.replace('-', '_')}"


@pytest.mark.parametrize("rule", list(RULES.values()), ids=list(RULES))
def test_rule_bears_odd_texts(rule: Rule) -> None:
    for text in ("", " ", "\n", "\x00", "\ud800", ".", "a", "“", "<", "&", "\\", "a" * 3000):
        for lang in ("en", "fr", "ja", "ar", "und"):
            list(rule.propose(Document(text, lang)))
