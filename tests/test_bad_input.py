"""Bad input: one clear line, the right exit code, nothing lost."""

from __future__ import annotations

import os
import resource
import stat
from pathlib import Path

import pytest
from terminal_io import Ran, cleanup, program

from cleanup.pipeline import Cleaner

DIRTY = "Oslo , the capital of Norway.\n"
CLEAN = "Oslo, the capital of Norway.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(DIRTY.encode())
    return path


def one_line(ran: Ran, code: int, *parts: str) -> None:
    assert ran.code == code, ran.err
    assert ran.err.count("\n") == 1, ran.err
    assert ran.err.startswith("cleanup: ")
    assert "Traceback" not in ran.err
    for part in parts:
        assert part in ran.err


@pytest.mark.parametrize("command", ["fix", "diff", "check"])
def test_missing_file(command: str, tmp_path: Path) -> None:
    ran = cleanup(command, tmp_path / "none.txt")
    one_line(ran, 3, "none.txt: no such file")
    assert ran.out == b""


def test_directory(tmp_path: Path) -> None:
    one_line(cleanup("fix", tmp_path), 3, "is a directory")
    one_line(cleanup("batch", tmp_path), 3, "is a directory")


def test_name_with_nul() -> None:
    one_line(cleanup("fix", "a\0b"), 3, "cannot be read")


def test_a_failing_file_does_not_stop_the_others(article: Path, tmp_path: Path) -> None:
    ran = cleanup("diff", tmp_path / "none.txt", article)
    one_line(ran, 3, "no such file")
    assert "[-␣-]" in ran.text


@pytest.mark.parametrize("command", ["fix", "diff", "check"])
def test_empty_file(command: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    ran = cleanup(command, path)
    assert ran.code == 0
    assert command == "diff" or ran.out == b""


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, bytes(4000), b"text\0" * 3 + b"\0" * 400],
    ids=["image", "zeros", "mostly zeros"],
)
def test_binary(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(data)
    one_line(cleanup("fix", path), 3, "x.bin: binary data, not text")


def test_a_few_nul_characters_are_no_reason_to_refuse(tmp_path: Path) -> None:
    path = tmp_path / "nul.txt"
    path.write_bytes(b"The port was\0 closed on Monday, and the ships\0 waited outside.\n")
    assert cleanup("fix", path, "-q").out.count(b"port was") == 1


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("Le président a dit : « Nous verrons l’été à l’Élysée. »\n", "cp1252", "windows-1252"),
        ("Die Straße nach München führt über Österreich.\n", "cp1252", "windows-1252"),
        ("Президент заявил, что страна готова к переговорам.\n", "cp1251", "windows-1251"),
        ("大統領は、条件なしで交渉する用意があると述べた。\n", "cp932", "shift_jis"),
        ("The port was closed on Monday.\n", "utf-16-le", "utf-16-le"),
        ("The port was closed on Monday.\n", "utf-16-be", "utf-16-be"),
    ],
)
def test_other_encoding_is_named_and_works(
    text: str, encoding: str, shown: str, tmp_path: Path
) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(text.encode(encoding))
    ran = cleanup("fix", path, "-o", tmp_path / "out.txt")
    one_line(ran, 3, "old.txt: ", f"looks like {shown}: pass --encoding {shown}")
    assert not (tmp_path / "out.txt").exists()
    ran = cleanup("fix", path, "-q", "--encoding", shown, "--only", "blank-lines")
    assert (ran.code, ran.text) == (0, text)


