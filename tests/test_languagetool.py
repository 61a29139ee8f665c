"""LanguageTool: the real server, how it lives and dies, and what becomes of what it says.

Needs Java and LanguageTool (`scripts/check` fetches it with Maven); skips without.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from terminal_io import cleanup

from cleanup import engines, safety
from cleanup.config import Config, load
from cleanup.document import Document, Format
from cleanup.edit import apply
from cleanup.engines import Proposal
from cleanup.engines.languagetool import api, engine, install
from cleanup.engines.languagetool import server as server_module
from cleanup.engines.languagetool.answers import Answers
from cleanup.engines.languagetool.api import Query, code_points
from cleanup.engines.languagetool.engine import LanguageTool
from cleanup.engines.languagetool.server import LocalServer
from cleanup.engines.process import GaveUp, Match
from cleanup.engines.sentences import sentences
from cleanup.errors import CleanupError, ConfigError, UsageError
from cleanup.pipeline import Cleaner

ROOT = Path(__file__).resolve().parent.parent


def missing() -> str:
    """Why there is no LanguageTool to test; "" where there is one."""
    try:
        install.find()
        install.java()
    except CleanupError as error:
        return str(error)
    return ""


real = pytest.mark.skipif(bool(missing()), reason=f"no LanguageTool: {missing()}")
pytestmark = pytest.mark.xdist_group("languagetool")  # one process, so that few servers start

RULES = ("HE_VERB_AGR", "LOWERCASE_MONTHS")
"""“he go” and “16 may”."""
ONLY = tuple(f"languagetool:{rule}" for rule in RULES)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has its own memory of answers."""
    path = tmp_path / "cache" / "answers.sqlite3"
    monkeypatch.setattr("cleanup.engines.languagetool.answers.default_path", lambda: path)
    monkeypatch.delenv(engine.SHARED, raising=False)
    return path


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """A server that runs all the time."""
    server = LocalServer(memory="600m")
    yield server.url()
    server.stop()


def at(url: str, **options: object) -> LanguageTool:
    """The engine, talking to a server that runs."""
    given: dict[str, object] = {"only": ONLY, "languagetool_url": url, "engine": ("languagetool",)}
    return LanguageTool(Config(**given | options))  # type: ignore[arg-type]


LIGHT = ("languagetool:WORD_REPEAT_RULE",)
"""“är är”: Swedish is read in a moment, for tests that start servers."""


def starting(**options: object) -> LanguageTool:
    """The engine with a server of its own."""
    given: dict[str, object] = {"only": LIGHT, "languagetool_memory": "300m"}
    return LanguageTool(Config(engine=("languagetool",), **given | options))  # type: ignore[arg-type]


def found(proposal: Proposal) -> list[tuple[str, str | None]]:
    return [(edit.before, edit.after) for edit in proposal.edits]


def alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    try:
        os.kill(pid, 0)
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def gone(pid: int, seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(pid)


def java_of(guardian: int) -> int:
    """The server's process."""
    children = Path(f"/proc/{guardian}/task/{guardian}/children")
    return int(children.read_text().split()[0])


linux = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks into /proc")


# ------------------------------------------------------------------ what it says


@real
def test_edits_are_small_and_have_the_level_of_their_rule(url: str) -> None:
    text = "It began on 16 may 1975."
    (edit,) = at(url).propose(Document(text, "en")).edits
    assert apply(text, [edit]) == "It began on 16 May 1975."
    assert (edit.before, edit.after, edit.stage) == ("may", "May", "grammar")
    assert edit.rule == "languagetool:LOWERCASE_MONTHS"
    assert edit.safety == safety.level(edit.rule, "en")
    assert edit.message


@real
@pytest.mark.parametrize(
    "before",
    ["😀 ", "日本語です。", "e\u0301 n\u0303 ",
     "مرحبا ", "\u200d👩‍👩‍👧 ", "One.\r\nTwo\u2028", "“É” — ",
     "\ud800 ", "𝕏😀" * 50 + ". "],
)  # fmt: skip
def test_positions_are_code_points(url: str, before: str) -> None:
    text = f"{before}It began on 16 may 1975. {before}Then it ended on 3 may 1980 {before}"
    edits = at(url).propose(Document(text, "en")).edits
    assert [text[e.start : e.end] for e in edits] == ["may", "may"]
    assert apply(text, edits).count("May") == 2


def test_code_units_become_code_points() -> None:
    text = "a😀b𝕏\u0301c"
    position = code_points(text)
    for at_point in range(len(text) + 1):
        units = len(text[:at_point].encode("utf-16-le")) // 2
        assert position(units) == at_point
    assert code_points("日本")(1) == 1


@real
def test_markup_is_sent_as_annotation(url: str) -> None:
    text = "<p>He <b>go</b> home on 16 <a href='x'>may</a> 1975.</p>"
    document = Document(text, "en", Format.HTML)
    data, _, total = api.annotated(sentences(document))
    pieces = json.loads(data)["annotation"]
    assert {"markup": "<b>", "interpretAs": ""} in pieces
    assert "".join(piece.get("text") or piece["markup"] for piece in pieces) == total
    edits = at(url).propose(document).edits
    fixed = apply(text, edits)
    assert "<b>goes</b>" in fixed
    assert "<a href='x'>May</a>" in fixed
    assert [text[e.start : e.end] for e in edits] == ["go", "may"]


@real
def test_protected_spans_are_not_seen_and_not_touched(url: str) -> None:
    hidden = "Ask `he go on 16 may 1975` or mail he@go.org, see https://x.org/16 and {may}."
    assert found(at(url).propose(Document(hidden, "en"))) == []


@real
def test_a_sentence_is_judged_by_itself(url: str) -> None:
    """Whatever stands around it: else what is remembered would depend on the first text."""
    sentence = "He go home on 16 may 1975."
    alone = at(url).propose(Document(sentence, "en"))
    text = f"However, it rained. However, it snowed. {sentence} However, it was warm. He slept."
    among = at(url, languagetool_cache=False).propose(Document(text, "en"))
    assert found(alone) == found(among) == [("go", "goes"), ("may", "May")]


@real
def test_two_megabytes(url: str) -> None:
    """Positions are right to the end, and every sentence has its answer."""
    often = "Det regnade 😀 hela dagen, och ingen i staden gick ut förrän kvällen hade kommit."
    lines = [f"Dag {n} 😀 var var kall.\n{often} {often} {often} {often}" for n in range(5_500)]
    text = "\n".join(lines)
    assert len(text.encode()) > 2_000_000
    proposal = at(url, only=LIGHT).propose(Document(text, "sv"))
    assert proposal.notes == []
    assert len(proposal.edits) == len(lines)
    assert apply(text, proposal.edits) == text.replace("var var ", "var ")


@real
def test_requests_run_side_by_side(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as there are threads, and never more."""
    under_way, most = 0, 0
    lock, both = threading.Lock(), threading.Event()
    post = api.Client.post

    def spy(self: api.Client, fields: dict[str, str]) -> object:
        nonlocal under_way, most
        if "data" not in fields:  # asks for the version
            return post(self, fields)
        with lock:
            under_way += 1
            most = max(most, under_way)
            if under_way == 2:
                both.set()
        assert both.wait(60), "a second request was made meanwhile"
        try:
            return post(self, fields)
        finally:
            with lock:
                under_way -= 1

    monkeypatch.setattr(api.Client, "post", spy)
    monkeypatch.setattr(engine, "_processors", lambda: 2)
    text = " ".join(
        f"On day {n} he go home, and then she stays there for long." for n in range(900)
    )
    proposal = at(url).propose(Document(text, "en"))
    assert len(proposal.edits) == 900
    assert most == 2


@real
def test_sentences_are_asked_about_once(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    check = api.Client.check

    def spy(self: api.Client, query: Query, sentences: Sequence[api.Sentence]) -> object:
        asked.extend(sentence.raw for sentence in sentences)
        return check(self, query, sentences)

    monkeypatch.setattr(api.Client, "check", spy)
    text = "It began on 16 may 1975. It ended. It ended."
    one = at(url)
    first, again = one.propose(Document(text, "en")), one.propose(Document(text + " Or so.", "en"))
    assert asked == ["It began on 16 may 1975.", "It ended.", "Or so."]
    later = at(url).propose(Document(text, "en"))
    assert len(asked) == 3, "another run knows the answers too"
    assert found(first) == found(again) == found(later) == [("may", "May")]
    at(url, languagetool_cache=False).propose(Document(text, "en"))
    assert len(asked) == 5, "the memory on disk can be switched off"
    at(url, picky=True, only=()).propose(Document(text, "en"))
    assert len(asked) == 7, "other options, other answers"


@real
def test_a_known_text_starts_no_server(url: str) -> None:
    with Cleaner(Config(engine=("languagetool",), only=ONLY, languagetool_memory="600m")) as one:
        local = one._engines[0]
        assert isinstance(local, LanguageTool)
        document = Document("Then he go home.", "en")
        (query,) = local._queries(document.language)
        scope = f"{local.server.identity()} {sorted(query.fields().items())}"
        known = Match("HE_VERB_AGR", 8, 10, "Agreement", "GRAMMAR grammar", ("goes",))
        Answers(scope, local._disk).add([("Then he go home.", (known,))])
        assert found(local.propose(document)) == [("go", "goes")]
        assert local.server.starts == 0


@real
def test_picky_and_mother_tongue(url: str) -> None:
    text = "The fact that he was there was due to the fact that it was very unique."
    plain = at(url, only=()).propose(Document(text, "en"))
    picky = at(url, only=(), picky=True).propose(Document(text, "en"))
    assert len(picky.edits) > len(plain.edits)
    assert {edit.safety for edit in picky.edits if not safety.table("en").get(edit.rule)} == {"ask"}
    friends = Document("On 3 may 1980 my actual chef went home.", "en")
    assert found(at(url).propose(friends)) == [("may", "May")]
    polish = at(url, mother_tongue="pl-PL").propose(friends)
    assert [edit.before for edit in polish.edits] == ["may", "actual", "chef"]
    assert {edit.safety for edit in polish.edits[1:]} == {"ask"}


@real
def test_odd_texts(url: str) -> None:
    """On which correctors choke: they get through, and what stands beside them is corrected."""
    odd = ["1234567890 " * 2000, "We use html5lib and abc1def here. " * 20, "a" * 20_000,
           "." * 9000, "(" * 5000, "x" * 300 + " " + "Siya " * 3000,
           "\x00\ud800\n" * 500]  # fmt: skip
    text = "\n\n".join([*odd, "It began on 16 may 1975."])
    proposal = at(url).propose(Document(text, "en"))
    assert ("may", "May") in found(proposal)


# ------------------------------------------------------------------ both engines


@real
def test_both_engines_apply_an_edit_once(url: str) -> None:
    only = (*ONLY, *(f"lingotweaker:{rule}" for rule in RULES))
    config = Config(
        engine=("lingotweaker", "languagetool"), only=only, apply="likely", languagetool_url=url
    )
    with Cleaner(config) as cleaner:
        result = cleaner.clean("It began on 16 may 1975, and then he go home.", lang="en")
        proposed = [
            edit
            for one in cleaner._engines
            for edit in one.propose(Document(result.original, "en")).edits
        ]
    assert len([edit for edit in proposed if edit.after == "May"]) == 2
    assert result.final.count("May") <= 1
    assert "Mayay" not in result.final
    for change in result.changes:
        assert len(change.edits) == 1


# ------------------------------------------------------------------ the server's life


@real
@linux
def test_start_kill_restart_end() -> None:
    """One server; killed, it comes back once; killed again, the document is still finished."""
    tool = starting()
    assert tool.server.pid is None, "nothing runs before it is needed"
    assert found(tool.propose(Document("Det är är bra.", "sv"))) == [(" är", "")]
    guardian = tool.server.pid
    assert guardian
    first = java_of(guardian)
    arguments = Path(f"/proc/{first}/cmdline").read_bytes().split(b"\0")
    assert b"-Xmx300m" in arguments
    assert b"--public" not in arguments

    os.kill(first, signal.SIGKILL)
    proposal = tool.propose(Document("Det är är fint. Det var var bra.", "sv"))
    assert found(proposal) == [(" är", ""), (" var", "")]
    assert "LanguageTool ended and was started again" in proposal.notes
    guardian = tool.server.pid
    assert guardian
    second = java_of(guardian)
    assert second != first

    os.kill(second, signal.SIGKILL)
    assert gone(second)
    proposal = tool.propose(Document("Det är är fint. Det är är nytt.", "sv"))
    assert found(proposal) == [(" är", "")], "what is known is still used"
    assert list(proposal.notes) == [
        "the grammar of 1 of 2 sentences is not checked by languagetool: "
        "LanguageTool ended twice while it was working"
    ]
    tool.close()
    assert tool.server.pid is None


@real
@linux
def test_a_server_that_dies_in_mid_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed while a document is checked: not a sentence is lost, and the text is the same."""
    text = " ".join(f"Den {n} var det var mycket kallt i hela landet." for n in range(600))
    text = text.replace("var det var", "var var")
    tool = starting()
    count = 0
    post = api.Client.post

    def killing(self: api.Client, fields: dict[str, str]) -> object:
        nonlocal count
        count += 1
        if count == 3:
            guardian = tool.server.pid
            assert guardian
            os.kill(java_of(guardian), signal.SIGKILL)
        return post(self, fields)

    monkeypatch.setattr(api.Client, "post", killing)
    proposal = tool.propose(Document(text, "sv"))
    java = java_of(tool.server.pid or 0)
    tool.close()
    assert apply(text, proposal.edits) == text.replace("var var", "var")
    assert list(proposal.notes) == ["LanguageTool ended and was started again"]
    assert gone(java), "closing leaves no process"


@real
@linux
def test_the_server_dies_with_a_killed_parent_and_with_a_killed_guardian() -> None:
    script = (
        "import time\n"
        "from cleanup.engines.languagetool.server import LocalServer\n"
        "servers = [LocalServer(memory='200m'), LocalServer(memory='200m')]\n"
        "for server in servers: server.url()\n"
        "print(*[server.pid for server in servers], flush=True)\n"
        "time.sleep(600)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, env=env
    ) as parent:
        assert parent.stdout
        one, other = map(int, parent.stdout.readline().split())
        pids = one, other, java_of(one), java_of(other)
        assert all(map(alive, pids))
        os.kill(one, signal.SIGKILL)
        assert gone(pids[2]), "its guardian was killed"
        parent.kill()
    assert gone(pids[3]), "its parent was killed"
    assert gone(other)


@real
def test_a_port_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        tried = [taken.getsockname()[1]]
        free = server_module.free_port

        def ports() -> int:
            return tried[0] if len(tried) == 1 and not tried.append(0) else free()  # type: ignore[func-returns-value]

        monkeypatch.setattr(server_module, "free_port", ports)
        server = LocalServer(memory="200m")
        address = server.url()
        assert not address.endswith(f":{tried[0]}")
        assert tried == [tried[0], 0]
        server.stop()


@real
@linux
def test_processes_of_one_run_share_a_server(tmp_path: Path, url: str) -> None:
    with engines.shared(Config(engine=("lingotweaker",))):
        assert engine.SHARED not in os.environ
    os.environ[engine.SHARED] = url
    try:
        tool = LanguageTool(Config(engine=("languagetool",), only=ONLY))
        assert found(tool.propose(Document("On 3 may 1980.", "en"))) == [("may", "May")]
        assert tool.server.starts == 0
        tool.close()
    finally:
        del os.environ[engine.SHARED]


# ------------------------------------------------------------------ what can be missing


def notes_of(config: Config) -> list[str]:
    tool = LanguageTool(config)
    proposal = tool.propose(Document("Then he go home.", "en"))
    assert proposal.edits == []
    assert tool.propose(Document("Then he go home.", "en")).notes == [], "told once"
    tool.close()
    return list(proposal.notes)


def test_no_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "languagetool-server.jar").touch()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    (first,) = notes_of(Config(only=ONLY, languagetool_dir=str(tmp_path)))
    assert "needs Java 17 or newer, and there is none: install it" in first
    assert first.startswith("English grammar is not checked by languagetool: ")
    status = LanguageTool(Config(languagetool_dir=str(tmp_path))).status()
    assert status.works is False
    assert "Java" in status.detail


def test_no_languagetool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LTP_PATH", str(tmp_path))
    monkeypatch.delenv("LTP_JAR_DIR_PATH", raising=False)
    (first,) = notes_of(Config(only=ONLY))
    assert f"there is no LanguageTool in {tmp_path}: `cleanup get-languagetool`" in first
    assert LanguageTool(Config()).status().works is None, "nobody asked for it"
    assert LanguageTool(Config(engine=("languagetool",))).status().works is False


@pytest.mark.parametrize(("name", "problem"), [("nix", "no such folder"), ("", "no languagetool")])
def test_a_wrong_directory(tmp_path: Path, name: str, problem: str) -> None:
    (first,) = notes_of(Config(only=ONLY, languagetool_dir=str(tmp_path / name)))
    assert f"{tmp_path / name}".rstrip("/") in first
    assert problem in first
    assert "\n" not in first


@pytest.mark.skipif(shutil.which("java") is None, reason="needs Java")
def test_a_jar_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "languagetool-server.jar").write_text("no jar")
    (first,) = notes_of(Config(only=ONLY, languagetool_dir=str(tmp_path)))
    assert f"LanguageTool in {tmp_path} does not start" in first
    assert "\n" not in first


