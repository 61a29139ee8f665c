"""The page's side of a review: what each of its buttons does, and what has changed since.

A page knows the `generation` of the list of places and the `version` of what it shows. Places are
numbered anew when an article is read again or somebody's decision brings a place of its own; an
order that was given by old numbers is refused then, and the page loads itself again.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from cleanup.errors import CleanupError, UsageError
from cleanup.review import keys, wording
from cleanup.review.memory import Scope
from cleanup.review.saving import ChangedError
from cleanup.review.session import Extent, Like
from cleanup.review.web.cards import Records, place, sheet
from cleanup.show.page.draw import card, page, told

if TYPE_CHECKING:
    from cleanup.review.article import Article
    from cleanup.review.session import Session

_REACH = 400
"""Code points: a card that begins no further from a change than this may show it."""


class Order(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a button asks for."""

    do: Literal[
        "accept", "reject", "edit", "alike", "always", "never", "clear", "undo", "redo", "write"
    ]
    generation: int
    version: int
    file: int = 0
    place: int = 0
    put: str | None = None
    """Another suggestion, or the person's own words."""
    verdict: Literal["accept", "reject"] = "accept"
    """For all that are alike."""
    how: Like = "text"
    scope: Scope = "file"
    extent: Extent = "text"
    backup: bool = False


