"""Fetching a model from the hub, by the hub's own client; nothing else here uses the network."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from cleanup.engines.neural.manifest import files_of
from cleanup.engines.neural.store import configuration
from cleanup.errors import InputError, UsageError

WANTED = ("*.json", "*.txt", "*.model", "*.safetensors", "README.md", "LICENSE*")
"""Files of a hub's model that are fetched; older weights only where there are no safetensors."""
OLDER = "pytorch_model*.bin"


class Card(NamedTuple):
    """What the hub says of a model."""

    languages: tuple[str, ...]
    licence: str
    revision: str
    """Commit."""


def fetch(id: str, revision: str, files: Path, say: Callable[[str], None]) -> Card:
    """Fetch the files of a model and see that they are what the hub has.

    Args:
        id: ``OWNER/NAME``.
        revision: commit, tag or branch; ``""`` for the newest.
        files: the folder to fill.
        say: told how much is fetched.

    Raises:
        UsageError: the hub's client is not installed.
        InputError: it cannot be fetched, or came damaged.
    """
    client = _client()
    with _telling(id):
        info = client.HfApi().model_info(id, revision=revision or None, files_metadata=True)
        chosen = _chosen([file.rfilename for file in info.siblings or ()])
        size = sum(f.size or 0 for f in info.siblings or () if f.rfilename in chosen)
        say(f"fetching {id}, {size / 1e6:,.0f} MB in {len(chosen)} files")
        client.snapshot_download(id, revision=info.sha, local_dir=files, allow_patterns=chosen)
        config = configuration(files)
        if "d_label2id" in config and config.get("model_id"):
            client.hf_hub_download(config["model_id"], "config.json", local_dir=files / "encoder")
    _check(files, info, id)
    card: dict[str, Any] = info.card_data.to_dict() if info.card_data else {}
    return Card(_languages(card.get("language")), _one(card.get("license")), info.sha or "")


def _client() -> Any:
    """The hub's own client: silent, but for its bars on a terminal.

    Raises:
        UsageError: it is not installed.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        import huggingface_hub
        from huggingface_hub import utils
    except ImportError:
        raise UsageError(
            "to fetch a model needs the hub's client: pip install 'translation-cleanup[neural]'"
        ) from None
    utils.logging.set_verbosity_error()
    if not sys.stderr.isatty():
        utils.disable_progress_bars()
    return huggingface_hub


def _chosen(names: list[str]) -> list[str]:
    """Which files of a model are needed."""
    patterns = WANTED if any(n.endswith(".safetensors") for n in names) else (*WANTED, OLDER)
    return [n for n in names if "/" not in n and any(Path(n).match(p) for p in patterns)]


def _check(files: Path, info: Any, id: str) -> None:
    """Compare what came with what the hub says that it has; its caches go."""
    for cache in files.rglob(".cache"):
        shutil.rmtree(cache, ignore_errors=True)
    found = files_of(files)
    for file in info.siblings or ():
        there = found.get(file.rfilename)
        if there is None:
            continue
        if file.size not in (None, there.size) or (file.lfs and file.lfs.sha256 != there.sha256):
            raise InputError(
                f"{id}: {file.rfilename} did not come as the hub has it; nothing was kept"
            )


@contextmanager
def _telling(id: str) -> Iterator[None]:
    """Turn whatever goes wrong with the hub into one line."""
    try:
        yield
    except (KeyboardInterrupt, UsageError, InputError):
        raise
    except Exception as error:  # noqa: BLE001 of the hub's client, its HTTP library, the system
        kinds = {kind.__name__ for kind in type(error).__mro__}
        if kinds & {"GatedRepoError"}:
            reason = "its owner wants you to agree to terms: see its page, then `hf auth login`"
        elif kinds & {"RepositoryNotFoundError"}:
            reason = "the hub has no such model, or not for you"
        elif kinds & {
            "OfflineModeIsEnabled",
            "NetworkError",
            "ConnectionError",
            "TimeoutException",
        }:
            reason = f"no connection to the hub ({reason_of(error)}); a folder can be added offline"
        else:
            reason = reason_of(error)
        raise InputError(f"{id}: cannot be fetched, nothing was kept: {reason}") from None


def _languages(said: Any) -> tuple[str, ...]:
    """The base tags of a card's languages; a word such as ``multilingual`` says nothing."""
    tags = [said] if isinstance(said, str) else said or []
    bases = (str(tag).lower().partition("-")[0] for tag in tags)
    return tuple(dict.fromkeys(base for base in bases if re.fullmatch("[a-z]{2,3}", base)))


def _one(said: Any) -> str:
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said or "")


def reason_of(error: BaseException) -> str:
    """An error in a few words."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split())[:200] or type(error).__name__
