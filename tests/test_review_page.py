"""The review in a browser: the server's guards, and every button in a real Chromium."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browsing import PATIENCE, chromium, press, until
from reviews import memory
from terminal_io import ROOT

from cleanup.config import Config
from cleanup.pipeline import Cleaner
from cleanup.review.article import Article
from cleanup.review.web.board import Board
from cleanup.review.web.server import LARGEST, Server

TEXT = (
    "The port reopens\n\nThe port , closed for a a year, is open. It saw a incursion in May. "
    "They came , too. <script>alert(1)</script>\n\nThe talks failed in Rome. it continued.\n"
)
SEED = ROOT.parent / "shared" / "data" / "seed" / "article.en.txt"
ESCAPE, CONTROL, ENTER = "\ue00c", "\ue009", "\ue007"


def article(folder: Path, name: str = "a.txt", text: str = TEXT, who: str = "anna") -> Article:
    path = folder / name
    if not path.exists():
        path.write_text(text, "utf-8")
    cleaner = Cleaner(Config(engine=("none",), lang="en"))
    return Article(str(path), cleaner, memory(folder), who=who)


# ---------------------------------------------------------------- the server


@contextmanager
def serving(*articles: Article) -> Iterator[Server]:
    server = Server(Board(articles))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(article(tmp_path)) as found:
        yield found


def ask(
    server: Server, path: str, body: object = None, *, token: str | None = None, **headers: str
) -> tuple[int, dict[str, Any]]:
    """The status of a request, and its answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        given = {"Origin": f"http://127.0.0.1:{server.server_port}",
                 "Content-Type": "application/json"} | given  # fmt: skip
    data = body if isinstance(body, bytes) else None if body is None else json.dumps(body)
    method = "GET" if body is None else "POST"
    connection.request(method, f"/{server.token if token is None else token}/{path}", data, given)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    kind = answer.headers["Content-Type"]
    return answer.status, json.loads(text) if "json" in kind else {"html": text.decode()}


def order(do: str, **more: object) -> dict[str, object]:
    return {"do": do, "generation": 0, "version": 0, **more}


def test_only_this_machine_and_only_with_the_token(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert ask(server, "")[0] == 200
    for token in ("", "x", server.token[:-1], server.token + "x", "../" + server.token):
        assert ask(server, "", token=token)[0] == 403
    assert len(server.token) >= 40


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "0.0.0.0:80", ""])
def test_other_hosts_are_refused(server: Server, host: str) -> None:
    assert ask(server, "", Host=host)[0] == 403


def test_localhost_by_name_is_this_machine(server: Server) -> None:
    name = f"localhost:{server.server_port}"
    assert ask(server, "", Host=name)[0] == 200
    undo = order("undo")
    assert ask(server, "do", undo, Host=name, Origin=f"http://{name}")[0] == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "https://127.0.0.1"])
def test_other_pages_are_refused(server: Server, tmp_path: Path, origin: str) -> None:
    assert ask(server, "do", order("accept", place=1), Origin=origin)[0] == 403
    assert ask(server, "news?generation=0", Sec_Fetch_Site="cross-site")[0] == 403
    assert not (tmp_path / ".cleanup").exists()


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        ("do", b"{", {}, 400),
        ("do", b"\xff", {}, 400),
        ("do", {"do": "format the disk", "generation": 0, "version": 0}, {}, 400),
        ("do", {"do": "accept", "generation": 0, "version": 0, "more": 1}, {}, 400),
        ("do", order("accept"), {"Content_Type": "text/plain"}, 415),
        ("do", b" " * (LARGEST + 1), {}, 413),
        ("do", order("accept"), {"Content_Length": "-1"}, 411),
        ("other", {}, {}, 404),
        ("other", None, {}, 404),
        ("news?generation=x", None, {}, 400),
        ("options?generation=0&file=7&place=0", None, {}, 400),
        ("options?generation=0&file=-1&place=0", None, {}, 400),
        ("options?generation=0&file=0&place=999", None, {}, 400),
    ],
)
def test_nonsense_is_refused(
    server: Server, path: str, body: object, headers: dict[str, str], status: int
) -> None:
    try:
        assert ask(server, path, body, **headers)[0] == status
    except (BrokenPipeError, ConnectionResetError):
        assert status == 413, "it may hang up before all has been sent"
    assert ask(server, "")[0] == 200, "and it goes on"


