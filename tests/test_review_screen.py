"""The review on a terminal: every key and the mouse, on the screen and at the prompts."""

from __future__ import annotations

import asyncio
import io
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from reviews import memory
from terminal_io import ROOT, cleanup

from cleanup.config import Config
from cleanup.pipeline import Cleaner
from cleanup.review import keys
from cleanup.review.article import Article
from cleanup.review.desk import Desk
from cleanup.review.drawing import SIGNS
from cleanup.review.prompts import Prompts
from cleanup.show.pen import Pen

pytest.importorskip("textual")

from textual.pilot import Pilot
from textual.widgets import Static

from cleanup.review.screen.app import ReviewApp
from cleanup.review.screen.reading import Reading

TEXT = (
    "The port reopens\n\nThe port , closed for a a year, is open. It saw a incursion in May. "
    "He saw a eagle there. They came , too.\n\nThe talks failed in Rome. it continued.\n"
)
"""Six places; the last one is a question."""


def desk_article(folder: Path, text: str = TEXT, lang: str = "en") -> Article:
    path = folder / "a.txt"
    if not path.exists():
        path.write_text(text, "utf-8")
    cleaner = Cleaner(Config(engine=("none",), lang=lang))
    return Article(str(path), cleaner, memory(folder), who="anna")


def no_names(wrong: str, right: str, base: str, force: bool) -> tuple[list[str], str]:
    if wrong == "harm" and not force:
        return ["it would do harm"], ""
    return [], f"added: {wrong} → {right} ({base})"


Steps = Callable[["Screen"], Awaitable[None]]