def test_a_url_where_nobody_answers() -> None:
    (first,) = notes_of(Config(only=ONLY, languagetool_url="http://127.0.0.1:9"))
    assert "http://127.0.0.1:9 does not answer: is LanguageTool running there?" in first
    status = LanguageTool(Config(languagetool_url="http://127.0.0.1:9")).status()
    assert status.works is False
    assert "does not answer" in status.detail


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>Welcome</html>")

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Silent."""


def test_a_url_of_something_else() -> None:
    page = HTTPServer(("127.0.0.1", 0), _Page)
    threading.Thread(target=page.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{page.server_port}"
        for cached in (True, False):
            config = Config(only=ONLY, languagetool_url=address, languagetool_cache=cached)
            assert "is no LanguageTool" in notes_of(config)[0]
    finally:
        page.shutdown()
        page.server_close()


@real
def test_a_text_that_it_refuses(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that fails is made again in halves, until the sentence is found."""
    post = api.Client.post

    def refusing(self: api.Client, fields: dict[str, str]) -> object:
        if "BOOM" in fields.get("data", ""):
            raise api._RefusedError("error 500: boom")
        return post(self, fields)

    monkeypatch.setattr(api.Client, "post", refusing)
    text = "On 3 may 1980. " * 3 + "It says BOOM. Then he go. On 4 may 1980."
    proposal = at(url).propose(Document(text, "en"))
    assert len(proposal.edits) == 5
    assert list(proposal.notes) == ["languagetool gave up on “It says BOOM.”: error 500: boom"]
    many = " ".join(f"It says BOOM {n}." for n in range(50))
    notes = at(url).propose(Document(many, "en")).notes
    assert len(notes) == api.MOST_GIVEN_UP + 1
    assert "45 more sentences" in notes[-1]


