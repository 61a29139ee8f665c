"""A review at work: what each key does, whatever the terminal.

The screen and the prompts are two faces of one desk. A face draws, and asks in its own way; what
comes of an answer is decided here, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from cleanup.errors import CleanupError
from cleanup.language import language
from cleanup.review import wording
from cleanup.review.deciding import Deciding
from cleanup.review.face import AddName, Face, Then
from cleanup.review.picture import draw_help, draw_lost, draw_rule
from cleanup.review.saving import ChangedError
from cleanup.show.invisible import escaped

if TYPE_CHECKING:
    from cleanup.review.article import Article


class Desk(Deciding):
    """One article under review.

    Args:
        article: what is reviewed.
        face: draws and asks.
        add_name: adds to the gazetteer.
        backup: keep what was there when the article is written.
    """

    def __init__(self, article: Article, face: Face, add_name: AddName, *, backup: bool) -> None:
        super().__init__(article, face, add_name)
        self._backup = backup
        self._warned = False
        self._keys |= {
            "i": self._explain, "?": self._help, "w": self._write,
            "q": lambda: self._quit(False), "Q": lambda: self._quit(True),
        }  # fmt: skip

    def press(self, key: str) -> bool:
        """Carry out a key; whether it is one."""
        action = self._keys.get(key)
        if action is None:
            return False
        if not self.session.items and key not in "?wqQ":
            self._face.say("there is nothing to decide: q leaves")
            return True
        self._asked = bool(self.session.items) and self.session.is_open(self.at)
        return self.do(action)

    def do(self, action: Then) -> bool:
        """Carry out an action; an error of the person's is said."""
        try:
            action()
        except CleanupError as error:
            self._face.say(str(error))
        return True

    def watch(self) -> None:
        """Take in what others have decided, and notice a change of the file."""
        here = self.session.items[self.at].start if self.session.items else 0
        if self.session.poll():
            self._choose()
            found = [n for n, item in enumerate(self.session.items) if item.start <= here]
            self.at = found[-1] if found else 0
            self._face.replaced()
            self._face.say("somebody else has decided something; it is taken in")
        if not self._warned and self.article.is_stale:
            self._warned = True
            self._face.say("the file was changed by another program; w will read it again first")

    def _explain(self) -> None:
        self._face.read(lambda pen: draw_rule(pen, self.session, self.at))

    def _help(self) -> None:
        self._face.read(draw_help)

    def list_lost(self) -> None:
        """Show the decisions that have no place in the text any more, if there are any."""
        if self.session.lost:
            self._face.read(lambda pen: draw_lost(pen, self.session))

    def _write(self) -> None:
        name = self.article.file.name
        plain = "yes, with a backup" if self._backup else "yes"
        self._face.offer(f"write {name}?", {
            "y": (plain, lambda: self._save(self._backup, None)),
            "b": ("keep a backup", lambda: self._save(True, None)),
        })  # fmt: skip

    def _save(self, backup: bool, then: Then | None) -> None:
        """Write the article; `then` only if that went well."""
        try:
            kept = self.article.save(backup=backup)
        except ChangedError as error:
            self.article.reload()
            self._again()
            self._face.say(f"{error}: nothing was written; it was read again, and decisions hold "
                           f"(without a place: {len(self.session.lost)})")  # fmt: skip
            self.list_lost()
            return
        self._again()
        what = f"; what was there is in {kept.name}" if kept else ""
        self._face.say(f"written{what}; now {wording.counts(self.session)}")
        if then is not None:
            then()

    def _again(self) -> None:
        """The article was read again."""
        self._warned = False
        self._choose()
        self.at = max(0, min(self.at, len(self.session) - 1))
        self._face.replaced()

    def _quit(self, everything: bool) -> None:
        leave = self._face.leave
        if self.session.text == self.session.source.original:
            leave(everything)
            return
        self._face.offer("the article is not written; decisions are kept:", {
            "w": ("write and leave", lambda: self._save(self._backup, lambda: leave(everything))),
            "q": ("leave", lambda: leave(everything)),
            "Q": ("leave all", lambda: leave(True)),
        })  # fmt: skip


def head(desk: Desk, files: str) -> Text:
    """The title of an article: its name, how many places it has, and what is shown of them."""
    name = f"{files} {desk.article.file.name}".strip()
    lang = language(desk.session.source.lang).english
    text = Text.assemble((escaped(name), "bold"), f"  {lang}, {wording.counts(desk.session)}")
    if desk.filter:
        text.append(f"  only {escaped(desk.filter)}: {len(desk.chosen):,}", "bold")
    return text
