"""E-mail addresses torn apart."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.markup.mentions import in_code
from cleanup.markup.urls import addresses
from cleanup.registry import Fix, Found, Keep, rule


@rule(
    "broken-addresses",
    stage="markup",
    safety=Safety.SAFE,
    message="An e-mail address with spaces inside.",
    needs="@＠",
    breaks_shields=True,
    fix=[
        Fix("Write to info @ example. org.", "Write to info@example.org."),
        Fix("an redaktion @example.com, sofort", "an redaktion@example.com, sofort", "de"),
        Fix("Courriel : a.b@ exemple. fr", "Courriel : a.b@exemple.fr", "fr"),
        Fix("почта: anna @ example. ru", "почта: anna@example.ru", "ru"),
        Fix("contacto＠ejemplo．es", "contacto@ejemplo.es", "es"),
    ],
    keep=[
        Keep("Follow @example. It is 5 apples @ 2.50, me@example.org."),
        Keep("follow @example.org now"),
        Keep("a@b und c @ d, @user", "de"),
    ],
)
def broken_addresses(document: Document) -> Iterator[Found]:
    """Takes the spaces out of an e-mail address that was taken for prose.

    The part behind the @ must reach a known top-level domain, and what stands before it must look
    like a mailbox; a plain word there could belong to the sentence, and is only shown.

    Source: RFC 5321, 4.1.2 (mailboxes); RFC 2142 (mailbox names for common services).
    """
    for address in addresses(document.text):
        if not in_code(document, address.start, address.end):
            safety = Safety.SAFE if address.sure else Safety.ASK
            yield Found(address.start, address.end, address.after, safety=safety)
