"""A review by plain prompts, in the manner of ``git add -p``: for any terminal, and for pipes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from cleanup.errors import CleanupError
from cleanup.language import language
from cleanup.review import drawing, keys, wording
from cleanup.review.saving import ChangedError
from cleanup.review.session import Session
from cleanup.show.findings import Lines
from cleanup.show.invisible import LEFT_TO_RIGHT, escaped
from cleanup.show.pen import Pen

if TYPE_CHECKING:
    from cleanup.review.article import Article

AddName = Callable[[str, str, str, bool], tuple[list[str], str]]
"""Adds a name: garble, name, language, whether in spite of objections. Gives the objections, and
what was done, ``""`` for nothing."""


class _EndError(Exception):
    """There is no more input."""


class Prompts:
    """The review of one article by prompts.

    Args:
        article: what is reviewed.
        answers: one answer a line.
        pen: draws on the terminal.
        ask: writes a question, without a line end.
        add_name: adds to the gazetteer.
        backup: keep what was there when the article is written.
        files: ``2/5``: which of several files this is.
    """

    def __init__(
        self,
        article: Article,
        answers: TextIO,
        pen: Pen,
        ask: Callable[[str], None],
        add_name: AddName,
        *,
        backup: bool = False,
        files: str = "",
    ) -> None:
        self._article, self._answers, self._pen, self._ask = article, answers, pen, ask
        self._add_name, self._backup, self._files = add_name, backup, files
        self._chosen: list[int] = []
        self._at = 0
        self._search = ""
        self._filter = ""

    @property
    def _session(self) -> Session:
        return self._article.session

    def run(self) -> bool:
        """Ask until the person leaves; whether they leave all files."""
        self._choose()
        self._head()
        first = self._session.next_open(-1)
        self._at = first if first is not None else 0
        try:
            return self._loop()
        except _EndError:
            self._pen.line()
            return True

    def _loop(self) -> bool:
        shown = -1
        while True:
            if not len(self._session):
                self._say("nothing to decide")
            elif shown != self._at:
                self._draw(self._at)
                shown = self._at
            answer = self._answer(self._question())
            try:
                if answer in ("q", "Q"):
                    if answer == "Q" or self._may_leave():
                        return answer == "Q"
                    continue
                known = self._session
                self._do(answer)
                if self._session is not known or answer in _REDRAW:
                    shown = -1
            except CleanupError as error:
                self._say(str(error))

    def _do(self, answer: str) -> None:
        """Carry out one answer."""
        if answer.isdecimal() and answer != "0":
            self._pick(int(answer))
            return
        action = _ACTIONS.get(answer)
        if action is None:
            if answer:
                self._say(f"{answer!r} is no key")
            self._help()
        elif len(self._session) or answer in ("?", "w", "f"):
            action(self)

    # ------------------------------------------------------------ drawing

    def _head(self) -> None:
        from rich.text import Text

        session, pen = self._session, self._pen
        name = f"{self._files} {self._article.file.name}".strip()
        said = f"  {language(session.source.lang).english}, {wording.counts(session)}"
        pen.hanging(Text(), Text.assemble((escaped(name), "bold"), (said, "dim")))
        for decision in session.lost:
            was = wording.quoted(decision.before or "")
            pen.line(f"no place any more for the decision on {was} after "
                     f"{wording.quoted(decision.left[-20:].strip())}")  # fmt: skip

    def _draw(self, number: int) -> None:
        from rich.text import Text

        session, pen = self._session, self._pen
        item, state = session.items[number], session.state(number)
        line = Lines(session.source.original).at(item.start)[0]
        pen.line()
        head = Text.assemble(
            (f"({number + 1}/{len(session)}) ", "bold"),
            f"line {line}  ",
            (drawing.SIGNS[state.status], drawing.STYLES[state.status]),
            f" {drawing.standing_of(session, number)}",
        )
        pen.hanging(Text(), head)
        gutter = Text("  │ ", style="dim")
        pen.hanging(gutter, pen.marked(drawing.passage(session, number)), follow=gutter)
        why = Text(escaped(item.finding.message))
        if item.finding.evidence:
            why.append(f" ({escaped(item.finding.evidence)})", "dim")
        tail = Text.assemble((escaped(item.rule), "cyan"), (f" · {drawing.level_of(item)}", "dim"))
        pen.hanging(Text("  ╰ ", style="dim"), why, tail=tail, direction=LEFT_TO_RIGHT)
        pen.hanging(Text("    "), Text(drawing.record_of(session, item), style="dim"))
        both = drawing.compared(session, number)
        if both is not None:
            for sign, parts in zip("-+", both, strict=True):
                pen.hanging(Text(f"  {sign} "), pen.marked(parts))
        if len(item.choices) > 1:
            said = "  ".join(f"{n} {wording.quoted(c)}" for n, c in enumerate(item.choices, 1))
            pen.hanging(Text("  = "), Text(said))

    def _question(self) -> str:
        letters = ",".join(key.key for key in keys.ALL if key.key != ",")
        number = f"({self._at + 1}/{len(self._session)}) " if len(self._session) else ""
        return f"{number}{'[filtered] ' if self._filter else ''}what now? [{letters}] "

    def _say(self, message: str) -> None:
        from rich.text import Text

        self._pen.hanging(Text("  "), Text(escaped(message)))

    def _help(self) -> None:
        from rich.text import Text

        for key in keys.ALL:
            self._pen.hanging(Text.assemble((f"  {key.key}  ", "bold")), Text(key.long))

    def _answer(self, question: str) -> str:
        """One line of the person's, without its line end.

        Raises:
            _EndError: the input has ended.
        """
        self._ask(question)
        line = self._answers.readline()
        if not line:
            raise _EndError
        return line.rstrip("\r\n") if line.strip() else ""

    # ------------------------------------------------------------ moving

    def _choose(self, given: str | None = None) -> None:
        """Take the places that the filter leaves."""
        session = self._session
        if given is not None:
            found = session.select(**wording.filters(given, session))
            if not found:
                self._say("nothing is left by that filter; it stays as it was")
                return
            self._filter, self._chosen = given, found
        elif not self._filter:
            self._chosen = list(range(len(session)))
        else:
            self._chosen = session.select(**wording.filters(self._filter, session))

    def _move(self, step: int) -> None:
        following = [n for n in self._chosen if (n - self._at) * step > 0]
        if not following:
            self._say("no further place")
            return
        self._at = following[0] if step > 0 else following[-1]

    def _open(self, step: int = 1) -> None:
        total = len(self._session)
        around = [(self._at + step * k) % total for k in range(1, total + 1)]
        chosen = set(self._chosen)
        found = next((n for n in around if n in chosen and self._session.is_open(n)), None)
        if found is None:
            self._say("no open question is left here; w writes, q leaves")
        else:
            self._at = found

    def _onward(self) -> None:
        """To the next place after an answer: the next open one, else the next."""
        total = len(self._session)
        later = [n for n in self._chosen if n > self._at and self._session.is_open(n)]
        if later:
            self._at = later[0]
        elif any(self._session.is_open(n) for n in self._chosen):
            self._open()
        elif self._at + 1 < total and any(n > self._at for n in self._chosen):
            self._move(1)
        else:
            self._say(f"that was the last one: {wording.counts(self._session)}; w writes, q leaves")

    def _find(self, step: int = 1, ask: bool = False) -> None:
        if ask or not self._search:
            self._search = self._answer("search: ")
        found = set(self._session.select(text=self._search)) & set(self._chosen)
        total = len(self._session)
        around = ((self._at + step * k) % total for k in range(1, total + 1))
        at = next((n for n in around if n in found), None)
        if at is None:
            self._say(f"nothing matches {wording.quoted(self._search)}")
        else:
            self._at = at

    # ------------------------------------------------------------ deciding

    def _accept(self) -> None:
        self._session.accept(self._at)
        self._onward()

    def _reject(self) -> None:
        self._session.reject(self._at)
        self._onward()

    def _edit(self) -> None:
        item = self._session.items[self._at]
        self._say(f"in place of {wording.quoted(item.before)}; \\n is a line end, . alone nothing")
        given = self._answer("put: ")
        if not given:
            self._say("left as it was")
            return
        put = "" if given == "." else given.replace("\\n", "\n")
        self._session.edit(self._at, put)
        self._onward()

    def _other(self) -> None:
        choices = self._session.items[self._at].choices
        if len(choices) < 2:
            self._say("there is no other suggestion; e puts your own words")
            return
        for number, choice in enumerate(choices, 1):
            self._say(f"{number} {wording.quoted(choice)}")
        given = self._answer(f"which? [1-{len(choices)}] ")
        if given.isdecimal():
            self._pick(int(given))

    def _pick(self, number: int) -> None:
        choices = self._session.items[self._at].choices
        if not 1 <= number <= len(choices):
            self._say(f"there is no suggestion {number}")
            return
        self._session.accept(self._at, choices[number - 1])
        self._onward()

    def _alike(self) -> None:
        session = self._session
        how = {key: len(session.like(self._at, what))  # type: ignore[arg-type]
               for key, what in keys.LIKENESS.items()}  # fmt: skip
        given = self._answer(
            f"all undecided with the same [t]ext ({how['t']}), of the same [r]ule ({how['r']}), "
            f"in the whole [f]ile ({how['f']})? "
        )
        if given not in keys.LIKENESS:
            return
        numbers = session.like(self._at, keys.LIKENESS[given])  # type: ignore[arg-type]
        verdict = self._answer(f"{wording.places(len(numbers))}: [y]es to all, [n]o to all? ")
        if verdict in ("y", "n"):
            done = (session.accept if verdict == "y" else session.reject)(numbers)
            word = "accepted" if verdict == "y" else "rejected"
            self._say(f"{word} {wording.places(len(done))}")
            self._onward()

    def _always(self) -> None:
        self._standing("always")

    def _never(self) -> None:
        self._standing("never")

    def _standing(self, verdict: str) -> None:
        session = self._session
        scope = keys.SCOPES.get(
            self._answer(f"{verdict}: in this [f]ile, in this [p]roject, for yo[u] everywhere? ")
        )
        if scope is None:
            return
        said = [wording.about(session, self._at, scope, e) for e in ("text", "rule")]  # type: ignore[arg-type]
        extent = keys.EXTENTS.get(self._answer(f"{verdict}: [t] {said[0]}; [r] {said[1]}? "))
        if extent is None:
            return
        answer = (session.always if verdict == "always" else session.never)(
            self._at, scope, extent)  # type: ignore[arg-type]  # fmt: skip
        self._say(wording.of_answer(answer))
        self._onward()

    def _name(self) -> None:
        item = self._session.items[self._at]
        wrong = self._answer(f"garble [{item.before.strip()}]: ") or item.before.strip()
        proposal = (drawing.proposed(self._session, self._at) or "").strip()
        right = self._answer(f"name{f' [{proposal}]' if proposal else ''}: ") or proposal
        if not right:
            return
        self._added(wrong if wrong != right else "", right, force=False)

    def _added(self, wrong: str, right: str, *, force: bool) -> None:
        base = language(self._session.source.lang).base
        objections, what = self._add_name(wrong, right, base, force)
        for objection in objections:
            self._say(objection)
        if what:
            self._session.name(self._at, right)
            self._say(what)
        elif self._answer("add it all the same? [y/N] ") == "y":
            self._added(wrong, right, force=True)

    def _clear(self) -> None:
        done = self._session.withdraw(self._at)
        self._say("open to decision again" if done else "nobody has decided on this place")

    def _undo(self) -> None:
        self._say(wording.of_turn("undo", self._session.undo()))

    def _redo(self) -> None:
        self._say(wording.of_turn("redo", self._session.redo()))

    # ------------------------------------------------------------ the rest

    def _filtered(self) -> None:
        self._choose(self._answer("rule, stage, level or state (nothing: all): "))
        if self._at not in self._chosen and self._chosen:
            self._at = next((n for n in self._chosen if n >= self._at), self._chosen[0])

    def _explain(self) -> None:
        explain(self._pen, self._session, self._at)

    def _write(self) -> None:
        article = self._article
        try:
            kept = article.save(backup=self._backup)
        except ChangedError as error:
            self._say(f"{error}; nothing was written. It is read again, decisions hold")
            article.reload()
            self._again()
            return
        said = f"written: {article.file.name}" + (f"; what was there is in {kept}" if kept else "")
        self._say(said)
        self._again()

    def _again(self) -> None:
        """Go on with what was read anew."""
        self._choose()
        self._at = min(self._at, max(len(self._session) - 1, 0))
        self._head()

    def _may_leave(self) -> bool:
        session = self._session
        if session.text == session.source.original:
            return True
        given = self._answer("the article is not written: [w]rite, [l]eave as it is, [c]ancel? ")
        if given == "w":
            self._write()
        return given in ("w", "l")


def explain(pen: Pen, session: Session, number: int) -> None:
    """Draw what is known of the rule of a place."""
    from cleanup.registry import all_rules
    from cleanup.show.explanation import explain as explained

    item = session.items[number]
    rule = all_rules().get(item.rule)
    if rule is not None:
        explained(pen, rule, language(session.source.lang).base)
        return
    pen.line(escaped(f"{item.rule}: {item.finding.message}"))
    pen.line(escaped(drawing.record_of(session, item)))


_REDRAW = frozenset("cuUfaAN/;,")
_ACTIONS: dict[str, Callable[[Prompts], None]] = {
    "y": Prompts._accept,
    "n": Prompts._reject,
    "e": Prompts._edit,
    "s": Prompts._other,
    "a": Prompts._alike,
    "A": Prompts._always,
    "N": Prompts._never,
    "m": Prompts._name,
    "c": Prompts._clear,
    "u": Prompts._undo,
    "U": Prompts._redo,
    "j": lambda p: p._move(1),
    "k": lambda p: p._move(-1),
    "J": Prompts._open,
    "K": lambda p: p._open(-1),
    "g": lambda p: setattr(p, "_at", p._chosen[0]),
    "G": lambda p: setattr(p, "_at", p._chosen[-1]),
    "/": lambda p: p._find(ask=True),
    ";": lambda p: p._find(),
    ",": lambda p: p._find(-1),
    "f": Prompts._filtered,
    "i": Prompts._explain,
    "w": Prompts._write,
    "?": Prompts._help,
}
