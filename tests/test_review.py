"""The review without a screen: what is decided, what holds, what comes of it."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ledgers import edit, ledgers, result
from reviews import ARTICLE, opened, session, standing

from cleanup.edit import Edit, Safety, apply
from cleanup.errors import OutputError, UsageError
from cleanup.pipeline import Result
from cleanup.reading import read
from cleanup.review.journal import Journal
from cleanup.review.outcome import outcome
from cleanup.review.saving import ChangedError, save
from cleanup.review.session import Session, Status

PORT = "The port , closed for a a year, is open. After a incursion it was shut.\n"
ENDLESS = "They all came to the game in the old town , he said\n"
"""A sentence without its stop, which might be a headline: the stop is only asked about."""


def one(tmp: Path, text: str = "Oslo , the capital", **how: object) -> Session:
    return session(result(text, [edit(text, " ,", ",", **how)]), tmp)


def asking(tmp: Path, text: str, before: str, after: str | None, **more: object) -> Session:
    asked = [edit(text, before, after, safety=Safety.ASK, **more)]
    return session(result(text, asked=asked), tmp)


def statuses(of: Session) -> list[str]:
    return [str(of.state(n).status) for n in range(len(of))]


def lines(tmp: Path) -> list[dict[str, object]]:
    path = tmp / ".cleanup" / "decisions.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


# ---------------------------------------------------------------- one session


@settings(max_examples=60, deadline=None)
@given(ledgers())
def test_undecided_is_what_the_machine_made(of: Result) -> None:
    with TemporaryDirectory() as folder:
        here = session(of, Path(folder))
        assert here.text == of.final
        shown = outcome(here)
        assert shown.final == of.final
        assert [(c.before, c.after) for c in shown.changes] == [
            (c.before, c.after) for c in of.changes
        ]


@settings(max_examples=60, deadline=None)
@given(ledgers(), st.data())
def test_any_decisions_replay_exactly(of: Result, data: st.DataObject) -> None:
    assume(not any("\ud800" <= c <= "\udfff" for step in of.steps for c in step.before))
    with TemporaryDirectory() as folder:
        here = session(of, Path(folder))
        for number in range(len(here)):
            what = data.draw(st.sampled_from(["accept", "reject", "edit", "leave", "withdraw"]))
            if what == "accept" and here.items[number].after is not None:
                here.accept(number)
            elif what == "reject":
                here.reject(number)
            elif what == "edit":
                here.edit(number, data.draw(st.text(max_size=4)))
            elif what == "withdraw":
                here.withdraw(number)
        again = session(of, Path(folder))
        assert again.text == here.text
        assert statuses(again) == statuses(here)
        shown = outcome(here)
        assert shown.final == here.text
        text = of.original
        for step in shown.steps:
            assert step.before == text
            text = apply(text, step.applied)
        assert text == here.text
        assert not again.lost


def test_rejecting_and_accepting(tmp_path: Path) -> None:
    here = one(tmp_path)
    assert (statuses(here), here.text) == (["applied"], "Oslo, the capital")
    here.reject(0)
    assert (statuses(here), here.text) == (["rejected"], "Oslo , the capital")
    (refused,) = outcome(here).steps[-1].refused
    assert refused.reason.startswith("rejected by anna, 20")
    assert outcome(here).changes == ()
    here.accept(0)
    assert (statuses(here), here.text) == (["accepted"], "Oslo, the capital")
    here.edit(0, " –")
    assert (statuses(here), here.text) == (["edited"], "Oslo – the capital")
    here.edit(0, " ,")
    assert statuses(here) == ["rejected"]
    assert here.withdraw(0)
    assert not here.withdraw(0)
    assert statuses(here) == ["applied"]
    assert [line["verdict"] for line in lines(tmp_path)] == [
        "reject", "accept", "edit", "reject", "clear",
    ]  # fmt: skip
    assert {line["who"] for line in lines(tmp_path)} == {"anna"}


def test_a_question_is_open_until_answered(tmp_path: Path) -> None:
    here = asking(tmp_path, "against his regime", "his", "its")
    assert (statuses(here), here.text, here.unresolved()) == (["open"], "against his regime", [0])
    here.accept(0)
    assert (here.text, here.unresolved()) == ("against its regime", [])


def test_a_remark_proposes_nothing(tmp_path: Path) -> None:
    here = asking(tmp_path, "it continued.", "it continued.", None)
    with pytest.raises(UsageError, match="nothing is proposed"):
        here.accept(0)
    here.edit(0, "")
    assert here.text == ""
    here.reject(0)
    assert here.text == "it continued."


def test_another_suggestion(tmp_path: Path) -> None:
    here = asking(tmp_path, "He go home", "go", "goes", others=("went", "go"))
    assert here.items[0].choices == ("goes", "went")
    here.accept(0, "went")
    assert (here.text, statuses(here)) == ("He went home", ["accepted"])
    assert opened_again(here, tmp_path).text == "He went home"
    here.edit(0, "goes")
    assert here.state(0).text == "goes"
    assert statuses(here) == ["accepted"]


def opened_again(here: Session, tmp: Path) -> Session:
    return session(here.source, tmp)


def test_questions_on_one_place_are_one_with_several_answers(tmp_path: Path) -> None:
    text = "He go home"
    asked = [
        edit(text, "go", None, rule="flag", safety=Safety.ASK),
        edit(text, "go", "goes", rule="one", safety=Safety.ASK),
        edit(text, "go", "went", rule="two", safety=Safety.ASK),
    ]
    here = session(result(text, asked=asked), tmp_path)
    assert [item.choices for item in here.items] == [("goes", "went")]


def test_the_latest_word_counts_where_places_lie_across_each_other(tmp_path: Path) -> None:
    text = "one two three"
    asked = [
        edit(text, "one two", "1 2", rule="a", safety=Safety.ASK),
        edit(text, "two three", "2 3", rule="b", safety=Safety.ASK),
    ]
    here = session(result(text, asked=asked), tmp_path)
    here.accept(0)
    assert (here.text, here.covered(0)) == ("1 2 three", None)
    here.accept(1)
    assert (here.text, here.covered(0), here.covered(1)) == ("one 2 3", 1, None)
    here.reject(1)
    assert here.text == "1 2 three"


def test_a_question_over_a_change_replaces_it(tmp_path: Path) -> None:
    text = "after a incursion of drones"
    step = [edit(text, "a inc", "an inc")]
    final = "after an incursion of drones"
    asked = [edit(final, "an incursion of", "a raid by", safety=Safety.ASK)]
    here = session(result(text, step, asked=asked), tmp_path)
    assert here.text == final
    here.accept(1)
    assert here.text == "after a raid by drones"
    assert here.covered(0) == 1
    here.reject(1)
    assert here.text == final


# ---------------------------------------------------------------- many at once, undo, filter


def test_all_like_this(tmp_path: Path) -> None:
    text = "a , b , c ; d"
    asked = [edit(text, "a ,", "a,", rule="comma"), edit(text, "b ,", "b,", rule="comma")]
    asked += [edit(text, " ;", ";", rule="semicolon")]
    asked = [e.__class__(**{k: getattr(e, k) for k in e.__slots__} | {"safety": Safety.ASK})
             for e in asked]  # fmt: skip
    here = session(result(text, asked=asked), tmp_path)
    assert here.like(0, "rule") == [0, 1]
    assert here.like(0, "text") == [0]
    assert here.like(0, "file") == [0, 1, 2]
    here.reject(1)
    assert here.like(0, "rule") == [0]
    here.accept(here.like(0, "file"))
    assert statuses(here) == ["accepted", "rejected", "accepted"]
    assert len({line["id"] for line in lines(tmp_path)}) == 2
    assert here.undo()
    assert statuses(here) == ["open", "rejected", "open"]


def test_undo_and_redo_outlive_the_session(tmp_path: Path) -> None:
    here = one(tmp_path)
    here.reject(0)
    here.edit(0, ";")
    again = opened_again(here, tmp_path)
    assert again.undo()
    assert statuses(again) == ["rejected"]
    assert again.undo()
    assert statuses(again) == ["applied"]
    assert again.undo() is None
    third = opened_again(here, tmp_path)
    assert third.redo()
    assert statuses(third) == ["rejected"]
    assert third.redo()
    assert statuses(third) == ["edited"]
    assert third.redo() is None
    assert third.undo()
    third.accept(0)
    assert third.redo() is None


def test_what_others_did_is_theirs_to_undo(tmp_path: Path) -> None:
    here = one(tmp_path)
    here.reject(0)
    other = session(here.source, tmp_path, who="ben")
    assert statuses(other) == ["rejected"]
    assert other.undo() is None
    other.accept(0)
    assert here.poll()
    assert statuses(here) == ["accepted"]
    assert here.state(0).decision.who == "ben"  # type: ignore[union-attr]


def test_filters(tmp_path: Path) -> None:
    here = opened(PORT, tmp_path)
    assert len(here) == 3
    rules = [item.rule for item in here.items]
    assert here.select(rules=[rules[1]]) == [1]
    assert here.select(rules=["typography"]) == [0]
    assert here.select(text="SHUT") == [2]
    here.reject(0)
    assert here.select(statuses=[Status.REJECTED]) == [0]
    assert here.select(levels=["ask"]) == []


def test_next_open_goes_round(tmp_path: Path) -> None:
    text = "go go go"
    asked = [edit(text[n:], "go", "went", safety=Safety.ASK) for n in (0,)]
    asked = [type(asked[0])(n, n + 2, "go", "went", "r", "x", Safety.ASK, None, ".")
             for n in (0, 3, 6)]  # fmt: skip
    here = session(result(text, asked=asked), tmp_path)
    assert here.next_open(0) == 1
    here.accept(1)
    assert here.next_open(0) == 2
    assert here.next_open(2) == 0
    assert here.next_open(0, -1) == 2
    here.accept([0, 2])
    assert here.next_open(0) is None


# ---------------------------------------------------------------- answers that hold further


def test_never_holds_for_the_words_and_no_others(tmp_path: Path) -> None:
    text = "A incursion. A a eagle, and a eagle.\nThen a incursion came.\n"
    here = opened(text, tmp_path)
    place = next(n for n, i in enumerate(here.items) if (i.start, i.before) == (28, "a"))
    assert here.phrase(place) == ("a eagle", "an eagle")
    here.never(place, "project")
    assert "and a eagle" in here.text
    assert "Then an incursion" in here.text
    fresh = opened("He saw a eagle. He saw a incursion.\n", tmp_path, file="other.txt")
    assert fresh.text == "He saw a eagle. He saw an incursion.\n"
    reasons = [p.reason for p in fresh.source.pending]
    assert [r.startswith("never (project): anna") for r in reasons] == [True]
    assert statuses(fresh) == ["rejected", "applied"]
    fresh.withdraw(0)
    assert fresh.text == "He saw an eagle. He saw an incursion.\n"


def test_never_in_a_file_does_not_hold_in_another(tmp_path: Path) -> None:
    here = opened("He saw a eagle.\n", tmp_path)
    here.never(0, "file", "rule")
    assert opened("He saw a eagle.\n", tmp_path).text == "He saw a eagle.\n"
    assert opened("He saw a eagle.\n", tmp_path, file="b.txt").text == "He saw an eagle.\n"


def test_personal_answers_are_not_in_the_project(tmp_path: Path) -> None:
    here = opened("He saw a eagle.\n", tmp_path)
    here.never(0, "personal", "rule")
    assert not (tmp_path / ".cleanup").exists()
    assert opened("He saw a ox.\n", tmp_path, file="b.txt").text == "He saw a ox.\n"
    assert opened("He saw a eagle.\n", tmp_path).undo()
    assert opened("He saw a ox.\n", tmp_path, file="b.txt").text == "He saw an ox.\n"


def test_the_nearer_scope_wins(tmp_path: Path) -> None:
    here = opened("He saw a eagle.\n", tmp_path)
    here.always(0, "file", "rule")
    here.never(0, "personal", "rule")
    assert here.text == "He saw an eagle.\n"
    assert opened("He saw a ox.\n", tmp_path, file="b.txt").text == "He saw a ox.\n"


def test_always_applies_what_is_only_asked(tmp_path: Path) -> None:
    here = opened(ENDLESS, tmp_path)
    (asked,) = [n for n in here.unresolved() if here.items[n].after is not None]
    here.always(asked, "project")
    assert statuses(here)[asked] == "accepted"
    later = opened(ENDLESS, tmp_path, file="b.txt")
    assert later.source.final == later.text == here.text != ENDLESS
    assert later.unresolved() == []


def test_always_with_an_own_replacement(tmp_path: Path) -> None:
    here = opened("He saw a eagle.\n", tmp_path)
    here.always(0, "project", put="the")
    assert here.text == "He saw the eagle.\n"
    later = opened("Now a eagle flies.\n", tmp_path, file="b.txt")
    assert later.text == "Now the eagle flies.\n"
    assert later.source.final == later.text
    assert "always (project): anna" in (later.source.changes[0].edits[0].evidence or "")


def test_a_standing_answer_comes_before_an_own_one_on_the_same_place(tmp_path: Path) -> None:
    here = opened("He saw a eagle.\n", tmp_path)
    here.accept(0)
    here.never(0, "project")
    assert statuses(here) == ["rejected"]
    here.undo()
    assert statuses(here) == ["accepted"]


# ---------------------------------------------------------------- the next version


NEXT = [
    ("the same", "He saw a eagle. She saw a eagle.\n", ["rejected", "applied"]),
    ("text before", "Much came before.\n\nHe saw a eagle. She saw a eagle.\n",
     ["rejected", "applied"]),
    ("white space", "He  saw\na eagle. She saw a eagle.\n", ["rejected", "applied"]),
    ("the other is gone", "He saw a eagle. Nothing else was there to be seen.\n", ["applied"]),
    ("it is gone", "Long before, others had come down here. She saw a eagle.\n", ["applied"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [n[1:] for n in NEXT], ids=[n[0] for n in NEXT])
def test_an_answer_holds_for_the_next_version(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    opened(NEXT[0][1], tmp_path).reject(0)
    later = opened(text, tmp_path)
    found = [str(later.state(n).status) for n, i in enumerate(later.items) if i.before == "a"]
    assert found == expected


def test_places_that_look_alike_are_told_apart_by_number(tmp_path: Path) -> None:
    line = "This passage says of its town that it is a old place, and says no more of it.\n\n"
    pad = "x" * 50
    text = "".join(f"{pad}\n\n{line}" for _ in range(3))
    changes = [edit(text[at:], "a old", "an old") for at in (0,)]
    starts = [at for at in range(len(text)) if text.startswith("a old", at)]
    changes = [type(changes[0])(s, s + 5, "a old", "an old", "r", "x", Safety.SAFE, None, ".")
               for s in starts]  # fmt: skip
    here = session(result(text, changes), tmp_path)
    assert [(a.nth, a.of) for a in here.anchors[1:2]] == [(0, 1)] or here.anchors[1].of > 1
    here.reject(1)
    again = opened_again(here, tmp_path)
    assert statuses(again) == ["applied", "rejected", "applied"]
    shorter = text.partition(line)[2]
    starts = [at for at in range(len(shorter)) if shorter.startswith("a old", at)]
    changes = [type(changes[0])(s, s + 5, "a old", "an old", "r", "x", Safety.SAFE, None, ".")
               for s in starts]  # fmt: skip
    other = session(result(shorter, changes), tmp_path)
    assert statuses(other) == ["applied", "applied"]  # nobody can tell which one it was


def test_what_a_person_wrote_holds_where_nothing_is_proposed_any_more(tmp_path: Path) -> None:
    text = "The army fired, it said. And then it continued."
    asking(tmp_path, text, "it continued.", None).edit(0, "it went on.")
    plain = session(result(text), tmp_path)
    assert plain.text == "The army fired, it said. And then it went on."
    assert plain.items[0].from_memory
    done = session(result(plain.text), tmp_path)
    assert (len(done), done.lost) == (0, ())
    gone = session(result("Something else altogether."), tmp_path)
    assert [d.put for d in gone.lost] == ["it went on."]


# ---------------------------------------------------------------- writing


def test_nothing_is_written_before_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PORT, "utf-8")
    file = read(str(path))
    here = opened(file.text, tmp_path, file="a.txt")
    here.reject(2)
    assert path.read_text("utf-8") == PORT
    kept = save(here, file, backup=True)
    assert path.read_text("utf-8") == here.text
    assert kept is not None
    assert kept.read_text("utf-8") == PORT
    later = opened(here.text, tmp_path, file="a.txt")
    assert statuses(later) == ["rejected"]
    assert later.moved == frozenset()
    assert (later.text, later.lost) == (here.text, ())


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PORT, "utf-8")
    file = read(str(path))
    here = opened(file.text, tmp_path, file="a.txt")
    here.reject(2)
    other = "A new first line.\n\n" + PORT
    path.write_text(other, "utf-8")
    with pytest.raises(ChangedError, match="changed by another program"):
        save(here, file)
    assert path.read_text("utf-8") == other
    again = opened(other, tmp_path, file="a.txt")
    assert "After a incursion" in again.text


# ---------------------------------------------------------------- the memory


def test_a_torn_line_is_closed_and_passed_over(tmp_path: Path) -> None:
    here = one(tmp_path)
    here.reject(0)
    path = tmp_path / ".cleanup" / "decisions.jsonl"
    path.write_bytes(path.read_bytes() + b'{"id":"torn","at":"20')
    later = opened_again(here, tmp_path)
    assert statuses(later) == ["rejected"]
    later.accept(0)
    third = opened_again(here, tmp_path)
    assert statuses(third) == ["accepted"]
    assert third.memory.damaged == 1


def test_lines_of_a_later_program_are_passed_over(tmp_path: Path) -> None:
    here = one(tmp_path)
    here.reject(0)
    path = tmp_path / ".cleanup" / "decisions.jsonl"
    path.write_text('{"id":"x","verdict":"ponder"}\n' + path.read_text("utf-8"), "utf-8")
    assert statuses(opened_again(here, tmp_path)) == ["rejected"]


def test_a_memory_that_cannot_be_written_decides_nothing(tmp_path: Path) -> None:
    here = one(tmp_path)
    (tmp_path / ".cleanup").write_text("a file, not a folder")
    with pytest.raises(OutputError):
        here.reject(0)
    assert statuses(here) == ["applied"]


def _write(path: str, who: str, sizes: list[int]) -> None:
    journal = Journal(Path(path))
    for number, size in enumerate(sizes):
        journal.append([f"{who} {number} {part} {'x' * size}".encode() for part in range(3)])


@settings(max_examples=8, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9000), min_size=1, max_size=12), min_size=2, max_size=4))
def test_writers_at_once_lose_nothing(plans: list[list[int]]) -> None:
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "deep" / "decisions.jsonl")
        context = multiprocessing.get_context("fork")
        writers = [context.Process(target=_write, args=(path, f"w{n}", plan))
                   for n, plan in enumerate(plans)]  # fmt: skip
        for writer in writers:
            writer.start()
        seen: list[bytes] = []
        reader = Journal(Path(path))
        while any(writer.is_alive() for writer in writers):
            seen += reader.fresh() or []
        for writer in writers:
            writer.join()
            assert writer.exitcode == 0
        seen += reader.fresh() or []
        expected = {
            f"w{n} {k} {part} {'x' * size}".encode()
            for n, plan in enumerate(plans)
            for k, size in enumerate(plan)
            for part in range(3)
        }
        assert sorted(seen) == sorted(expected)
        for n in range(len(plans)):  # each writer's lines in its own order, groups unbroken
            own = [line.split()[:3] for line in seen if line.startswith(b"w%d " % n)]
            assert own == sorted(own, key=lambda part: (int(part[1]), int(part[2])))


def test_two_reviewers_at_once_lose_nothing(tmp_path: Path) -> None:
    text = "a , b , c , d , e"
    edits = [type(edit(text, "a", "b"))(n, n + 1, " ", "", "r", "x", Safety.SAFE, None, ".")
             for n in (1, 5, 9, 13)]  # fmt: skip
    of = result(text, edits)
    anna, ben = session(of, tmp_path), session(of, tmp_path, who="ben")
    anna.reject(0)
    ben.reject(1)
    anna.accept(2)
    ben.edit(3, "-")
    anna.poll()
    assert statuses(anna) == statuses(ben) == ["rejected", "rejected", "accepted", "edited"]
    assert anna.text == ben.text == session(of, tmp_path, who="c").text


def test_what_is_in_a_line(tmp_path: Path) -> None:
    one(tmp_path).reject(0)
    (line,) = lines(tmp_path)
    assert {k: v for k, v in line.items() if k not in ("id", "at", "hash")} == {
        "who": "anna", "verdict": "reject", "scope": "file", "file": ARTICLE, "lang": "en",
        "rule": "r", "before": " ,", "after": ",", "left": "Oslo",
        "right": " the capital", "rival": 0.0,
    }  # fmt: skip
    assert not standing(tmp_path)


# ---------------------------------------------------------------- answers go nowhere else

WORDS = (
    "harbour council winter barley engine letter market river window teacher bridge garden paper "
    "morning signal orchard lantern captain village journey"
).split()


@st.composite
def numbered(draw: st.DrawFn) -> list[str]:
    """Paragraphs that each hold one ``a eagle``, and are told apart by what stands around it."""
    count = draw(st.integers(2, 7))
    found = []
    for number in range(count):
        rest = draw(st.lists(st.sampled_from(WORDS), min_size=6, max_size=9))
        left, right = " ".join(rest[:-3]), " ".join(rest[-3:])
        found.append(f"P{number} the {left} saw a eagle over {right} of P{number}.")
    return found


def places(paragraphs: list[str]) -> Result:
    """The result of putting every *a eagle* right."""
    text = "\n\n".join(paragraphs)
    starts = [at for at in range(len(text)) if text.startswith("a eagle", at)]
    edits = [Edit(s, s + 1, "a", "an", "article", "grammar", Safety.SAFE, None, ".")
             for s in starts]  # fmt: skip
    return result(text, edits)


@settings(max_examples=80, deadline=None)
@given(numbered(), st.data())
def test_an_answer_never_goes_to_another_place(paragraphs: list[str], data: st.DataObject) -> None:
    """Whatever is moved, cut or added, no paragraph has an answer that another one was given."""
    with TemporaryDirectory() as folder:
        first = session(places(paragraphs), Path(folder))
        verdicts = {}
        for number, paragraph in enumerate(paragraphs):
            verdict = data.draw(st.sampled_from(["reject", "edit", None]))
            if verdict == "reject":
                first.reject(number)
            elif verdict == "edit":
                first.edit(number, f"E{number}")
            verdicts[paragraph] = first.state(number)
        kept = data.draw(st.lists(st.sampled_from(paragraphs), unique=True, min_size=1))
        words = data.draw(st.lists(st.sampled_from(WORDS), max_size=2))
        added = [
            f"A new one, Q{n}, where nobody saw a eagle but {word} and {word} and {word} came."
            for n, word in enumerate(words)
        ]
        later = data.draw(st.permutations([*kept, *added]))
        second = session(places(later), Path(folder))
        found = {item.start: second.state(n) for n, item in enumerate(second.items)}
        at = 0
        for paragraph in later:
            state = found[at + paragraph.index("a eagle")]
            at += len(paragraph) + 2
            if state.decision is not None:  # it may be asked again, but never answered wrongly
                assert paragraph in verdicts
                assert state.text == verdicts[paragraph].text
        if later == paragraphs:
            assert [second.state(n).status for n in range(len(second))] == [
                first.state(n).status for n in range(len(first))
            ]


@settings(
    max_examples=30, deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)  # fmt: skip
@given(numbered(), st.data())
def test_answers_hold_where_the_article_around_them_stays(
    paragraphs: list[str], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        first = session(places(paragraphs), Path(folder))
        for number in range(len(paragraphs)):
            first.edit(number, f"E{number}")
        assume(all(d.rival < 0.8 for d in first.memory.all()))  # no two look nearly the same
        at = data.draw(st.integers(0, len(paragraphs)))
        later = [
            *paragraphs[:at],
            "Something new stands here, with nothing in it.",
            *paragraphs[at:],
        ]
        second = session(places(later), Path(folder))
        assert [second.state(n).text for n in range(len(second))] == [
            f"E{n}" for n in range(len(paragraphs))
        ]
        assert second.lost == ()


def test_half_a_character_is_refused_in_words(tmp_path: Path) -> None:
    here = one(tmp_path, "Oslo\ud800 , the capital")
    with pytest.raises(OutputError, match="lone surrogate"):
        here.reject(0)