def test_a_place_that_is_not_there_is_told(server: Server) -> None:
    status, answer = ask(server, "do", order("accept", place=99))
    assert (status, answer["well"], answer["said"]) == (200, False, "there is no such place")


def test_headers_shut_the_page_off(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.request("GET", f"/{server.token}/")
    headers = connection.getresponse().headers
    connection.close()
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_two_pages_see_each_other(server: Server) -> None:
    status, first = ask(server, "do", order("accept", place=1))
    assert (status, first["version"], first["said"]) == (200, 1, "accepted")
    assert 'data-status="accepted"' in first["cards"]["p0-1"]
    _, news = ask(server, "news?generation=0&version=0")
    assert "p0-1" in news["cards"]
    assert ask(server, "news?generation=0&version=1")[1]["cards"] == {}


def test_somebody_else_decides_meanwhile(server: Server, tmp_path: Path) -> None:
    other = article(tmp_path, who="ben").session
    other.reject(2)
    _, news = ask(server, "news?generation=0&version=0")
    assert "rejected by ben" in news["cards"]["p0-2"]
    _, answer = ask(server, "do", order("accept", place=1))
    assert answer["well"]
    other.poll()
    assert [str(other.state(n).status) for n in (1, 2)] == ["accepted", "rejected"]


def test_orders_by_old_numbers_are_refused(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("New , first.\n\n" + TEXT, "utf-8")
    _, answer = ask(server, "do", order("write"))
    assert answer["reload"]
    assert "nothing was written" in answer["said"]
    assert path.read_text("utf-8").startswith("New , first.")
    assert ask(server, "do", order("accept", place=1))[1] == {"reload": True}
    assert ask(server, "options?generation=0&file=0&place=1")[1] == {"reload": True}
    assert not (tmp_path / ".cleanup").exists(), "nothing was decided on a wrong place"


def test_each_of_several_files_hears_of_a_standing_answer(tmp_path: Path) -> None:
    both = article(tmp_path, "a.txt"), article(tmp_path, "b.txt")
    with serving(*both) as server:
        number = next(n for n, i in enumerate(both[0].session.items) if i.before == "a")
        given = order("never", place=number, scope="project", extent="text")
        _, answer = ask(server, "do", given)
        assert {f"p{file}-{number}" for file in (0, 1)} <= set(answer["cards"])
        assert ask(server, "")[1]["html"].count('data-status="rejected"') == 2


# ---------------------------------------------------------------- the buttons


LISTENING = """
import signal, sys
from cleanup.cli.main import run
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(run(sys.argv[1:]))
"""
"""The program; it hears Ctrl-C even where a shell has put the tests in the background."""


class Program:
    """``cleanup review --web`` as a program of its own."""

    def __init__(self, folder: Path, *files: str) -> None:
        environment = os.environ | {
            "CLEANUP_REVIEWER": "anna", "XDG_CONFIG_HOME": str(folder / "config"),
            "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-c", LISTENING, "review", *files, "--web", "--no-browser",
             "--lang", "en"],
            cwd=folder, env=environment, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stderr is not None
        said = []
        for line in self.process.stderr:
            said.append(line)
            if "http://127.0.0.1:" in line:
                self.url = line.split()[-1]
                return
        raise AssertionError("".join(said))

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def interrupt(self) -> tuple[int, str]:
        """Stop it as Ctrl-C does; exit code and what it says then."""
        self.process.send_signal(signal.SIGINT)
        return self.left()

    def left(self) -> tuple[int, str]:
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said


class Reviewer:
    """A person at the page."""

    def __init__(self, driver: Any, url: str) -> None:
        self.driver = driver
        driver.get("about:blank")
        driver.get_log("browser")  # of a page before this one
        driver.get(url)

    def status(self, number: int, file: int = 0) -> str:
        found = self.driver.find_element("id", f"p{file}-{number}").get_attribute("data-status")
        return str(found)

    def stands(self, number: int, status: str, file: int = 0) -> None:
        until(self.driver, lambda: self.status(number, file) == status)
        until(self.driver, self.rested)

    def rested(self) -> bool:
        """Whether every answer has come."""
        busy = "return document.documentElement.dataset.busy || 'no'"
        return bool(self.driver.execute_script(busy) == "no")

    def click(self, selector: str) -> None:
        """Click where it can be seen; the page may put a new card there meanwhile."""
        from selenium.common.exceptions import StaleElementReferenceException

        until(self.driver, self.rested)
        middle = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})"
        for last in (False, False, True):
            try:
                found = self.driver.find_element("css selector", selector)
                self.driver.execute_script(middle, found)
                found.click()
                return
            except StaleElementReferenceException:
                if last:
                    raise

    def button(self, number: int, what: str, file: int = 0) -> None:
        self.click(f"#p{file}-{number} [data-do={what}]")

    def dialog(self, name: str) -> None:
        opened = f"return document.getElementById('{name}').open"
        until(self.driver, lambda: self.driver.execute_script(opened))

    def put(self, number: int, text: str, *, by_key: bool = False) -> None:
        """Write something else at a place."""
        from selenium.webdriver import ActionChains

        self.button(number, "edit")
        self.dialog("edit")
        field = self.driver.find_element("id", "edit-text")
        field.clear()
        field.send_keys(text)
        if by_key:
            ActionChains(self.driver).key_down(CONTROL).send_keys(ENTER).key_up(CONTROL).perform()
        else:
            self.click("#edit button[value=save]")
        self.stands(number, "edited")

    def more(self, number: int, selector: str, **chosen: str) -> None:
        """Give an answer of the dialog behind "More"."""
        from selenium.webdriver.support.ui import Select

        self.button(number, "more")
        self.dialog("more")
        for id, value in chosen.items():
            Select(self.driver.find_element("id", id)).select_by_value(value)
        self.click(selector)

    def said(self, text: str) -> None:
        until(self.driver, lambda: text in self.driver.find_element("id", "say").text)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


