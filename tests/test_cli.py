"""The command line as its users meet it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from terminal_io import ROOT, cleanup, program

from cleanup import __version__
from cleanup.cli.main import COMMANDS, cli
from cleanup.cli.options import colour
from cleanup.engines.lingotweaker import PREFIX
from cleanup.safety import trusted

DIRTY = "Oslo , the capital of Norway.\n"
CLEAN = "Oslo, the capital of Norway.\n"
RULE = "space-before-punctuation"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(DIRTY.encode())
    return path


def test_version_and_help() -> None:
    assert cleanup("--version").text == f"cleanup {__version__}\n"
    text = cleanup("--help").text
    assert all(f"\n  {name} " in text for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    text = cleanup(name, "--help").text
    assert text.startswith(f"Usage: cleanup {name} ")
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.name} says what it does"


def test_no_command_is_wrong_usage() -> None:
    ran = cleanup()
    assert ran.code == 2
    assert "Usage: cleanup" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fxi"], "there is no command 'fxi': did you mean 'fix'?"),
        (["fix"], "missing argument 'FILE...' (see cleanup fix --help)"),
        (["fix", "--nix", "x"], "no such option '--nix'"),
        (["fix", "a", "b"], "give -o FOLDER or --in-place"),
        (["fix", "a", "b", "-o", "no-such-folder/"], "there is no folder no-such-folder/"),
        (["fix", "-", "--in-place"], "cannot change standard input"),
        (["fix", "a", "--in-place", "-o", "b"], "cannot both be given"),
        (["fix", "a", "--backup"], "--backup goes with --in-place"),
        (["diff", "-", "-"], "can be read only once"),
        (["diff", "a", "b", "--source", "c"], "--source belongs to one text"),
        (["check", "a", "--format", "xml"], "'xml' is not one of"),
        (["rules", "nix"], "unknown rule 'nix'"),
        (["rules", "--stage", "nix"], "unknown stage 'nix'"),
        (["languages", "klingon"], "'klingon' is not a language tag"),
    ],
)
def test_wrong_usage_is_one_line(arguments: list[str], said: str) -> None:
    ran = cleanup(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.startswith("cleanup: ")
    assert ran.err.count("\n") == 1


def test_fix_prints_the_result_and_nothing_else(article: Path) -> None:
    ran = cleanup("fix", article)
    assert (ran.code, ran.text) == (0, CLEAN)
    assert ran.err == f"cleanup: {article}: 1 change\n"
    assert cleanup("fix", article, "-q").err == ""
    assert article.read_text("utf-8") == DIRTY


def test_fix_standard_input() -> None:
    assert cleanup("fix", "-", "-q", stdin=DIRTY.encode()).text == CLEAN
    assert cleanup("fix", "-", stdin=DIRTY.encode()).err == "cleanup: <stdin>: 1 change\n"
    assert cleanup("fix", "-", "-q", "-o", "-", stdin=DIRTY.encode()).text == CLEAN


def test_fix_to_a_file_and_a_folder(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    assert cleanup("fix", article, "-q", "-o", out)[:2] == (0, b"")
    assert out.read_bytes() == CLEAN.encode()
    folder = tmp_path / "folder"
    folder.mkdir()
    other = tmp_path / "other.txt"
    other.write_bytes(b"Bergen , a town.\n")
    assert cleanup("fix", article, other, "-q", "-o", folder).code == 0
    assert (folder / "article.txt").read_bytes() == CLEAN.encode()
    assert (folder / "other.txt").read_bytes() == b"Bergen, a town.\n"
    twin = folder / "article.txt"
    assert "same name" in cleanup("fix", article, twin, "-o", folder).err


def test_fix_in_place_leaves_clean_files_alone(article: Path) -> None:
    assert cleanup("fix", article, "--in-place", "-q").code == 0
    assert article.read_bytes() == CLEAN.encode()
    before = article.stat()
    assert cleanup("fix", article, "--in-place", "-q").code == 0
    after = article.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_fix_diff_goes_to_standard_error(article: Path) -> None:
    ran = cleanup("fix", article, "--diff")
    assert ran.text == CLEAN
    assert "Oslo[-␣-]¹, the" in ran.err


def test_diff_and_check_say_so_by_their_exit_code(article: Path, tmp_path: Path) -> None:
    assert cleanup("diff", article).code == 1
    assert cleanup("check", article).code == 1
    clean = tmp_path / "clean.txt"
    clean.write_bytes(CLEAN.encode())
    assert cleanup("diff", clean).code == 0
    assert cleanup("check", clean)[:2] == (0, b"")
    assert cleanup("diff", clean, article).code == 1
    assert cleanup("check", clean, tmp_path / "none").code == 3
    assert article.read_text("utf-8") == DIRTY


def test_questions_count_for_check_but_not_for_diff(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The talks ended on Monday in Geneva. it continued.\n", "utf-8")
    found = cleanup("check", path, "--only", "dangling-fragment")
    assert (found.code, found.text.partition(" ")[0]) == (1, f"{path}:1:38")
    assert cleanup("diff", path, "--only", "dangling-fragment").code == 0


def test_check_text(article: Path) -> None:
    assert re.fullmatch(
        rf"{re.escape(str(article))}:1:5 {RULE} \S.*\n", cleanup("check", article).text
    )


@pytest.mark.parametrize("view", ["json", "sarif", "html", "github", "text"])
def test_check_formats_and_output(view: str, article: Path, tmp_path: Path) -> None:
    out = tmp_path / "found"
    shown = cleanup("check", article, "--format", view)
    assert shown.code == 1
    assert cleanup("check", article, "--format", view, "-o", out)[:2] == (1, b"")
    assert out.read_bytes() == shown.out
    assert RULE in shown.text
    if view in ("json", "sarif"):
        json.loads(shown.text)


def test_input_format_means_the_same_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("<p>One , two.</p>\n", "utf-8")
    for command in ("fix", "diff", "check"):
        assert cleanup(command, path, "--input-format", "html").code in (0, 1)
    assert "html" in cleanup("check", path, "--format", "json", "--input-format", "html").text


def test_only_and_skip(article: Path) -> None:
    assert cleanup("fix", article, "-q", "--skip", RULE).text == DIRTY
    assert cleanup("fix", article, "-q", "--skip", f"markup,{RULE}").text == DIRTY
    assert cleanup("fix", article, "-q", "--only", "markup").text == DIRTY
    assert cleanup("fix", article, "-q", "--only", "markup", "--only", RULE).text == CLEAN


def test_configuration_file_is_found_and_overridden(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cleanup.toml").write_text(f"skip = ['{RULE}']\nlang = 'de'\n", "utf-8")
    below = tmp_path / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    assert cleanup("fix", article, "-q").text == DIRTY
    assert cleanup("fix", article, "-q", "--skip", "markup").text == DIRTY, "skip adds up"
    assert '"lang": "de"' in cleanup("check", article, "--format", "json").text
    assert '"lang": "en"' in cleanup("check", article, "--format", "json", "--lang", "en").text
    ran = cleanup("doctor")
    assert f"skip{RULE}({tmp_path / 'cleanup.toml'})" in "".join(ran.text.split())
    (tmp_path / "cleanup.toml").unlink()
    (tmp_path / "pyproject.toml").write_text(f"[tool.cleanup]\nskip = ['{RULE}']\n", "utf-8")
    assert cleanup("fix", article, "-q").text == DIRTY


def test_rules() -> None:
    text = cleanup("rules").text
    assert text.startswith("encoding\n")
    assert f"  {RULE} " in text
    assert RULE not in cleanup("rules", "--stage", "encoding").text
    one = cleanup("rules", RULE).text
    assert one.startswith(f"{RULE}  typography · at most safe · ")
    assert "[-␣-]" in one
    assert "Leaves alone" in one
    records = json.loads(cleanup("rules", "--json").text)
    rule = next(r for r in records if r["id"] == RULE)
    assert set(rule) == {
        "id", "stage", "safety", "languages", "formats", "message", "doc", "fix", "keep", "record",
    }  # fmt: skip
    assert len(json.loads(cleanup("rules", "--json", "--lang", "ja").text)) <= len(records)


def test_languages() -> None:
    text = cleanup("languages").text
    assert re.search(r"^de +German +„…“ +yes", text, re.MULTILINE)
    assert "1.234,5" in cleanup("languages", "de").text
    assert "Nothing is known" in cleanup("languages", "xx").text
    records = {r["tag"]: r for r in json.loads(cleanup("languages", "--json").text)}
    assert records["he"]["rtl"]
    assert records["en"]["grammar"] == ("installed" if trusted("en", PREFIX) else "none")
    assert records["el"]["detected"]


def test_doctor() -> None:
    ran = cleanup("doctor")
    assert ran.code == 0
    assert f"cleanup {__version__}" in ran.text
    for part in ("Python", "click", "locales.json", "lingotweaker", "Configuration", "Terminal"):
        assert part in ran.text


def test_doctor_survives_a_broken_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cleanup.toml").write_text("nix = 1", "utf-8")
    monkeypatch.chdir(tmp_path)
    ran = cleanup("doctor")
    assert ran.code == 0
    assert "unknown key 'nix'" in ran.text.replace("\n", " ")


def test_doctor_knows_all_dependencies() -> None:
    import tomllib

    from cleanup.cli.doctor import NEEDED

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[<>=]", d)[0] for d in project["dependencies"]}
    assert set(NEEDED) == names


class Stream:
    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_when_colour_is_used(
    choice: str,
    environment: dict[str, str],
    terminal: bool,
    expected: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert colour(choice, Stream(terminal)) is expected  # type: ignore[arg-type]


def test_broken_pipe_is_silent(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Oslo , the capital.\n\n" * 3000, "utf-8")
    command = f"{sys.executable} -m cleanup check --engine none {path} | head -n 1"
    ran = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, check=False)
    assert ran.stdout.count(b"\n") == 1
    assert ran.stderr == b""


def test_interrupt_is_one_line(tmp_path: Path) -> None:
    fifo = tmp_path / "never"
    os.mkfifo(fifo)
    command = [sys.executable, "-m", "cleanup", "fix", "--engine", "none", str(fifo)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, cwd=ROOT)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    # The empty line comes after the ^C that a terminal shows.
    assert (process.returncode, said.lstrip(b"\n")) == (130, b"cleanup: interrupted\n")


def test_fix_does_not_load_what_it_does_not_need(article: Path) -> None:
    code = (
        "import sys; from cleanup.cli.main import run; run(sys.argv[1:]);"
        "print([m for m in ('rich', 'charset_normalizer', 'multiprocessing', 'lt_py')"
        " if m in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "fix", "-q", "--engine", "none", str(article)],
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    assert ran.stderr == b"[]\n"
    ran = subprocess.run(
        [sys.executable, "-c", code.replace("'rich'", "'cleanup.pipeline', 'rich'"), "--version"],
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    assert ran.stderr == b"[]\n"


def test_names_of_files_that_are_not_utf8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:  # noqa: PTH123 pathlib has no names in bytes
        file.write(DIRTY.encode())
    ran = program("check", os.fsdecode(path), "--engine", "none")
    assert ran.returncode == 1
    assert b"caf" in ran.stdout
    assert ran.stderr == b""
