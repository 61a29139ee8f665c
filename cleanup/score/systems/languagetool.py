"""LanguageTool itself, a local Java server, the first suggestion of every match applied.

Nothing is downloaded: the server must be where language-tool-python keeps it (``LTP_PATH``, or its
cache folder), as ``cleanup get-languagetool`` or any earlier use of it leaves it there.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from cleanup.score.items import Change, Item, Output, UnavailableError, without_overlaps
from cleanup.score.systems.lingotweaker import VARIANTS


class LanguageTool:
    """One server for all texts of a language.

    Raises:
        UnavailableError: the package, Java, the server or the language is missing.
    """

    def __init__(self, lang: str) -> None:
        try:
            import language_tool_python as package
        except ImportError:
            raise UnavailableError(
                "language-tool-python is not installed: pip install language-tool-python"
            ) from None
        if shutil.which("java") is None:
            raise UnavailableError("LanguageTool needs Java, and there is no java on the PATH")
        variant = lang if "-" in lang else VARIANTS.get(lang, lang)
        try:
            self._tool: Any = package.LanguageTool(
                variant,
                language_tool_download_version=installed_version(),
                config={"pipelineCaching": True, "maxPipelinePoolSize": 4},
            )
        except (ValueError, OSError, package.exceptions.LanguageToolError) as error:
            raise UnavailableError(f"LanguageTool for {lang}: {error}") from None

    def __call__(self, item: Item) -> Output:
        """The first suggestion of every match."""
        changes = []
        for match in self._tool.check(item.text):
            if match.replacements:
                end = _moved(item.text, match.offset, match.error_length)
                rule = (str(match.rule_id),)
                changes.append(Change(match.offset, end, str(match.replacements[0]), rule))
        return Output(without_overlaps(changes))

    def close(self) -> None:
        """Stop the server."""
        self._tool.close()


def installed_version() -> str:
    """The newest version of the server that is installed.

    Raises:
        UnavailableError: there is none.
    """
    from language_tool_python.utils import get_language_tool_download_path

    folder = Path(get_language_tool_download_path())
    names = [p.name.partition("-")[2] for p in folder.glob("LanguageTool-*") if p.is_dir()]
    if not names:
        raise UnavailableError(f"no LanguageTool server in {folder} (LTP_PATH names another place)")
    return max(names, key=lambda name: [int(n) for n in re.findall(r"\d+", name)])


def _moved(text: str, start: int, units: int) -> int:
    """The position so many UTF-16 code units after `start`, in code points."""
    while units > 0:
        units -= 2 if ord(text[start]) > 0xFFFF else 1
        start += 1
    return start
