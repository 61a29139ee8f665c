"""Where LanguageTool is on this machine, and how it gets there.

A LanguageTool is a folder with ``languagetool-server.jar`` in it, as the project's own releases
unpack. It is looked for where language-tool-python keeps it, so that one copy serves both:
``LTP_JAR_DIR_PATH`` names the folder itself, ``LTP_PATH`` the folder of all versions (default
``~/.cache/language_tool_python``).

`assemble` makes one from Maven Central, server and all language modules. Maven compares every
file with its checksum. The folder gets its name when it is complete, in one step: whatever breaks
off leaves nothing that looks like a LanguageTool.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from cleanup.errors import CleanupError

VERSION = "6.8"
"""The version that is assembled; the safety tables were measured with it."""
JAVA = 17
"""What it needs at least."""
JARS = ("languagetool-server.jar", "LanguageTool.jar")
"""Files of which one makes a folder a LanguageTool; the second is that of old releases."""
MAIN = "org.languagetool.server.HTTPServer"

HOW = "`cleanup get-languagetool` fetches it"

_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_POM = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>cleanup</groupId>
  <artifactId>languagetool</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.languagetool</groupId>
      <artifactId>languagetool-server</artifactId>
      <version>{version}</version>
    </dependency>
    <dependency>
      <groupId>org.languagetool</groupId>
      <artifactId>language-all</artifactId>
      <version>{version}</version>
    </dependency>
  </dependencies>
</project>
"""


class InstallError(CleanupError):
    """There is no LanguageTool or no Java, or it cannot be fetched; one line says what to do."""


# ---------------------------------------------------------------- what is here


def versions_folder() -> Path:
    """Where versions of LanguageTool are kept, whether it exists or not."""
    return Path(os.environ.get("LTP_PATH") or Path.home() / ".cache" / "language_tool_python")


def find(named: str | None = None) -> Path:
    """The jar file of the LanguageTool to use: the one `named`, else the newest there is.

    Args:
        named: a folder, as the configuration has it.

    Raises:
        InstallError: there is none.
    """
    named = named or os.environ.get("LTP_JAR_DIR_PATH")
    if named:
        folder = Path(named).expanduser()
        if jar := jar_in(folder):
            return jar
        problem = f"there is no {JARS[0]} in it" if folder.is_dir() else "there is no such folder"
        raise InstallError(f"{folder} is no LanguageTool: {problem}")
    jars = [jar for folder in versions_folder().glob("LanguageTool-*") if (jar := jar_in(folder))]
    if not jars:
        raise InstallError(f"there is no LanguageTool in {versions_folder()}: {HOW}")
    return max(jars, key=lambda jar: _order(jar.parent.name))


def jar_in(folder: Path) -> Path | None:
    """The jar file to start in a folder, if it is a LanguageTool."""
    return next((folder / name for name in JARS if (folder / name).is_file()), None)


def _order(name: str) -> tuple[list[int], str]:
    return [int(number) for number in re.findall(r"\d+", name)], name


def version_of(jar: Path) -> str:
    """The version that the libraries or the folder's name tell; ``""`` where neither does."""
    names = [path.name for path in (jar.parent / "libs").glob("languagetool-core-*.jar")]
    for name in (*names, jar.parent.name):
        if match := re.search(r"-(\d[\w.-]*?)(?:\.jar)?$", name):
            return match[1]
    return ""


def java() -> str:
    """The path of a Java to use: that of ``JAVA_HOME``, else the one on the ``PATH``.

    Raises:
        InstallError: there is none.
    """
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    found = found or shutil.which("java")
    if not found:
        raise InstallError(
            f"LanguageTool needs Java {JAVA} or newer, and there is none: install it "
            "(on Debian: apt install openjdk-17-jre-headless)"
        )
    return found


# ---------------------------------------------------------------- fetching


