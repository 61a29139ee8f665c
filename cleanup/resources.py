"""Where the data files are: inside the installed package, or in the repository it runs from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cleanup.errors import CleanupError

_HERE = Path(__file__).resolve().parent
_FOLDERS = (_HERE / "models", _HERE.parent / "models")
"""The wheel carries the data inside the package; a checkout has it beside the package."""


def data_folder(name: str) -> Path:
    """A folder of ``models/``, such as ``"names"``.

    Raises:
        CleanupError: it is missing, so the installation is incomplete.
    """
    for folder in _FOLDERS:
        if (folder / name).is_dir():
            return folder / name
    raise CleanupError(f"data folder {name!r} is missing; reinstall translation-cleanup")


@cache
def data_path(name: str) -> Path:
    """The path of one file of ``models/``, such as ``"locales.json"``.

    Raises:
        CleanupError: the file is in neither place, so the installation is incomplete.
    """
    for folder in _FOLDERS:
        path = folder / name
        if path.is_file():
            return path
    places = " or ".join(str(folder) for folder in _FOLDERS)
    raise CleanupError(
        f"data file {name!r} is missing (looked in {places}); "
        "reinstall translation-cleanup, or run its script in scripts/ that makes the file"
    )