class Screen:
    """A running screen, and what stands on it."""

    def __init__(self, app: ReviewApp, pilot: Pilot[bool]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Replace the line by a text and enter it."""
        self.app.query_one("#line").value = text  # type: ignore[attr-defined]
        await self.press("enter")

    @property
    def desk(self) -> Desk:
        return self.app.desk

    @property
    def states(self) -> str:
        """The signs of all places."""
        session = self.desk.session
        return "".join(str(session.state(n).status)[0] for n in range(len(session)))

    def shown(self, id: str) -> str:
        return str(self.app.query_one(f"#{id}", Static).render())

    @property
    def rows(self) -> list[str]:
        page = self.app.page
        return [page.render_line(y).text.rstrip() for y in range(page.size.height)]


def on_screen(
    folder: Path, steps: Steps, text: str = TEXT, size: tuple[int, int] = (80, 24), **how: object
) -> ReviewApp:
    """Run steps on a screen over an article."""
    lang = str(how.pop("lang", "en"))
    app = ReviewApp(desk_article(folder, text, lang), no_names, **how)  # type: ignore[arg-type]

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await steps(Screen(app, pilot))

    asyncio.run(run())
    return app


def text_of(folder: Path) -> str:
    return (folder / "a.txt").read_text("utf-8")


# ---------------------------------------------------------------- deciding


def test_it_begins_at_the_first_question_and_shows_everything(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        assert screen.desk.at == 5
        assert "6 places, 1 open" in screen.shown("head")
        place = screen.shown("change")
        assert "line 5" in place
        assert "[?it continued.?]" in place.replace("\n│ ", " ")
        assert "dangling-fragment" in place
        assert any("?it continued." in row for row in screen.rows)
        assert "y yes" in screen.shown("keys")
        assert max(len(line) for line in screen.shown("keys").splitlines()) <= 80

    on_screen(tmp_path, steps)


def test_accept_reject_edit_take_out_clear(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        assert screen.states == "aaaaao"
        await screen.press("y")
        assert "nothing is proposed here" in screen.shown("said")
        await screen.press("g", "y", "n")
        assert screen.states == "araaao"
        assert screen.desk.at == 2
        await screen.press("e")
        assert screen.app.query_one("#line").value == "an"  # type: ignore[attr-defined]
        await screen.type("one")
        assert screen.states[:4] == "area"
        assert "saw one incursion" in screen.desk.session.text
        await screen.press("e", "escape")
        assert screen.states[3] == "a"
        await screen.press("x")
        assert "He saw eagle" in screen.desk.session.text
        await screen.press("k", "c")
        assert "taken back" in screen.shown("said")
        assert "He saw an eagle" in screen.desk.session.text
        await screen.press("J", "x")
        assert screen.desk.session.unresolved() == []

    on_screen(tmp_path, steps)
    assert text_of(tmp_path) == TEXT


def test_another_suggestion(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        item = screen.desk.session.items[0]
        assert len(item.choices) == 1
        await screen.press("g", "s")
        assert "no other suggestion" in screen.shown("said")
        object.__setattr__(item, "choices", ("", "s", "al"))
        await screen.press("s")
        assert "3 “al”" in screen.shown("said")
        await screen.press("2")
        assert "The ports, closed" in screen.desk.session.text
        await screen.press("k", "3")
        assert "The portal, closed" in screen.desk.session.text
        await screen.press("k", "9")
        assert "no suggestion 9" in screen.shown("said")

    on_screen(tmp_path, steps)


def test_all_like_this(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("g", "j", "j", "a")
        assert "same text (2)  r same rule (2)  f whole file (6)" in screen.shown("said")
        await screen.press("r")
        assert "2 places" in screen.shown("said")
        await screen.press("n")
        assert screen.states == "aarrao"
        assert "rejected 2 places" in screen.shown("said")
        await screen.press("u")
        assert screen.states == "aaaaao"
        await screen.press("a", "escape", "a", "f", "z")
        assert screen.states == "aaaaao"

    on_screen(tmp_path, steps)


def test_always_and_never(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("g", "j", "j", "j", "N")
        assert "in this file" in screen.shown("said")
        await screen.press("p")
        assert "“a eagle” → “an eagle”" in screen.shown("said")
        await screen.press("t")
        assert "never in this project: “a eagle” → “an eagle”" in screen.shown("said")
        assert screen.states == "aaarao"
        await screen.press("g", "A", "u", "r")
        assert "always wherever you work: all of" in screen.shown("said")
        await screen.press("u")
        assert "undone: always" in screen.shown("said")
        await screen.press("ctrl+r")
        assert "redone: always" in screen.shown("said")
        await screen.press("u", "u", "u")
        assert "nothing to undo" in screen.shown("said")
        assert screen.states == "aaaaao"
        await screen.press("U", "U")
        assert screen.states == "aaarao"

    on_screen(tmp_path, steps)


def test_adding_a_name(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("m")
        await screen.type("Kim Jong Un")
        assert "garbled into" in screen.shown("said")
        await screen.type("Kim Jong One")
        assert "added: Kim Jong One → Kim Jong Un (en)" in screen.shown("said")
        await screen.press("m", "enter")
        await screen.type("harm")
        assert "it would do harm" in screen.shown("said")
        await screen.press("y")
        assert "added: harm" in screen.shown("said")
        verdicts = [d.verdict for d in screen.desk.session.memory.all()]
        assert verdicts == ["name", "name"]

    on_screen(tmp_path, steps)


# ---------------------------------------------------------------- moving


def test_moving(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        seen = []
        for key in ("g", "j", "down", "k", "up", "k", "G", "j", "K", "home", "J", "end", "tab"):
            await screen.press(key)
            seen.append(screen.desk.at)
        assert seen == [0, 1, 2, 1, 0, 0, 5, 5, 5, 0, 5, 5, 5]
        await screen.press("g", "shift+tab")
        assert screen.desk.at == 5
        await screen.press("x", "J")
        assert "no open question is left" in screen.shown("said")

    on_screen(tmp_path, steps)


def test_search(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press(";")
        assert "nothing was searched" in screen.shown("said")
        await screen.press("/")
        await screen.type("AN EAGLE")
        assert screen.desk.at != 5
        await screen.press("/")
        await screen.type("vowel sound")
        first = screen.desk.at
        await screen.press(";")
        assert {first, screen.desk.at} == {2, 3}
        await screen.press(",")
        assert screen.desk.at == first
        await screen.press("/")
        await screen.type("no such thing")
        assert "nothing matches" in screen.shown("said")

    on_screen(tmp_path, steps)


def test_filter(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("f")
        await screen.type("article")
        assert "only article: 2" in screen.shown("head")
        assert screen.desk.at == 2
        await screen.press("G")
        assert screen.desk.at == 3
        await screen.press("f")
        await screen.type("likely")
        assert "nothing is left" in screen.shown("said")
        await screen.press("f")
        await screen.type("artcle")
        assert "did you mean" in screen.shown("said")
        await screen.press("f")
        await screen.type("")
        assert "only" not in screen.shown("head")
        await screen.press("f")
        await screen.type("ask open")
        assert screen.desk.chosen == [5]

    on_screen(tmp_path, steps)


def test_the_mouse(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        row = next(y for y, text in enumerate(screen.rows) if "•an" in text)
        column = screen.rows[row].index("•an")
        await screen.pilot.click("Page", offset=(column + 2, row))
        await screen.pilot.pause()
        assert screen.desk.at == 2
        keys = screen.shown("keys").split("\n")[0]
        await screen.pilot.click("#keys", offset=(keys.index("n no") + 2, 0))
        await screen.pilot.pause()
        assert screen.states[2] == "r"
        await screen.press("g", "N")
        said = screen.shown("said")
        await screen.pilot.click("#said", offset=(said.index("f in this file") + 3, 0))
        await screen.pilot.pause()
        assert "everything by" in screen.shown("said")
        await screen.press("escape")

    on_screen(tmp_path, steps)


def test_the_wheel_scrolls_and_keys_bring_the_place_back(tmp_path: Path) -> None:
    long = "".join(f"This is line {n} of a long article that was written.\n\n" for n in range(80))

    async def steps(screen: Screen) -> None:
        assert screen.desk.at == 0
        assert any("•an eagle" in row for row in screen.rows)
        for _ in range(20):
            screen.app.page.on_mouse_scroll_down()
        await screen.pilot.pause()
        assert not any("•an eagle" in row for row in screen.rows)
        await screen.press("j")
        assert any("•an ox" in row for row in screen.rows)
        await screen.press("pageup", "pageup", "pageup")
        assert not any("•an ox" in row for row in screen.rows)
        await screen.press("k")
        assert any("•an eagle" in row for row in screen.rows)

    on_screen(tmp_path, steps, f"He saw a eagle.\n\n{long}He saw a ox.\n")


# ---------------------------------------------------------------- the rest


def test_rule_and_help(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        for key, says in (("i", "dangling-fragment"), ("?", "in this file, project")):
            await screen.press(key)
            assert isinstance(screen.app.screen, Reading)
            box = str(screen.app.screen.query_one(Static).render())
            assert says in box
            await screen.press("j", "k", "escape")
            assert not isinstance(screen.app.screen, Reading)

    on_screen(tmp_path, steps)


def test_writing_and_leaving(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        await screen.press("g", "n", "w")
        assert text_of(tmp_path) == TEXT
        await screen.press("z")
        assert text_of(tmp_path) == TEXT
        await screen.press("w", "b")
        assert "written; what was there is in a.txt.bak" in screen.shown("said")
        assert screen.states == "ro"
        await screen.press("q")

    app = on_screen(tmp_path, steps)
    assert app.return_value is False
    assert "The port , closed for a year" in text_of(tmp_path)
    assert (tmp_path / "a.txt.bak").read_text("utf-8") == TEXT


def test_leaving_without_writing_keeps_the_decisions(tmp_path: Path) -> None:
    async def first(screen: Screen) -> None:
        await screen.press("g", "n", "q")
        assert "not written" in screen.shown("said")
        await screen.press("escape", "Q", "Q")

    assert on_screen(tmp_path, first).return_value is True
    assert text_of(tmp_path) == TEXT

    async def second(screen: Screen) -> None:
        assert screen.states == "raaaao"
        await screen.press("q", "w")

    assert on_screen(tmp_path, second).return_value is False
    assert "The port , closed for a year" in text_of(tmp_path)


def test_a_file_that_was_changed_meanwhile(tmp_path: Path) -> None:
    other = TEXT.replace("He saw a eagle there. ", "").replace(
        "The port , closed", "A new lead.\n\nThe port , closed"
    )

    async def steps(screen: Screen) -> None:
        await screen.press("g", "n", "G", "e")
        await screen.type("it goes on.")
        (tmp_path / "a.txt").write_text(other, "utf-8")
        screen.desk.watch()
        assert "changed by another program" in screen.shown("said")
        await screen.press("w", "y")
        assert "nothing was written" in screen.shown("said")
        assert text_of(tmp_path) == other
        assert "The port , closed" in screen.desk.session.text
        await screen.press("w", "y")

    on_screen(tmp_path, steps)
    assert "The port , closed for a year" in text_of(tmp_path)
    assert "it goes on." in text_of(tmp_path)


def test_what_has_no_place_any_more_is_listed(tmp_path: Path) -> None:
    async def first(screen: Screen) -> None:
        await screen.press("e")
        await screen.type("it goes on.")

    on_screen(tmp_path, first)
    (tmp_path / "a.txt").write_text("Something else altogether stands here now.\n", "utf-8")

    async def second(screen: Screen) -> None:
        assert isinstance(screen.app.screen, Reading)
        box = str(screen.app.screen.query_one(Static).render())
        assert "“it continued.” after “talks failed in Rome” : edited by anna" in box.replace(
            ".” :", "” :") or "it continued." in box  # fmt: skip
        await screen.press("escape", "j", "q")

    on_screen(tmp_path, second)


def test_what_somebody_else_decides_is_taken_in(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        other = desk_article(tmp_path)
        other.session.who = "ben"
        other.session.reject(1)
        screen.desk.watch()
        assert "somebody else" in screen.shown("said")
        assert screen.states == "araaao"

    on_screen(tmp_path, steps)


LANGUAGES = [
    ("ar", "قال الوزير , إن الاتفاق جاهز للتوقيع غدا. وصل الوفد إلى القاهرة.\n"),
    ("he", "השר אמר , כי ההסכם מוכן לחתימה מחר. המשלחת הגיעה.\n"),
    ("ja", "首相は 、合意の準備ができたと述べた。代表団は到着した。" * 6 + "\n"),
    ("ru", "Министр сказал , что соглашение готово. Делегация прибыла.\n"),
]


@pytest.mark.parametrize(("lang", "text"), LANGUAGES, ids=[lang for lang, _ in LANGUAGES])
def test_every_row_is_as_wide_as_the_screen(tmp_path: Path, lang: str, text: str) -> None:
    from rich.cells import cell_len

    async def steps(screen: Screen) -> None:
        width = screen.app.page.size.width
        for y in range(screen.app.page.size.height):
            strip = screen.app.page.render_line(y)
            assert cell_len(strip.text) == width
            shown = strip.text
            assert shown.count("\u2068") + shown.count("\u2066") == shown.count("\u2069")
        if screen.desk.session.items:
            assert screen.shown("change")

    on_screen(tmp_path, steps, text, lang=lang)


def test_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        drawn = "".join(screen.rows) + screen.shown("change")
        assert "\x1b" not in drawn
        assert "⟨ESC⟩" in drawn

    on_screen(tmp_path, steps, "Red \x1b[31m text , here , and there.\n")


def test_an_article_without_places(tmp_path: Path) -> None:
    async def steps(screen: Screen) -> None:
        assert "nothing to decide" in screen.shown("change")
        await screen.press("y", "j", "u", "/", "f", "?", "escape", "w", "z", "q")

    assert on_screen(tmp_path, steps, "All is well.\n").return_value is False


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
def test_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async def steps(screen: Screen) -> None:
        for key in ("g", "j", "n", "G", "k", "y"):
            await screen.press(key)
        assert (
            any("?it continued." in row.replace("\n", " ") for row in screen.rows) or size[0] < 80
        )

    on_screen(tmp_path, steps, size=size)


# ---------------------------------------------------------------- prompts


def prompted(folder: Path, *answers: str, backup: bool = False) -> str:
    """What is shown of a review by prompts."""
    stream = io.StringIO()
    given = io.StringIO("".join(f"{answer}\n" for answer in answers))
    pen = Pen(stream, colour=False, width=80)
    Prompts(desk_article(folder), given, pen, stream.write, no_names, backup=backup).run()
    return stream.getvalue()


def test_prompts_do_what_the_screen_does(tmp_path: Path) -> None:
    shown = prompted(
        tmp_path, "g", "n", "y", "e", "one", "x", "k", "c", "G", "a", "t", "n", "u", "U",
        "N", "p", "r", "m", "", "-", "i", "?", "zz", "/", "eagle", ";", ",", "f", "article", "f",
        "", "J", "s", "4", "w", "b", "q",
    )  # fmt: skip
    text = text_of(tmp_path)
    assert text.startswith("The port reopens\n\nThe port , closed for a year")
    assert "saw one incursion" in text
    assert "[?it continued.?]" in shown
    assert "never in this project: all of dangling-fragment" in shown
    assert "'zz' is no key" in shown
    assert "written; what was there is in a.txt.bak" in shown
    assert (tmp_path / "a.txt.bak").read_text("utf-8") == TEXT


def test_prompts_end_with_their_input(tmp_path: Path) -> None:
    assert "what now?" in prompted(tmp_path, "g", "n")
    assert text_of(tmp_path) == TEXT
    assert "rejected by anna" in prompted(tmp_path, "g", "e")


@pytest.fixture
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project of its own, and a person who has decided nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("CLEANUP_REVIEWER", "anna")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")


@pytest.mark.usefixtures("_apart")
def test_the_command_falls_back_to_prompts(tmp_path: Path) -> None:
    ran = cleanup("review", "a.txt", "--engine", "none", stdin=b"g\nn\nq\nl\n")
    assert ran.code == 0
    assert "what now?" in ran.text
    again = cleanup("review", "a.txt", "--engine", "none", "--apply-decisions")
    assert again.text.startswith("The port reopens\n\nThe port , closed for a year")
    assert "1 decided by people" in again.err
    assert cleanup("review", "--summary").text.splitlines()[:1] == ["a.txt"]
    assert "anna: 1 rejected" in cleanup("review", "--summary", "a.txt").text


@pytest.mark.usefixtures("_apart")
def test_decisions_hold_in_every_command(tmp_path: Path) -> None:
    cleanup("review", "a.txt", "--engine", "none",
            stdin=b"g\nn\nG\nx\ng\nj\nj\nj\nN\np\nt\nq\nq\n")  # fmt: skip
    expected = cleanup("review", "a.txt", "--engine", "none", "--apply-decisions").out
    assert cleanup("fix", "a.txt").out == expected
    assert b"The port , closed for a year" in expected
    assert b"He saw a eagle" in expected
    assert b"it continued" not in expected
    check = cleanup("check", "a.txt").text
    assert "a.txt:3:9" not in check  # what was rejected is found no more
    assert "dangling-fragment" in check  # what was accepted will be changed
    assert "it continued.-]" in cleanup("diff", "a.txt", "--color", "never").text
    (tmp_path / "b.txt").write_text("He saw a eagle. He saw a ox.\n", "utf-8")
    assert cleanup("fix", "b.txt").text == "He saw a eagle. He saw an ox.\n"
    assert cleanup("fix", "b.txt", "--no-decisions").text == "He saw an eagle. He saw an ox.\n"
    record = b'{"id": 1, "text": "He saw a eagle. He saw a ox.", "lang": "en"}\n'
    assert b'"text":"He saw a eagle. He saw an ox."' in cleanup("batch", "-", stdin=record).out
    (tmp_path / "a.txt").write_bytes(expected)
    assert cleanup("fix", "a.txt").out == expected  # a second run changes nothing


@pytest.mark.usefixtures("_apart")
def test_decisions_are_carried_out_in_place_once(tmp_path: Path) -> None:
    cleanup("review", "a.txt", "--engine", "none",
            stdin=b"g\nn\nG\ne\nIt goes on.\nq\nq\n")  # fmt: skip
    first = cleanup("review", "a.txt", "--engine", "none", "--apply-decisions", "--in-place",
                    "--backup")  # fmt: skip
    assert first.code == 0
    written = text_of(tmp_path)
    assert "The port , closed for a year" in written
    assert "It goes on." in written
    assert (tmp_path / "a.txt.bak").read_text("utf-8") == TEXT
    again = cleanup("review", "a.txt", "--engine", "none", "--apply-decisions", "--in-place")
    assert (again.code, text_of(tmp_path)) == (0, written)
    assert "no place any more" not in again.err


@pytest.mark.usefixtures("_apart")
def test_lost_decisions_are_listed_and_tell_ci(tmp_path: Path) -> None:
    cleanup("review", "a.txt", "--engine", "none", stdin=b"G\ne\nit goes on.\nq\nq\n")
    (tmp_path / "a.txt").write_text("Something else altogether stands here.\n", "utf-8")
    ran = cleanup("review", "a.txt", "--engine", "none", "--apply-decisions")
    assert ran.code == 1
    assert "no place any more: “it continued.”" in ran.err
    assert "edited by anna" in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["review"], "missing argument"),
        (["review", "-"], "standard input cannot be reviewed"),
        (["review", "a.txt", "--in-place"], "goes with --apply-decisions"),
        (["review", "a.txt", "--summary", "--apply-decisions"], "cannot both"),
        (["review", "none.txt"], "no such file"),
    ],
)
@pytest.mark.usefixtures("_apart")
def test_wrong_calls(arguments: list[str], says: str) -> None:
    ran = cleanup(*arguments)
    assert ran.code in (2, 3)
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1


# ---------------------------------------------------------------- a real terminal


class Terminal:
    """The program on a terminal of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.master, slave = pty.openpty()
        environment = os.environ | {
            "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", "CLEANUP_REVIEWER": "anna",
            "XDG_CONFIG_HOME": str(folder / "config"), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        command = [sys.executable, "-m", "cleanup", "review", *arguments]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=environment,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.seen = ""

    def until(self, pattern: str, seconds: float = 120) -> None:
        """Read what is drawn until something stands there."""
        end = time.monotonic() + seconds
        while not re.search(pattern, self.seen):
            assert time.monotonic() < end, self.seen[-2000:]
            ready, _, _ = select.select([self.master], [], [], 1)
            if ready:
                try:
                    self.seen += os.read(self.master, 65536).decode("utf-8", "replace")
                except OSError:  # the other side is gone
                    assert re.search(pattern, self.seen), self.seen[-2000:]

    def press(self, keys: str) -> None:
        self.seen = ""
        os.write(self.master, keys.encode())

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)


SEED = ROOT.parent / "shared" / "data" / "seed"


@pytest.mark.parametrize("article", ["own", "seed"])
@pytest.mark.usefixtures("_apart")
def test_killed_and_resumed_exactly(tmp_path: Path, article: str) -> None:
    if article == "seed":
        if not SEED.is_dir():
            pytest.skip("needs the development data")
        (tmp_path / "a.txt").write_bytes((SEED / "article.en.txt").read_bytes())
    original = (tmp_path / "a.txt").read_bytes()
    log = tmp_path / ".cleanup" / "decisions.jsonl"
    terminal = Terminal(tmp_path, "a.txt", "--engine", "none")
    try:
        terminal.until(r"\d+ places, \d open")
        for key, shown in (("g", "1/"), ("j", "2/"), ("n", "3/"), ("x", "4/")):
            terminal.press(key)
            terminal.until(rf"\({shown}\d")
        assert len(log.read_bytes().splitlines()) == 2
        terminal.process.send_signal(signal.SIGKILL)
        terminal.process.wait()
    finally:
        terminal.close()
    assert (tmp_path / "a.txt").read_bytes() == original
    kept = log.read_bytes()
    decided = cleanup("review", "a.txt", "--engine", "none", "--apply-decisions")
    assert "2 decided by people" in decided.err
    again = Terminal(tmp_path, "a.txt", "--engine", "none")
    try:
        again.until(r"\d+ places, \d open")
        assert log.read_bytes() == kept
        again.press("w")
        again.until("write")
        again.press("y")
        again.until("written")
        again.press("q")
        assert again.process.wait(60) == 0
    finally:
        again.close()
    assert (tmp_path / "a.txt").read_bytes() == decided.out
    assert decided.out != cleanup("fix", "a.txt", "--no-decisions").out


@pytest.mark.skipif(not SEED.is_dir(), reason="needs the development data")
def test_the_seed_article(tmp_path: Path) -> None:
    """Every key on a real article; the outcome is exactly what was decided."""
    shutil.copy(SEED / "article.en.txt", tmp_path / "a.txt")
    (tmp_path / "a.txt").chmod(0o644)
    gold = (SEED / "article.gold.txt").read_text("utf-8")

    async def first(screen: Screen) -> None:
        total = len(screen.desk.session)
        assert screen.desk.session.unresolved()
        await screen.press("g", "?", "escape", "i", "escape")
        await screen.press("x")  # the headline that stands twice goes
        await screen.press("g", "c", "x")
        await screen.press("f")
        await screen.type("listed-garble")
        await screen.press("n", "u", "y", "f")
        await screen.type("")
        await screen.press("/")
        await screen.type("capital")
        await screen.press(";", ",", "g", "j", "a", "r", "y", "U", "j", "k", "G", "K", "J")
        await screen.press("s", "A", "escape", "N", "f", "t", "u", "K", "m", "escape")
        assert screen.desk.session.items[screen.desk.at].before == "it continued."
        await screen.press("n")
        assert len(screen.desk.session) == total

    on_screen(tmp_path, first)
    assert text_of(tmp_path) == (SEED / "article.en.txt").read_bytes().decode()

    async def second(screen: Screen) -> None:
        assert screen.desk.session.unresolved() == []
        await screen.press("w", "b", "q")

    on_screen(tmp_path, second)
    headline = "North Korea fires ballistic missile\n"
    expected = gold if headline not in gold else gold.replace(headline, "\n", 1)
    written = text_of(tmp_path)
    # The line of the headline that was taken out is left empty; all else is the gold text.
    assert [line for line in written.split("\n") if line] == [
        line for line in expected.split("\n") if line
    ]


# ---------------------------------------------------------------- the guide


GUIDE = (ROOT / "docs" / "review.md").read_text("utf-8")


def test_the_guide_has_every_key_and_sign() -> None:
    for key in keys.ALL:
        assert f"`{key.key}`" in GUIDE
        words = key.long[0].upper() + key.long[1:]
        assert key.long in GUIDE or words in GUIDE, key.key
    for status, sign in SIGNS.items():
        assert f"| `{sign}` |" in GUIDE, status


@pytest.mark.usefixtures("_apart")
def test_the_commands_of_the_guide_work(tmp_path: Path) -> None:
    shutil.copy(tmp_path / "a.txt", tmp_path / "article.txt")
    blocks = re.findall(r"^```sh\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    commands = [line.split() for block in blocks for line in block.splitlines()]
    assert len(commands) >= 6
    for _, *arguments in commands:
        if "--web" in arguments:
            continue  # serves until it is told to stop: tests/test_review_page.py
        engine = ["--engine", "none"] * (arguments[0] == "review")
        assert cleanup(*arguments, *engine).code == 0, arguments


@pytest.mark.usefixtures("_apart")
def test_names_are_really_added_with_their_checks(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Ravelo Churches spoke , and left.\n", "utf-8")
    answers = b"m\nRavelo Iglesias\nRavelo Churches\nm\nLe Lac du Soir\nThe Evening Lake\nn\nQ\nQ\n"
    ran = cleanup("review", "b.txt", "--engine", "none", "--lang", "en", stdin=answers)
    assert "added: Ravelo Churches → Ravelo Iglesias" in ran.text
    assert "ordinary words" in ran.text
    names = (tmp_path / ".cleanup" / "names.tsv").read_text("utf-8")
    assert "Ravelo Iglesias" in names
    assert "Soir" not in names
    assert "anna: 1 added to names" in cleanup("review", "--summary").text
    assert cleanup("fix", "b.txt", "--lang", "en").text == "Ravelo Iglesias spoke, and left.\n"


@pytest.mark.usefixtures("_apart")
def test_several_files_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("He saw a eagle.\n", "utf-8")
    ran = cleanup("review", "a.txt", "none.txt", "b.txt", "--engine", "none", "--as", "ben",
                  stdin=b"g\nn\nq\nw\nn\nq\n")  # fmt: skip
    assert ran.code == 3
    assert "1/3 a.txt" in ran.text
    assert "3/3 b.txt" in ran.text
    assert "none.txt: no such file" in ran.err
    assert "written; now" in ran.text
    assert cleanup("review", "--summary").text.count("ben: 1 rejected,") == 2
    only_first = cleanup("review", "a.txt", "b.txt", "--engine", "none", stdin=b"Q\n")
    assert "2/2 b.txt" not in only_first.text