def fetch(
    origin: str = "auto", version: str = VERSION, tell: Callable[[str], None] = print
) -> Path:
    """Get LanguageTool to where `find` finds it, unless it is there already.

    Args:
        origin: ``maven``, ``release`` (by language-tool-python), or ``auto``: what can be used.
        version: the one to get.
        tell: is given a line for each thing that is done.

    Returns:
        The folder of this version.

    Raises:
        InstallError: what is needed for it is missing, or the download fails.
    """
    if not re.fullmatch(r"\d+\.\d+", version):
        raise InstallError(f"{version!r} is no version such as {VERSION}")
    folder = versions_folder()
    target = folder / f"LanguageTool-{version}"
    if jar_in(target):
        tell(f"LanguageTool {version} is there already")
        return target
    java()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if origin == "maven" or (origin == "auto" and shutil.which("mvn")):
            assemble(version, target, tell)
        else:
            _download(version, tell)
    except OSError as error:
        raise InstallError(f"{folder}: cannot write: {error.strerror}") from None
    return target


def _download(version: str, tell: Callable[[str], None]) -> None:
    """Let language-tool-python fetch a release; it knows the checksums of all of them."""
    try:
        from language_tool_python.download_lt import LocalLanguageTool
        from language_tool_python.exceptions import LanguageToolError
    except ImportError:
        raise InstallError(
            "to fetch LanguageTool install Maven (on Debian: apt install maven), "
            "or language-tool-python (pip install 'translation-cleanup[languagetool]')"
        ) from None
    tell(f"downloading the release of LanguageTool {version} (250 MB)")
    try:
        LocalLanguageTool.from_version_name(version).download()
    except (LanguageToolError, OSError, SystemError, ValueError) as error:
        reason = " ".join(str(error).split())[:300]
        raise InstallError(f"LanguageTool {version} cannot be downloaded: {reason}") from None


def assemble(version: str, target: Path, tell: Callable[[str], None] = print) -> None:
    """Make a complete LanguageTool from Maven Central.

    Args:
        version: as Maven Central has it.
        target: the folder that it becomes, in an existing one.
        tell: is given a line for each thing that is done.

    Raises:
        InstallError: Maven is missing, or could not get a file.
        OSError: the files cannot be written.
    """
    maven = shutil.which("mvn")
    if not maven:
        raise InstallError(
            "Maven is needed to fetch LanguageTool, and there is no mvn on the PATH "
            "(on Debian: apt install maven)"
        )
    with tempfile.TemporaryDirectory(prefix=".fetching-", dir=target.parent) as name:
        made = Path(name) / target.name
        made.mkdir()
        tell(f"fetching LanguageTool {version} with all languages from Maven Central (260 MB)")
        _copy_jars(maven, version, made)
        try:
            made.replace(target)
        except OSError:
            if not jar_in(target):  # else somebody else was quicker
                raise


def _copy_jars(maven: str, version: str, folder: Path) -> None:
    pom, libs = folder / "pom.xml", folder / "libs"
    pom.write_text(_POM.format(version=version), "utf-8")
    command = [maven, "-B", "-q", "-C", "-f", str(pom), _PLUGIN, f"-DoutputDirectory={libs}"]
    done = subprocess.run(
        [*command, "-DincludeScope=runtime"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        errors="replace",
    )
    if done.returncode:
        raise InstallError(f"Maven could not fetch LanguageTool {version}: {_reason(done.stdout)}")
    for needed in (f"languagetool-server-{version}.jar", f"language-all-{version}.jar"):
        if not (libs / needed).is_file():
            raise InstallError(f"Maven fetched no {needed}")
    _write_launcher(folder / JARS[0], sorted(path.name for path in libs.glob("*.jar")))


def _reason(output: str) -> str:
    errors = [line.partition("] ")[2] for line in output.splitlines() if "[ERROR]" in line]
    return (errors or output.splitlines() or ["it does not say why"])[0][:300]


def _write_launcher(path: Path, libraries: list[str]) -> None:
    """A jar that holds nothing but the list of the others, as the releases have it."""
    entries = " ".join(f"libs/{name}" for name in libraries)
    lines = [f"Main-Class: {MAIN}", f"Class-Path: {entries}"]
    folded = "".join("\r\n ".join(_pieces(line)) + "\r\n" for line in lines)
    with zipfile.ZipFile(path, "w") as jar:
        jar.writestr("META-INF/MANIFEST.MF", f"Manifest-Version: 1.0\r\n{folded}\r\n")


def _pieces(line: str) -> list[str]:
    """A line of a manifest may have 72 bytes; those that go on it begin with a space."""
    return [line[:70], *(line[i : i + 69] for i in range(70, len(line), 69))]