def test_one_bad_byte_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "damaged.txt"
    path.write_bytes("Élysée é è à\n".encode() * 5 + b"caf\xe9\n")
    one_line(cleanup("fix", path), 3, "byte 0xE9 in line 6", "mend that line")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_decides_and_survives_in_place(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "marked.txt"
    path.write_bytes(DIRTY.encode(encoding))
    assert cleanup("fix", path, "-q").text == CLEAN
    assert cleanup("fix", path, "--in-place", "-q").code == 0
    assert path.read_bytes() == CLEAN.encode(encoding)


def test_wrong_encoding(article: Path, tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"caf\xe9\n")
    one_line(cleanup("fix", path, "--encoding", "utf-8"), 3, "not UTF-8", "windows-1252")
    one_line(cleanup("fix", path, "--encoding", "klingon"), 2, "unknown encoding 'klingon'")
    one_line(cleanup("fix", path, "--encoding", "base64"), 2, "unknown encoding 'base64'")
    article.write_bytes("Élysée\n".encode())
    ran = cleanup("fix", article, "--encoding", "cp1252", "-q")
    assert "is valid UTF-8, read as windows-1252" in ran.err


def test_text_that_its_encoding_cannot_express(tmp_path: Path, monkeypatch: object) -> None:
    path = tmp_path / "old.txt"
    data = "Caf\xe9 &rarr; bar .\n".encode("cp1252")
    path.write_bytes(data)
    ran = cleanup("fix", path, "--in-place", "--encoding", "cp1252", "--backup")
    if "→" in cleanup("fix", path, "-q", "--encoding", "cp1252").text:
        one_line(ran, 3, "windows-1252 cannot express", "-o")
        assert path.read_bytes() == data
        assert list(tmp_path.iterdir()) == [path]


def test_line_ends_and_last_line_stay(tmp_path: Path) -> None:
    path = tmp_path / "dos.txt"
    path.write_bytes(b"Oslo , one.\r\n\r\nBergen , two.\r\n\r\nNo end , here")
    ran = cleanup("fix", path, "-q", "--only", "space-before-punctuation")
    assert ran.out == b"Oslo, one.\r\n\r\nBergen, two.\r\n\r\nNo end, here"


def test_read_only_target(article: Path, tmp_path: Path) -> None:
    article.chmod(0o444)
    one_line(cleanup("fix", article, "--in-place"), 3, "article.txt", "read-only")
    assert article.read_bytes() == DIRTY.encode()
    assert list(tmp_path.iterdir()) == [article]


def test_no_folder_for_target(article: Path, tmp_path: Path) -> None:
    ran = cleanup("fix", article, "-o", tmp_path / "no" / "x.txt")
    one_line(ran, 3, "x.txt: cannot be written: there is no folder")
    one_line(cleanup("batch", article, "-o", tmp_path / "no" / "x.jsonl"), 3, "there is no folder")


def test_symbolic_link_and_permissions_stay(article: Path, tmp_path: Path) -> None:
    article.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to("article.txt")
    assert cleanup("fix", link, "--in-place", "-q").code == 0
    assert link.is_symlink()
    assert article.read_bytes() == CLEAN.encode()
    assert stat.S_IMODE(article.stat().st_mode) == 0o640


def test_new_file_has_usual_permissions(article: Path, tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        cleanup("fix", article, "-q", "-o", tmp_path / "new.txt")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o640


def test_full_disk_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    data = (DIRTY * 2000).encode()
    path.write_bytes(data)

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    ran = program(
        "fix", path, "--in-place", "--engine", "none", "--only", "typography",
        preexec_fn=small_disk,
    )  # fmt: skip
    assert ran.returncode == 3
    assert ran.stderr.startswith(f"cleanup: {path}: cannot be written: ".encode())
    assert ran.stderr.count(b"\n") == 1
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_standard_output(article: Path) -> None:
    one_line(cleanup("fix", article, "-q", "-o", "/dev/full"), 3, "No space left")
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = program("fix", article, "--engine", "none", "-q", stdout=full,
                      capture_output=False, stderr=-1)  # fmt: skip
    assert ran.returncode == 3
    assert ran.stderr == b"cleanup: standard output: cannot be written: No space left on device\n"


def test_file_changed_meanwhile(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = Cleaner.clean

    def meddle(self: Cleaner, text: str, **given: object) -> object:
        article.write_bytes(b"Something else , altogether.\n")
        return clean(self, text, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(Cleaner, "clean", meddle)
    one_line(cleanup("fix", article, "--in-place"), 3, "changed by another program")
    assert article.read_bytes() == b"Something else , altogether.\n"


def test_backup_never_overwrites_another(article: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt.bak").write_bytes(b"precious")
    assert cleanup("fix", article, "--in-place", "--backup", "-q").code == 0
    assert (tmp_path / "article.txt.bak").read_bytes() == b"precious"
    assert (tmp_path / "article.txt.bak1").read_bytes() == DIRTY.encode()
    assert cleanup("fix", article, "--in-place", "--backup", "-q").code == 0
    assert len(list(tmp_path.iterdir())) == 3, "nothing changed: no further backup"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("lnag = 'en'", "unknown key 'lnag': did you mean 'lang'?"),
        ("frobnicate = 1", "unknown key 'frobnicate'; known are lang"),
        ("skip = 'x'", "skip: expected a list, found 'x'"),
        ("only = [1]", "only: expected a text in quotes"),
        ("apply = 'all'", "apply: found 'all', expected one of safe, likely"),
        ("lang = 'german'", "'german' is not a language tag"),
        ("lang = ", "not valid TOML"),
        ("skip = ['nix']", "unknown rule or stage 'nix'"),
        ("engine = ['nix']", "unknown engine 'nix'"),
    ],
)
def test_broken_configuration(content: str, said: str, article: Path, tmp_path: Path) -> None:
    path = tmp_path / "cleanup.toml"
    path.write_text(content, "utf-8")
    given = ["--config", path] if "engine" not in content else []
    if given:
        one_line(cleanup("fix", article, *given), 2, said)
    else:
        ran = program("fix", article, "--config", path)
        assert ran.returncode == 2
        assert said in ran.stderr.decode()


def test_configuration_that_cannot_be_read(article: Path, tmp_path: Path) -> None:
    one_line(cleanup("fix", article, "--config", tmp_path / "x.toml"), 2, "x.toml: cannot read")
    (tmp_path / "y.toml").write_bytes(b"lang = '\xff'")
    one_line(cleanup("fix", article, "--config", tmp_path / "y.toml"), 2, "not UTF-8")


def test_malformed_and_unknown_language(article: Path) -> None:
    one_line(cleanup("fix", article, "--lang", "klingon"), 2, "'klingon' is not a language tag")
    ran = cleanup("fix", article, "--lang", "xx", "-q")
    one_line(ran, 0, "nothing is known of the language 'xx'")
    assert ran.text == CLEAN


@pytest.mark.parametrize("option", ["--only", "--skip"])
def test_unknown_rule(option: str, article: Path) -> None:
    one_line(cleanup("fix", article, option, "blank-line"), 2, "did you mean 'blank-lines'?")


def test_unknown_engine(article: Path) -> None:
    one_line(cleanup("fix", article, engine="nix"), 2, "unknown engine 'nix'")


def test_missing_names_file(article: Path, tmp_path: Path) -> None:
    ran = cleanup("fix", article, "--names", tmp_path / "n.tsv")
    assert ran.code == 2
    assert "n.tsv: cannot read" in ran.err


def test_missing_source(article: Path, tmp_path: Path) -> None:
    one_line(cleanup("fix", article, "--source", tmp_path / "s.txt"), 3, "s.txt: no such file")


def test_a_bug_of_ours_is_one_line(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Cleaner, text: str, **given: object) -> object:
        raise ZeroDivisionError("a\nbug")

    monkeypatch.setattr(Cleaner, "clean", broken)
    monkeypatch.delenv("CLEANUP_DEBUG", raising=False)
    one_line(cleanup("fix", article), 3, "article.txt: internal error: ZeroDivisionError: a bug")
    monkeypatch.setenv("CLEANUP_DEBUG", "1")
    ran = cleanup("fix", article)
    assert ran.code == 3
    assert "Traceback" in ran.err


def test_control_characters_in_a_name_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31mb.txt"
    path.write_bytes(DIRTY.encode())
    for ran in (cleanup("fix", path, "-o", tmp_path / "o"), cleanup("check", path)):
        assert "\x1b" not in ran.err + ran.text
        assert "⟨ESC⟩" in ran.err + ran.text


def test_a_very_long_line(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"The port was closed on Monday , and ships waited. " * 40_000)
    ran = program("fix", path, "-q", "--engine", "none", "--only", "space-before-punctuation")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count(b"Monday, and") == 40_000
