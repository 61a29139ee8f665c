"""The kernel's invariants, on any text: emoji, combining marks, right-to-left, CJK, CRLF."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.edit import (
    Edit,
    Safety,
    SourceMap,
    apply,
    overlaps,
    precedence,
    resolve,
    weaker,
)

ALPHABET = "ab e\u0301 \r\n.,👩‍👩‍👧🏽שלוםمرحبا日本語\u200d\ufe0fÃ"
TEXTS = st.text(st.one_of(st.sampled_from(ALPHABET), st.characters()), max_size=30)
LEVELS = st.sampled_from(list(Safety))


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Any proposals on a text: overlapping, touching, empty, flagging."""
    proposals = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 5)))
        proposals.append(
            Edit(
                start=start,
                end=end,
                before=text[start:end],
                after=draw(st.one_of(st.none(), st.text(st.sampled_from(ALPHABET), max_size=4))),
                rule=draw(st.sampled_from(["one", "two", "three"])),
                stage="typography",
                safety=draw(LEVELS),
                confidence=draw(st.one_of(st.none(), st.floats(0, 1))),
                message="A test.",
            )
        )
    return proposals


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(TEXTS)
    return text, draw(edits_of(text))


@given(texts_with_edits(), st.sampled_from([Safety.SAFE, Safety.LIKELY]))
def test_resolution_is_a_partition_without_overlaps(
    case: tuple[str, list[Edit]], level: Safety
) -> None:
    _, edits = case
    resolution = resolve(edits, level=level)
    assert sorted(map(repr, edits)) == sorted(
        map(repr, [*resolution.applied, *(r.edit for r in resolution.refused)])
    )
    for one, other in zip(resolution.applied, resolution.applied[1:], strict=False):
        assert one.end <= other.start
    for number, one in enumerate(resolution.applied):
        assert level.allows(one.safety)
        assert one.after is not None
        assert not any(overlaps(one, other) for other in resolution.applied[number + 1 :])
    assert all(refusal.reason for refusal in resolution.refused)


@given(texts_with_edits(), st.randoms())
def test_resolution_does_not_depend_on_order(case: tuple[str, list[Edit]], random) -> None:  # type: ignore[no-untyped-def]
    _, edits = case
    shuffled = edits[:]
    random.shuffle(shuffled)
    assert (
        resolve(edits, level=Safety.LIKELY).applied
        == resolve(shuffled, level=Safety.LIKELY).applied
    )


@given(texts_with_edits())
def test_every_loser_was_beaten_by_a_winner(case: tuple[str, list[Edit]]) -> None:
    _, edits = case
    resolution = resolve(edits, level=Safety.SAFE)
    for refusal in resolution.refused:
        if refusal.reason.startswith(("overlaps", "same as")):
            assert any(
                overlaps(winner, refusal.edit) and precedence(winner) <= precedence(refusal.edit)
                for winner in resolution.applied
            )


@given(texts_with_edits())
def test_apply_changes_only_the_spans(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    applied = resolve(edits, level=Safety.LIKELY).applied
    result = apply(text, applied)
    assert len(result) == len(text) + sum(len(e.after or "") - len(e.before) for e in applied)
    position = shift = 0
    for edit in applied:
        kept = text[position : edit.start]
        assert result[position + shift : edit.start + shift] == kept
        shift += len(edit.after or "") - len(edit.before)
        position = edit.end
    assert result[position + shift :] == text[position:]


@given(st.data())
@settings(max_examples=1500, deadline=None)
def test_source_map_replays_several_stages(data: st.DataObject) -> None:
    original = data.draw(TEXTS)
    text, source = original, SourceMap()
    for _ in range(data.draw(st.integers(1, 4))):
        applied = resolve(data.draw(edits_of(text)), level=Safety.LIKELY).applied
        text, source = apply(text, applied), source.advance(applied)
    rebuilt, position, reached = [], 0, 0
    for piece in source.pieces:
        assert position <= piece.original_start <= piece.original_end
        assert reached <= piece.start <= piece.end
        assert piece.edits
        rebuilt += [original[position : piece.original_start], text[piece.start : piece.end]]
        assert text[reached : piece.start] == original[position : piece.original_start]
        position, reached = piece.original_end, piece.end
    rebuilt.append(original[position:])
    assert "".join(rebuilt) == text
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        first, last = source.to_original(start, end)
        assert 0 <= first <= last <= len(original)
        if not any(p.start < end and start < p.end for p in source.pieces) and not any(
            start < p.start < end for p in source.pieces
        ):
            assert original[first:last] == text[start:end]


def edit(start: int, end: int, before: str, after: str | None = "") -> Edit:
    return Edit(start, end, before, after, "r", "typography", Safety.SAFE, None, "A test.")


def test_apply_fails_loudly_when_the_text_is_another() -> None:
    with pytest.raises(ValueError, match="expected 'x'"):
        apply("abc", [edit(0, 1, "x")])


def test_apply_fails_loudly_on_overlaps() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply("abc", [edit(0, 2, "ab"), edit(1, 3, "bc")])


def test_deletion_is_not_a_flag() -> None:
    assert not edit(0, 1, "a", "").is_flag
    assert edit(0, 1, "a", None).is_flag
    assert resolve([edit(0, 1, "a", None)], level=Safety.LIKELY).applied == ()


def test_ask_never_stands_in_the_way() -> None:
    asking = Edit(0, 3, "abc", "x", "a", "typography", Safety.ASK, 0.9, "A test.")
    acting = edit(1, 2, "b", "y")
    assert resolve([asking, acting], level=Safety.SAFE).applied == (acting,)


def test_guard_gives_the_reason() -> None:
    resolution = resolve([edit(0, 1, "a")], level=Safety.SAFE, guard=lambda e: "protected URL")
    assert [r.reason for r in resolution.refused] == ["protected URL"]


def test_levels() -> None:
    assert Safety.SAFE.allows(Safety.SAFE)
    assert not Safety.SAFE.allows(Safety.LIKELY)
    assert Safety.LIKELY.allows(Safety.SAFE)
    assert not Safety.LIKELY.allows(Safety.ASK)
    assert weaker(Safety.SAFE, Safety.ASK) is Safety.ASK
    assert str(Safety.SAFE) == "safe"