def replaced(text: str, *changes: tuple[str, str]) -> str:
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


@pytest.mark.skipif(not SEED.is_file(), reason="no development data beside the repository")
def test_the_seed_article(browser: Any, tmp_path: Path) -> None:
    """Every button; a server that is killed in the middle; and the file is exact."""
    path = tmp_path / "article.txt"
    original = SEED.read_bytes().decode()
    path.write_bytes(original.encode())
    (tmp_path / ".cleanup").mkdir()
    program = Program(tmp_path, "article.txt")
    try:
        person = Reviewer(browser, program.url)
        person.button(0, "cut")  # the headline that stands twice
        person.stands(0, "edited")
        person.button(1, "reject")  # a line end too many
        person.stands(1, "rejected")
        person.put(2, "one")  # a incursion
        person.more(5, "#alike p:nth-child(2) button:nth-of-type(2)")  # same rule, reject all
        for number in (5, 6, 8):
            person.stands(number, "rejected")
        person.click("[data-do=undo]")
        person.stands(8, "applied")
        person.click("[data-do=redo]")
        person.stands(5, "rejected")
        person.click("[data-do=undo]")
        person.stands(6, "applied")
        person.more(6, "#alike p:nth-child(1) button:nth-of-type(1)")  # same text, accept all
        person.stands(8, "accepted")
        person.more(7, "#choices button")  # Kim Jong One
        person.stands(7, "accepted")

        program.kill()
        program.process.wait()
        assert path.read_bytes().decode() == original, "nothing is written unasked"
        program = Program(tmp_path, "article.txt")
        person = Reviewer(browser, program.url)
        states = [person.status(number) for number in range(12)]
        assert states == [
            "edited", "rejected", "edited", "applied", "applied", "accepted", "accepted",
            "accepted", "accepted", "applied", "open", "applied",
        ]  # fmt: skip
        until(browser, lambda: browser.switch_to.active_element.get_attribute("id") == "p0-10")

        person.more(3, "[data-say=never]", extent="text", scope="project")  # a no-break space
        person.stands(3, "rejected")
        person.more(4, "[data-say=always]", extent="rule", scope="file")  # line ends
        person.stands(4, "accepted")
        assert person.status(1) == "rejected", "the place itself comes before the rule"
        person.button(9, "accept")  # a damaged tag
        person.stands(9, "accepted")
        person.more(9, "[data-say=clear]")
        person.stands(9, "applied")
        person.button(9, "accept")
        person.stands(9, "accepted")
        person.put(10, "The test continued.", by_key=True)
        person.button(11, "reject")  # the line end at the end
        person.stands(11, "rejected")
        person.click("#backup0")
        person.click("[data-do=write]")
        person.said("article.txt is written; what was there is in article.txt.bak")

        person.click("[data-do=stop]")
        code, said = program.left()
        assert (code, "Traceback" in said) == (0, False)
    finally:
        program.kill()
    assert path.read_bytes().decode() == replaced(
        original,
        ("\n\nNorth Korea fires ballistic missile\n", "\n\n\n"),
        ("after a incursion", "after one incursion"),
        ("Sea of Japan.\n\n\nIn", "Sea of Japan.\n\nIn"),
        ("incursion , the", "incursion, the"),
        ("Japan , which", "Japan, which"),
        ("Kim Jong One", "Kim Jong Un"),
        ("invasion” .", "invasion”."),
        ("< p>During", "During"),
        ("it continued.", "The test continued."),
    )  # fmt: skip
    assert (tmp_path / "article.txt.bak").read_bytes().decode() == original
    kept = (tmp_path / ".cleanup" / "decisions.jsonl").read_text("utf-8")
    verdicts = [json.loads(line)["verdict"] for line in kept.splitlines()]
    assert verdicts[:20] == [
        "edit", "reject", "edit", "reject", "reject", "reject", "undo", "redo", "undo", "accept",
        "accept", "accept", "accept", "never", "always", "accept", "clear", "accept", "edit",
        "reject",
    ]  # fmt: skip
    assert verdicts[-1] == "written"


