"""cleanup: makes a machine-translated text fit to read, and shows every change with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleanup.config import Config
    from cleanup.document import Document
    from cleanup.edit import Edit, Safety
    from cleanup.pipeline import Cleaner, Result, clean
    from cleanup.registry import Fix, Found, Keep, rule

__version__ = "0.1.0"

_HOMES = {
    "Cleaner": "cleanup.pipeline",
    "Config": "cleanup.config",
    "Document": "cleanup.document",
    "Edit": "cleanup.edit",
    "Fix": "cleanup.registry",
    "Found": "cleanup.registry",
    "Keep": "cleanup.registry",
    "Result": "cleanup.pipeline",
    "Safety": "cleanup.edit",
    "clean": "cleanup.pipeline",
    "rule": "cleanup.registry",
}

__all__ = [
    "Cleaner",
    "Config",
    "Document",
    "Edit",
    "Fix",
    "Found",
    "Keep",
    "Result",
    "Safety",
    "clean",
    "rule",
]


def __getattr__(name: str) -> Any:
    """Public names are imported when first asked for, so that ``--version`` is instant."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'cleanup' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(home), name)
    globals()[name] = value
    return value
