"""Results made by hand: a text and the edits of each step, without any rule."""

from __future__ import annotations

from hypothesis import strategies as st

from cleanup.document import Format
from cleanup.edit import Edit, Refusal, Safety, SourceMap, apply
from cleanup.pipeline import Result, Step


def edit(text: str, before: str, after: str | None, *, rule: str = "r", **more: object) -> Edit:
    """An edit of the one place where `before` stands; ``|`` in it marks an insertion."""
    start = text.index(before.replace("|", ""))
    if "|" in before:
        start, before = start + before.index("|"), ""
    given: dict[str, object] = {
        "stage": "typography",
        "safety": Safety.SAFE,
        "confidence": None,
        "message": "Because.",
    }
    return Edit(start, start + len(before), before, after, rule, **(given | more))  # type: ignore[arg-type]


def result(
    text: str, *steps: list[Edit], asked: list[Edit] | None = None, lang: str = "en"
) -> Result:
    """The result of applying the edits of each step, with `asked` left open."""
    history, source_map, revision = [], SourceMap(), text
    for edits in steps:
        history.append(Step("typography", revision, tuple(edits), ()))
        revision = apply(revision, edits)
        source_map = source_map.advance(edits)
    refused = tuple(Refusal(e, "level ask") for e in asked or ())
    history.append(Step("typography", revision, (), refused))
    return Result(text, revision, lang, Format.TEXT, tuple(history), source_map)


TEXT = st.text(
    st.sampled_from("ab c.,\n\r\t“”é\u0301\u200d\u00a0\u200b😀中文かאבש\u202e\x1b[-]{+}")
    | st.characters(),
    max_size=60,
)


@st.composite
def ledgers(draw: st.DrawFn) -> Result:
    """A text that was changed in up to three steps, by any edits that do not overlap."""
    text = revision = draw(TEXT)
    steps = []
    for _ in range(draw(st.integers(0, 3))):
        edits, at = [], 0
        for _ in range(draw(st.integers(0, 4))):
            if at > len(revision):
                break
            start = draw(st.integers(at, len(revision)))
            end = draw(st.integers(start, min(len(revision), start + 8)))
            after = draw(TEXT.map(lambda t: t[:6]))
            before = revision[start:end]
            if before != after:
                rule = draw(st.sampled_from(["one", "two"]))
                edits.append(
                    Edit(start, end, before, after, rule, "markup", Safety.SAFE, None, "Why.")
                )
                at = end + 1
        steps.append(edits)
        revision = apply(revision, edits)
    asked = []
    if revision:
        start = draw(st.integers(0, len(revision) - 1))
        end = draw(st.integers(start, len(revision)))
        after = draw(st.none() | TEXT.map(lambda t: t[:5]))
        asked = [Edit(start, end, revision[start:end], after, "q", "x", Safety.ASK, 0.5, "?")]
    return result(text, *steps, asked=asked)