def test_keys_decide(browser: Any, tmp_path: Path) -> None:
    with serving(article(tmp_path)) as server:
        person = Reviewer(browser, server.url)
        press(browser, "g", "y")
        person.stands(0, "accepted")
        press(browser, "n")
        person.stands(1, "rejected")
        press(browser, "x")
        person.stands(2, "edited")
        press(browser, "u")
        person.stands(2, "applied")
        press(browser, "U")
        person.stands(2, "edited")
        press(browser, "g", "c")
        person.stands(0, "applied")
        press(browser, "i")
        person.dialog("more")
        until(browser, lambda: "Record" in browser.find_element("id", "rule-text").text)
        press(browser, ESCAPE, "?")
        assert "accept what is proposed" in browser.find_element("id", "help").text
        press(browser, ESCAPE, "w")
        focused = browser.switch_to.active_element.get_attribute("data-do")
        assert focused == "write"
        assert browser.get_log("browser") == []


def test_more_answers(browser: Any, tmp_path: Path) -> None:
    """What is behind "More", and the file as it is written then."""
    with serving(article(tmp_path)) as server:
        person = Reviewer(browser, server.url)
        person.more(0, "#alike p:nth-child(2) button:nth-of-type(2)")  # same rule, reject all
        person.stands(0, "rejected")
        person.stands(3, "rejected")
        person.click("[data-do=undo]")
        person.stands(3, "applied")
        person.click("[data-do=redo]")
        person.stands(3, "rejected")
        person.more(2, "#choices button")
        person.stands(2, "accepted")
        person.more(1, "[data-say=never]", extent="rule", scope="file")
        person.stands(1, "rejected")
        person.more(1, "[data-say=clear]")
        person.stands(1, "applied")
        person.more(1, "[data-say=always]", extent="text", scope="project")
        person.stands(1, "accepted")
        person.put(5, "The strike continued.")
        person.click("[data-do=write]")
        person.said("a.txt is written; now")
    assert (tmp_path / "a.txt").read_text("utf-8") == (
        "The port reopens\n\nThe port , closed for a year, is open. It saw an incursion in May. "
        "They came , too.\n\nThe talks failed in Rome. The strike continued.\n"
    )


