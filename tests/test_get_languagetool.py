"""Fetching LanguageTool: what is there already, what breaks off, what is missing."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest
from terminal_io import cleanup

from cleanup.engines.languagetool import install
from cleanup.errors import CleanupError


def test_the_wrapper_finds_the_same_languagetool(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("language_tool_python", reason="needs language-tool-python")
    from language_tool_python.download_lt import LocalLanguageTool

    monkeypatch.delenv("LTP_JAR_DIR_PATH", raising=False)
    try:
        jar = install.find()
        install.java()
    except CleanupError as error:
        pytest.skip(f"no LanguageTool: {error}")
    known = LocalLanguageTool.get_latest_installed_version()
    assert known
    assert str(jar) in known.get_server_cmd(8081)


def test_fetching_again_does_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LTP_PATH", str(tmp_path))
    folder = tmp_path / "LanguageTool-6.8"
    folder.mkdir()
    (folder / "languagetool-server.jar").touch()
    ran = cleanup("get-languagetool")
    assert (ran.code, ran.text.strip()) == (0, str(folder))
    assert "there already" in ran.err
    (tmp_path / "LanguageTool-6.10").mkdir()
    (tmp_path / "LanguageTool-6.10" / "languagetool-server.jar").touch()
    monkeypatch.delenv("LTP_JAR_DIR_PATH", raising=False)
    assert install.find().parent.name == "LanguageTool-6.10", "the newest, by number"


FAKE_MAVEN = """#!/bin/sh
for argument; do case $argument in -DoutputDirectory=*) out=${argument#*=};; esac; done
mkdir -p "$out"; touch "$out/languagetool-server-6.8.jar"
%s
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_a_fetch_that_breaks_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Maven stands here for one that fails, or that brings too little."""
    tools, kept = tmp_path / "tools", tmp_path / "kept"
    tools.mkdir()
    for name in ("java", "mvn"):
        (tools / name).write_text("#!/bin/sh\n")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/bin:/usr/bin")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setenv("LTP_PATH", str(kept))
    (tools / "mvn").write_text(FAKE_MAVEN % "echo '[ERROR] no network'; exit 1")
    ran = cleanup("get-languagetool", "--from", "maven")
    assert ran.code != 0
    assert "Maven could not fetch LanguageTool 6.8: no network" in ran.err
    assert list(kept.iterdir()) == []
    (tools / "mvn").write_text(FAKE_MAVEN % "")
    assert "Maven fetched no language-all-6.8.jar" in cleanup("get-languagetool").err
    assert list(kept.iterdir()) == []
    (tools / "mvn").write_text(FAKE_MAVEN % 'touch "$out/language-all-6.8.jar"')
    assert cleanup("get-languagetool").code == 0
    assert [path.name for path in kept.iterdir()] == ["LanguageTool-6.8"]
    assert install.find().name == "languagetool-server.jar"


def test_without_maven_and_without_the_wrapper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "java").write_text("#!/bin/sh\n")
    (tmp_path / "java").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("LTP_PATH", str(tmp_path / "kept"))
    monkeypatch.setitem(sys.modules, "language_tool_python", None)
    monkeypatch.setitem(sys.modules, "language_tool_python.download_lt", None)
    ran = cleanup("get-languagetool")
    assert ran.code != 0
    assert "install Maven" in ran.err
    assert cleanup("get-languagetool", "--version", "../x").code != 0


def test_a_manifest_has_short_lines(tmp_path: Path) -> None:
    names = [f"library-{n}.jar" for n in range(100)]
    install._write_launcher(tmp_path / "a.jar", names)
    with zipfile.ZipFile(tmp_path / "a.jar") as jar:
        manifest = jar.read("META-INF/MANIFEST.MF").decode()
    assert all(len(line.encode()) <= 72 for line in manifest.split("\r\n"))
    joined = manifest.replace("\r\n ", "")
    assert "Class-Path: " + " ".join(f"libs/{name}" for name in names) in joined