@real
def test_a_language_it_does_not_know(url: str) -> None:
    tool = at(url)
    assert tool.propose(Document("Ein Satz.", "tlh")) == Proposal()
    query = Query("xx-YY", RULES)
    with pytest.raises(api.LanguageError):
        list(tool._client.check(query, sentences(Document("Ein Satz.", "de"))))


# ------------------------------------------------------------------ settings


@pytest.mark.parametrize(
    ("key", "value"),
    [("languagetool_memory", "lots"), ("languagetool_url", "localhost:8081"),
     ("mother_tongue", "german")],
)  # fmt: skip
def test_settings_that_cannot_be(key: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Config(**{key: value})  # type: ignore[arg-type]
    file = tmp_path / "cleanup.toml"
    file.write_text(f"{key} = '{value}'", "utf-8")
    with pytest.raises(ConfigError, match=r"cleanup\.toml"):
        load(file)


def test_settings_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "cleanup.toml"
    file.write_text("languagetool-dir = 'lt'\npicky = true\nlanguagetool-cache = false\n", "utf-8")
    config = load(file)
    assert config.languagetool_dir == str(tmp_path / "lt")
    assert (config.picky, config.languagetool_cache) == (True, False)


@real
def test_the_command_line(url: str, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Then he go home on 16 may 1975.\n", "utf-8")
    ran = cleanup(
        "check", article, "--lang", "en", "--languagetool-url", url,
        "--only", ONLY[0], "--only", ONLY[1], engine="languagetool",
    )  # fmt: skip
    assert ran.code == 1
    assert ran.text.count("languagetool:") == 2
    ran = cleanup("doctor")
    assert "languagetool" in ran.text


# ------------------------------------------------------------------ answers on disk


def test_answers_are_bounded_and_survive_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a" / "b.sqlite3"
    match = (Match("R", 0, 2, "é", "GRAMMAR grammar", ("x", "y")),)
    one, other = Answers("one", path), Answers("other", path)
    assert one.known(["a"]) == {}
    assert not path.exists(), "looking makes no file"
    one.add([("a", match), ("b", ())])
    assert one.known(["a", "b", "c"]) == {"a": match, "b": ()}
    assert other.known(["a", "b"]) == {}, "other questions, other answers"
    monkeypatch.setattr("cleanup.engines.languagetool.answers.MOST", 100)
    one.add((f"text {n}", ()) for n in range(500))
    left = one.known([f"text {n}" for n in range(500)])
    assert 80 <= len(left) <= 100
    path.write_bytes(b"no database" * 1000)
    assert one.known(["a"]) == {}
    one.add([("a", match)])
    one.add([("a", match)])
    assert one.known(["a"]) == {"a": match}
    nowhere = Answers("one", Path(os.devnull) / "x")
    nowhere.add([("a", match)])
    assert nowhere.known(["a"]) == {}
    Answers("one", None).add([("a", match)])


def test_failures_are_not_remembered(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    tool = at("http://127.0.0.1:9")
    tool._identity = "x"

    def check(self: object, query: Query, some: Sequence[api.Sentence]) -> object:
        yield [(one, GaveUp("boom", True)) for one in some]

    monkeypatch.setattr(api.Client, "check", check)
    assert len(tool.propose(Document("Then he go.", "en")).notes) == 1
    again = at("http://127.0.0.1:9")
    again._identity = "x"
    assert len(again.propose(Document("Then he go.", "en")).notes) == 1