def test_keys_typed_in_one_go_are_about_one_place_each(browser: Any, tmp_path: Path) -> None:
    with serving(article(tmp_path)) as server:
        person = Reviewer(browser, server.url)
        browser.execute_script("""for (const key of ['g', 'y', 'n', 'y', 'j', 'n'])
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))""")
        person.stands(4, "rejected")
        states = [person.status(number) for number in range(5)]
        assert states == ["accepted", "rejected", "accepted", "applied", "rejected"]


def test_two_tabs_and_another_reviewer(browser: Any, tmp_path: Path) -> None:
    with serving(article(tmp_path)) as server:
        first = Reviewer(browser, server.url)
        here = browser.current_window_handle
        browser.switch_to.new_window("tab")
        second = Reviewer(browser, server.url)
        second.button(0, "reject")
        second.stands(0, "rejected")
        browser.close()
        browser.switch_to.window(here)
        first.stands(0, "rejected")
        article(tmp_path, who="ben").session.edit(1, "another")
        first.stands(1, "edited")
        assert "edited by ben" in browser.find_element("id", "p0-1").text
        first.button(0, "accept")
        first.stands(0, "accepted")
        assert browser.get_log("browser") == []


def test_a_file_that_was_changed_meanwhile_is_read_again(browser: Any, tmp_path: Path) -> None:
    with serving(article(tmp_path)) as server:
        person = Reviewer(browser, server.url)
        person.button(2, "reject")
        person.stands(2, "rejected")
        path = tmp_path / "a.txt"
        path.write_text("New , first.\n\n" + TEXT, "utf-8")
        person.said("was changed by another program")
        person.click("[data-do=write]")
        person.said("nothing was written")
        assert path.read_text("utf-8").startswith("New , first.")
        person.stands(3, "rejected")
        person.click("[data-do=write]")
        person.said("a.txt is written")
        assert path.read_text("utf-8") == (
            "New, first.\n\nThe port reopens\n\nThe port, closed for a year, is open. It saw a "
            "incursion in May. They came, too.\n\nThe talks failed in Rome. it continued.\n"
        )


def test_a_server_that_is_gone_is_told(browser: Any, tmp_path: Path) -> None:
    (tmp_path / ".cleanup").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    program = Program(tmp_path, "a.txt", "--engine", "none")
    try:
        person = Reviewer(browser, program.url)
        until(browser, person.rested)
    finally:
        program.kill()
    person.said("The server does not answer")
    press(browser, "g", "y")
    person.said("The server does not answer")
    assert person.status(0) == "applied", "what was not kept does not look decided"


def test_interrupted(tmp_path: Path) -> None:
    (tmp_path / ".cleanup").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    program = Program(tmp_path, "a.txt", "missing.txt", "--engine", "none")
    try:
        code, said = program.interrupt()
    finally:
        program.kill()
    assert (code, "Traceback" in said) == (3, False), "one of the files could not be read"
    assert "stopped; the same command goes on from here" in said


def test_what_is_put_in_is_shown_once(tmp_path: Path) -> None:
    from cleanup.review.drawing import passage

    session = article(tmp_path, text="The talks failed , in Rome").session
    number = next(n for n, item in enumerate(session.items) if item.rule == "final-newline")
    parts = [(part.look, part.text) for part in passage(session, number) if part.look != "gap"]
    assert parts[-1] == ("ins", "\n")
    assert "break" not in dict(parts)
