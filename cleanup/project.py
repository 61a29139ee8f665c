"""The project's own folder, ``.cleanup``: names, decisions, what was learned from them.

It lies in the working directory or the nearest folder above it; a first file makes it. What a
person keeps for all projects lies in their configuration folder under the same names.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = ".cleanup"
APP = "translation-cleanup"


def find(name: str, start: Path | None = None) -> Path | None:
    """A file of the project: that in the folder `start` or the nearest one above it.

    Args:
        name: of the file in ``.cleanup``.
        start: where to look; ``None`` is the working directory.

    Returns:
        Its path; ``None`` where there is no such file.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / FOLDER / name).is_file():
            return folder / FOLDER / name
    return None


def place(name: str, start: Path | None = None) -> Path:
    """Where a file of the project is or is to be: beside what the project has already."""
    here = (start or Path.cwd()).resolve()
    found = find(name, here)
    if found is not None:
        return found
    for folder in (here, *here.parents):
        if (folder / FOLDER).is_dir():
            return folder / FOLDER / name
    return here / FOLDER / name


def personal(name: str) -> Path:
    """A file that the person keeps for all projects; need not exist."""
    from platformdirs import user_config_path

    return user_config_path(APP) / name