class Board:
    """Articles under review on one page. Not for several threads at once.

    Args:
        articles: each with a memory of its own, so that each hears of every decision.
        backup: keep what was there whenever an article is written.
    """

    def __init__(self, articles: Sequence[Article], *, backup: bool = False) -> None:
        self._articles = list(articles)
        self._backup = backup
        self._generation = 0
        self._version = 0
        self._changed: dict[tuple[int, int], int] = {}
        """By place, the version in which it came to look as it does."""
        self._spots = [_spots(article.session) for article in articles]
        self._looks = [_looks(article.session) for article in articles]
        self._records = [Records(article.session) for article in articles]

    def page(self) -> str:
        """The whole page."""
        self._poll()
        sheets = [sheet(article) for article in self._articles]
        return page(sheets, stand=(self._generation, self._version))

    def news(self, generation: int, version: int) -> dict[str, Any]:
        """What has changed since."""
        self._poll()
        return self._since(generation, version)

    def options(self, generation: int, file: int, number: int) -> dict[str, Any]:
        """What can be decided on a place, in the words of the dialogs."""
        self._poll()
        if generation != self._generation:
            return self._since(generation, 0)
        session = self._session(file, number)
        item, state = session.items[number], session.state(number)
        standing = state.text is not None
        return {
            "before": item.before,
            "put": state.text
            if standing
            else item.after
            if item.after is not None
            else item.before,
            "choices": list(item.choices),
            "alike": {how: len(session.like(number, how)) for how in keys.LIKENESS.values()},
            "about": {e: wording.about(session, number, e) for e in keys.EXTENTS.values()},
            "scopes": keys.SCOPE_WORDS,
            "decided": state.decision is not None,
            "rule": self._rule(session, number),
        }

    def do(self, order: Order) -> dict[str, Any]:
        """Carry out what a button asks for; an error of the person's is in ``said``."""
        self._poll()
        if order.generation != self._generation:
            return self._since(order.generation, order.version)
        try:
            said, well = self._carry_out(order), True
        except CleanupError as error:
            said, well = str(error), False
        for article in self._articles:  # an answer may hold in the other files too
            article.session.poll()
        self._look()
        return self._since(order.generation, order.version) | {"said": said, "well": well}

    # ------------------------------------------------------------ the buttons

    def _carry_out(self, order: Order) -> str:
        session = self._session(order.file, order.place)
        number = order.place
        match order.do:
            case "undo" | "redo":
                return wording.of_turn(
                    order.do, session.undo() if order.do == "undo" else session.redo()
                )
            case "write":
                return self._write(order)
            case _ if not session.items:
                raise UsageError("there is nothing to decide")
            case "accept":
                session.accept(number, order.put)
                return "accepted"
            case "reject":
                session.reject(number)
                return "rejected"
            case "edit":
                session.edit(number, order.put or "")
                return "edited"
            case "alike":
                decide = session.accept if order.verdict == "accept" else session.reject
                done = decide(session.like(number, order.how))
                return f"{order.verdict}ed {wording.places(len(done))}; Undo takes it back"
            case "always":
                return wording.of_answer(session.always(number, order.scope, order.extent))
            case "never":
                return wording.of_answer(session.never(number, order.scope, order.extent))
            case "clear":
                return "taken back" if session.withdraw(number) else "nobody has decided on this"

    def _write(self, order: Order) -> str:
        article = self._articles[order.file]
        try:
            kept = article.save(backup=order.backup or self._backup)
        except ChangedError as error:
            article.reload()
            lost = "; ".join(wording.of_lost(d) for d in article.session.lost)
            without = f"; these have no place any more: {lost}" if lost else ""
            raise UsageError(
                f"{error}: nothing was written; it was read again, and decisions hold{without}"
            ) from None
        what = f"; what was there is in {kept.name}" if kept else ""
        return f"{article.file.name} is written{what}; now {wording.counts(article.session)}"

    def _session(self, file: int, number: int) -> Session:
        """The session that a place is in.

        Raises:
            UsageError: there is no such place.
        """
        if not 0 <= file < len(self._articles):
            raise UsageError("there is no such file")
        session = self._articles[file].session
        if not 0 <= number < max(1, len(session)):
            raise UsageError("there is no such place")
        return session

    @staticmethod
    def _rule(session: Session, number: int) -> str:
        """What is known of the rule of a place, as plain text."""
        from cleanup.review.picture import draw_rule
        from cleanup.show.pen import Pen

        if not session.items:
            return ""
        stream = io.StringIO()
        draw_rule(Pen(stream, colour=False, width=78), session, number)
        return stream.getvalue()

    # ------------------------------------------------------------ what has changed

    def _poll(self) -> None:
        """Take in what others have decided meanwhile, in every article."""
        news = [article.session.poll() for article in self._articles]
        if any(news):
            self._look()

    def _look(self) -> None:
        """Find the cards that look otherwise than before."""
        for file, article in enumerate(self._articles):
            session = article.session
            spots = _spots(session)
            looks = _looks(session)
            if spots != self._spots[file]:
                self._generation += 1
                self._records[file] = Records(session)
                self._changed.clear()
            elif looks != self._looks[file]:
                self._version += 1
                for number in _around(session, looks, self._looks[file]):
                    self._changed[file, number] = self._version
            self._spots[file], self._looks[file] = spots, looks

    def _since(self, generation: int, version: int) -> dict[str, Any]:
        if generation != self._generation:
            return {"reload": True}
        stale = [a.file.name for a in self._articles if a.is_stale]
        return {
            "generation": self._generation,
            "version": self._version,
            "cards": self._cards(version),
            "totals": [self._totals(article) for article in self._articles],
            "stale": stale,
        }

    def _cards(self, version: int) -> dict[str, str]:
        found = {}
        for (file, number), since in self._changed.items():
            if since > version:
                session = self._articles[file].session
                drawn = place(session, number, self._records[file])
                found[f"p{file}-{number}"] = card(file, session.source.lang, drawn, live=True)
        return found

    @staticmethod
    def _totals(article: Article) -> str:
        session = article.session
        return told(session.source.lang, len(session), len(session.unresolved()))


def _spots(session: Session) -> list[tuple[int, int, str | None]]:
    """What numbers stand for."""
    return [(item.start, item.end, item.after) for item in session.items]


def _looks(session: Session) -> list[tuple[object, ...]]:
    """How each place stands, to be compared."""
    found: list[tuple[object, ...]] = []
    for number in range(len(session)):
        state = session.state(number)
        found.append((state.status, state.text, state.decision, session.covered(number)))
    return found


def _around(session: Session, new: Sequence[object], old: Sequence[object]) -> list[int]:
    """The places that stand otherwise, and those near enough to show it."""
    starts = [item.start for item in session.items]
    found: set[int] = set()
    for number, item in enumerate(session.items):
        if new[number] != old[number]:
            first = bisect_left(starts, item.start - _REACH)
            found.update(range(first, bisect_left(starts, item.end + _REACH)))
            found.add(number)
    return sorted(found)
