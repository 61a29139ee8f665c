"""The places of a session as cards of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleanup.review import drawing
from cleanup.show.page.places import Place, Sheet

if TYPE_CHECKING:
    from cleanup.review.article import Article
    from cleanup.review.items import Item
    from cleanup.review.session import Session


class Records:
    """The measured records of rules in one language, each looked up once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, str] = {}

    def of(self, item: Item) -> str:
        """The record of the rule behind an item, in one line."""
        if item.rule not in self._known:
            self._known[item.rule] = drawing.record_of(self._session, item)
        return self._known[item.rule]


def place(session: Session, number: int, records: Records) -> Place:
    """One place as it stands."""
    item = session.items[number]
    return Place(
        number=number,
        line=session.line(number),
        start=item.start,
        status=str(session.state(number).status),
        level=str(item.level),
        sure=item.finding.confidence,
        rules=item.rules,
        stage=item.finding.stage,
        parts=drawing.passage(session, number),
        message=item.finding.message,
        evidence=item.finding.evidence,
        told=drawing.standing_of(session, number),
        record=records.of(item),
        letters=drawing.compared(session, number),
        proposes=bool(item.choices),
    )


def sheet(article: Article) -> Sheet:
    """A whole file as it stands."""
    session = article.session
    records = Records(session)
    places = tuple(place(session, number, records) for number in range(len(session)))
    return Sheet(article.file.name, session.source.lang, places, session.source.notes)
