"""A data folder for lingotweaker that holds only what the rules that run need.

The library reads all its data whatever is enabled: thousands of rules, and a speller whose
dictionaries are most of the memory and whose search for candidates is most of the time, even
where spelling is switched off. So each time an engine is loaded it is given a folder of links to
the files of the data package, in which the rule files hold the trusted rules alone and the
speller's files are missing or empty. The folder is gone as soon as the engine is loaded; nothing
can grow stale. tests/test_engines.py holds it to finding the same as the whole data.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RULE = re.compile(r"<rulegroup\b([^>]*)>.*?</rulegroup>|<rule\b([^>]*)>.*?</rule>", re.DOTALL)
_ID = re.compile(r"""\bid\s*=\s*["']([^"']+)["']""")

_SPELLER = re.compile(
    r"(?:^|/)(?:hunspell|spelling)/|^core/spelling_global\.txt$|/words/common_words\.txt$"
    r"|^de/words/multitoken-\w+\.txt$|^messages/"
)
"""Files that only the speller reads, and translations of the messages."""

_FEEDS = {
    "de/words/alt_neu.csv": ("OLD_SPELLING",),
    "nl/rules/replace.txt": ("NL_SIMPLE_REPLACE",),
    "ru/words/compounds.txt": ("RU_COMPOUNDS",),
}
"""Big files that feed one family of rules: empty unless a rule of that family runs."""

_ENTITY = re.compile(r"""<!ENTITY\s+(\S+)\s+(["'])(.*?)\2\s*>""", re.DOTALL)
_CHUNKS = re.compile(r"\bchunk(?:_re)?\s*=")
_MODELS = "en/models/"
"""English phrase chunks: half the time of an analysis, needed by the rules that ask for them."""

_STUBS = {
    # An automaton of the one word "a", as the library's dictionaries are stored (FSA version 5).
    ".dict": b"\\fsa\x05_+\x02" + b"\0\0\0" + b"^\x06" + b"a\x03\0",
    ".info": b"fsa.dict.separator=+\nfsa.dict.encoding=utf-8\nfsa.dict.encoder=SUFFIX\n",
    ".dic": b"1\na\n",
    ".aff": b"SET UTF-8\n",
}
_STUBBED = frozenset({"ca", "de", "en", "it", "nl", "pt"})
"""Languages that do not load without files for their speller; the others just have none."""


@contextmanager
def data(package: str, lang: str, rules: Sequence[str] | None, parent: str) -> Iterator[str]:
    """A folder in the place of the data folder `package`, for a moment.

    Args:
        package: the folder of a data package.
        lang: the language as the library names it.
        rules: ids of the rules that are to run; ``None`` for all but the speller.
        parent: an existing folder to make it in.
    """
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        build(Path(package), lang, None if rules is None else frozenset(rules), Path(folder))
        yield folder


def build(package: Path, lang: str, rules: frozenset[str] | None, folder: Path) -> None:
    """Fill `folder`; see `data`."""
    models: list[tuple[Path, Path]] = []
    chunks = rules is None
    for path in package.rglob("*"):
        name = path.relative_to(package).as_posix()
        target = folder / name
        if path.is_dir():
            continue
        if _SPELLER.search(name):
            if lang in _STUBBED and name.startswith(lang):
                _write(target, _STUBS.get(path.suffix, b""))
        elif name.startswith(_MODELS):
            models.append((path, target))
        elif rules is None:
            _link(path, target)
        elif "/rules/" in name and path.suffix == ".xml":
            text = trimmed(path.read_text(encoding="utf-8-sig"), rules)
            chunks = chunks or _needs_chunks(text)
            _write(target, text.encode())
        elif name in _FEEDS and not any(rule.startswith(_FEEDS[name]) for rule in rules):
            _write(target, b"")
        else:
            _link(path, target)
    for path, target in models if chunks else ():
        _link(path, target)


def trimmed(xml: str, rules: frozenset[str]) -> str:
    """A rule file without its comments and without the rules that are not among `rules`."""

    def keep(match: re.Match[str]) -> str:
        found = _ID.search(match[1] or match[2] or "")
        return match[0] if found and found[1] in rules else ""

    return _RULE.sub(keep, _COMMENT.sub("", xml))


def _needs_chunks(xml: str) -> bool:
    """Whether a rule asks for phrase chunks, itself or through an entity."""
    head, _, body = xml.rpartition("]>")
    names = {name for name, _, value in _ENTITY.findall(head) if _CHUNKS.search(value)}
    return bool(_CHUNKS.search(body)) or any(f"&{name};" in body for name in names)


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _link(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.symlink_to(path)
    except OSError:  # not allowed here, as on Windows
        try:
            target.hardlink_to(path)
        except OSError:
            target.write_bytes(path.read_bytes())
