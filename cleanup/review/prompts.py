"""A review by plain prompts, in the manner of ``git add -p``: for any terminal, and for pipes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from rich.text import Text

from cleanup.review import keys
from cleanup.review.desk import Desk, head
from cleanup.review.face import LINE_END, AddName, Answers
from cleanup.review.picture import draw
from cleanup.show.invisible import escaped
from cleanup.show.pen import Pen

if TYPE_CHECKING:
    from cleanup.review.article import Article


class Prompts:
    """The review of one article by prompts: a `cleanup.review.face.Face`.

    Args:
        article: what is reviewed.
        answers: one answer a line.
        pen: draws on the terminal.
        prompt: writes a question, without a line end.
        add_name: adds to the gazetteer.
        backup: keep what was there when the article is written.
        files: ``2/5``: which of several files this is.
    """

    def __init__(
        self,
        article: Article,
        answers: TextIO,
        pen: Pen,
        prompt: Callable[[str], None],
        add_name: AddName,
        *,
        backup: bool = False,
        files: str = "",
    ) -> None:
        self._answers, self._pen, self._prompt, self._files = answers, pen, prompt, files
        self._desk = Desk(article, self, add_name, backup=backup)
        self._left: bool | None = None
        self._stale = True

    def run(self) -> bool:
        """Ask until the person leaves or the input ends; whether they leave all files."""
        self._pen.hanging(Text(), head(self._desk, self._files))
        self._desk.list_lost()
        while self._left is None:
            desk = self._desk
            desk.do(desk.watch)
            if self._stale and desk.session.items:
                self._stale = False
                self._pen.line()
                draw(self._pen, desk.session, desk.at)
            where = f"({desk.at + 1}/{len(desk.session)}) " if desk.session.items else ""
            only = f"[only {desk.filter}] " if desk.filter else ""
            key = self._line(f"{where}{only}what now? [{_LETTERS}] ")
            if key and not desk.press(key):
                self.say(f"{key!r} is no key")
                desk.press("?")
        return self._left

    def _line(self, question: str) -> str:
        """A line of the person's; at the end of the input the review ends."""
        self._prompt(question)
        line = self._answers.readline()
        if not line and self._left is None:
            self._pen.line()
            self._left = True
        return line.rstrip("\r\n")

    def say(self, message: str) -> None:
        """Show one line."""
        self._pen.hanging(Text("  "), Text(escaped(message)))

    def offer(self, question: str, answers: Answers) -> None:
        """Ask for one of some keys."""
        listed = ", ".join(f"[{key}] {said}" for key, (said, _) in answers.items())
        chosen = answers.get(self._line(f"  {escaped(question)} {escaped(listed)}? "))
        if chosen is not None:
            chosen[1]()

    def ask(self, question: str, then: Callable[[str], None], given: str = "") -> None:
        """Ask for a line; an empty one takes what is given, a lone full stop goes back."""
        default = f" [{escaped(given)}]" if given else ""
        line = self._line(f"  {escaped(question)}{default} (. goes back): ")
        if line != "." and self._left is None:
            then(line.replace("\\n", LINE_END) or given)

    def read(self, draw: Callable[[Pen], None]) -> None:
        """Show something to read."""
        draw(self._pen)

    def moved(self) -> None:
        """The person is at another place."""
        self._stale = True

    def changed(self) -> None:
        """Something was decided."""
        self._stale = True

    def replaced(self) -> None:
        """The places are others than before."""
        self._stale = True
        self._pen.line()
        self._pen.hanging(Text(), head(self._desk, self._files))

    def leave(self, everything: bool) -> None:
        """End the review of this file, or of all."""
        self._left = everything


_LETTERS = ",".join(key.key for key in keys.ALL if key.key != ",")
