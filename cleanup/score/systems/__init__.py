"""The systems that can be measured, by name: this program, others run unattended, and nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from cleanup.config import Config
from cleanup.edit import Safety
from cleanup.errors import UsageError
from cleanup.score.items import System

WITH_SOURCE = "+source"
"""Ends the name of a system that reads the source text too."""


def _own(*, with_source: bool, **options: Any) -> Callable[[str], System]:
    """This program, its settings as `Config` has them; `level` overrides the weakest applied."""

    def opened(lang: str) -> System:
        from cleanup.score.systems.own import Cleanup

        level = options.get("level")
        config = Config(lang=lang, **{k: v for k, v in options.items() if k != "level"})
        return Cleanup(config, level=level, with_source=with_source)

    return opened


def _peer(module: str, name: str, **options: Any) -> Callable[[str], System]:
    def opened(lang: str) -> System:
        made = getattr(import_module(f"cleanup.score.systems.{module}"), name)
        system: System = made(lang, **options)
        return system

    return opened


OWN: dict[str, dict[str, Any]] = {
    "cleanup": {},
    "cleanup-likely": {"apply": "likely"},
    "cleanup-ask": {"level": Safety.ASK},
    "cleanup-none": {"engine": ("none",)},
    "cleanup-languagetool": {"engine": ("languagetool",)},
    "cleanup-harper": {"engine": ("harper",)},
    "cleanup-both": {"engine": ("lingotweaker", "languagetool")},
    "cleanup-languagetool-likely": {"engine": ("languagetool",), "apply": "likely"},
    "cleanup-both-likely": {"engine": ("lingotweaker", "languagetool"), "apply": "likely"},
}
"""This program: default settings, every level, and with other grammar engines or none."""

SYSTEMS: dict[str, Callable[[str], System]] = {
    "identity": lambda lang: import_module("cleanup.score.systems.own").Identity(),
    **{name: _own(with_source=False, **options) for name, options in OWN.items()},
    **{name + WITH_SOURCE: _own(with_source=True, **options) for name, options in OWN.items()},
    "lingotweaker": _peer("lingotweaker", "LingoTweaker", spelling=True),
    "lingotweaker-nospell": _peer("lingotweaker", "LingoTweaker", spelling=False),
    "harper": _peer("harper", "Harper"),
    "languagetool": _peer("languagetool", "LanguageTool"),
}
"""By name: a function from a language tag to a ready system; raises `UnavailableError`."""


def engines_of(names: Iterable[str]) -> tuple[str, ...]:
    """The grammar engines that systems of this program are set to use."""
    chosen = (OWN.get(name.removesuffix(WITH_SOURCE), {}) for name in names)
    return tuple(dict.fromkeys(one for options in chosen for one in options.get("engine", ())))


def check_systems(names: Iterable[str]) -> None:
    """Refuse names that are not in `SYSTEMS`.

    Raises:
        UsageError: one is not.
    """
    for name in names:
        if name not in SYSTEMS:
            raise UsageError(f"no system {name!r}: there are {', '.join(SYSTEMS)}")
