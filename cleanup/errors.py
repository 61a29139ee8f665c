"""Errors meant for people: one line saying what is wrong, where, and what to do."""

from __future__ import annotations


class CleanupError(Exception):
    """Base of every error that the program reports in one line instead of a traceback."""

    exit_code = 3


class UsageError(CleanupError):
    """The call itself is wrong: an unknown option value, language or rule."""

    exit_code = 2


class ConfigError(UsageError):
    """A configuration file cannot be read or says something that it may not say."""


class InputError(CleanupError):
    """One input cannot be read or cleaned; the others are still done."""


class OutputError(CleanupError):
    """A result could not be written; what was there before is untouched."""
