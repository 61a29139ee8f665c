"""What a run is asked to do, and what it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cleanup.config import Config
from cleanup.pipeline import Cleaner, Standing


class Line(NamedTuple):
    """One line of the input that is not blank."""

    number: int
    data: bytes
    read: int
    """Bytes of the file that were read up to here, compressed ones for ``.gz``."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to clean, and how."""

    source: str
    """The input's path, or ``-``."""
    target: str
    """The output's path, or ``-``."""
    config: Config
    jobs: int = 1
    """Processes."""
    resume: bool = True
    """Go on where an earlier run of the same job was broken off."""
    force: bool = False
    """Replace a target that exists."""
    standing: Standing | None = None
    """What people have answered once and for all."""

    def cleaner(self) -> Cleaner:
        """A new cleaner for the records; the caller closes it."""
        return Cleaner(self.config, standing=self.standing)
