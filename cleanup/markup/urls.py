"""URLs and e-mail addresses torn apart: ``https: // www. example. com / a``, ``info @ x. org``.

Only what is surely an address is joined: after a scheme or ``www``, up to a known top-level
domain, and no further into the sentence than the address goes. ``www.example.org. It was`` ends
at ``org``. Everything runs in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_GENERIC = (
    "com org net info biz edu gov mil int eu app dev tv news online site shop blog xyz club "
    "live media agency press gmbh berlin bayern koeln hamburg saarland swiss wien paris bzh "
    "alsace london scot wales nyc tokyo africa asia cat eus gal museum name pro travel jobs "
    "mobi aero coop arpa store tech cloud digital global world today email art film radio "
    "bank health рф укр бг рус мкд срб қаз бел"
)
GENERIC = frozenset(_GENERIC.split())
"""Top-level domains that are no country codes of two letters, the common ones (IANA's list)."""

_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo "
    "br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm "
    "do dz ec ee eg er es et fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt "
    "gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn "
    "kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq "
    "mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl "
    "pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st "
    "sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve "
    "vg vi vn vu wf ws ye yt za zm zw"
)
COUNTRIES = frozenset(_COUNTRIES.split())
"""Country codes among the top-level domains (ISO 3166-1 and uk)."""

_SECOND = "com co org or net gov gob gouv go edu ac"
_SECOND_LEVEL = frozenset(_SECOND.split())
_BOXES = (
    "info kontakt contact contacto contatto contato kontakta redaktion redaction redaccion "
    "redazione redacao redactie redakcja redakce redactia office mail email press presse "
    "prensa stampa imprensa service support hello hallo hola bonjour ciao team post admin "
    "webmaster editor letters news newsletter verlag leserbriefe abo anzeigen vertrieb sales "
    "billing jobs help pr media"
)
_MAILBOXES = frozenset(_BOXES.split())

_START = re.compile(
    r"(?<![\w@])(?:(?P<scheme>https?|ftp)(?P<gap>[ \xa0]?[:：][ \xa0]?[/／][ \xa0]?[/／][ \xa0]?)"
    r"|(?P<www>www)(?=[ \xa0]?[.．]))",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,62})")
_PLAIN_HOST = re.compile(r"[^\W_][\w-]{0,62}(?:\.[^\W_][\w-]{0,62}){0,8}")
_LINK = re.compile(r"(?P<before>[ \xa0]?)[.．](?P<behind>[ \xa0]?)(?=[^\W_])")
_PORT = re.compile(r"[ \xa0]?[:：][ \xa0]?\d{2,5}(?=[ \xa0]?[/／])")
_PLAIN_PATH = re.compile(r"[/／?#][^\s<>\"'«»“”„‘’()\[\]（）、。，；！？]{0,2000}")
_STEP = re.compile(
    r"[ \xa0]?[/／][ \xa0]?"
    r"(?P<part>[\w%~+@!$*=:&#;,.-]{0,300}(?:[ \xa0]?_[ \xa0]?[\w.-]{1,60}){0,20})"
)
_LAST_SLASH = re.compile(r"[ \xa0]?/(?= \(|[ \xa0]?(?:[)\],;!?»”\"]|$))")
_HYPHENS = re.compile(
    r"(?:[ \xa0]?-[ \xa0]?[\w%]{1,60}){1,30}(?=[ \xa0]?\.[ \xa0]?(?:html?|php)\b)"
)
_EXTENSION = re.compile(
    r"[ \xa0]?\.[ \xa0]?"
    r"(?:html?|php|aspx?|jsp|pdf|jpe?g|png|gif|xml|json|txt|docx?|xlsx?|zip|mp[34])\b"
)
_PAIR = r"[ \xa0]?[\w-]{1,40}[ \xa0]?=[ \xa0]?[\w%.+-]{0,79}[\w%+]"
_QUERY = re.compile(rf"[ \xa0]?\?{_PAIR}(?:[ \xa0]?&{_PAIR}){{0,20}}")
_BLANK = re.compile(r"\s")
_NARROW = str.maketrans("：／．＠", ":/.@")


@dataclass(frozen=True, slots=True)
class Address:
    """A damaged URL or e-mail address."""

    start: int
    end: int
    after: str
    """The address in one piece."""
    sure: bool = True


def urls(text: str) -> Iterator[Address]:
    """The damaged URLs of a text in order."""
    if "/" not in text and "／" not in text and "ww" not in text.lower():
        return
    reach = 0
    for match in _START.finditer(text):
        if match.start() < reach:
            continue
        reach = _url_end(text, match)
        before = text[match.start() : reach]
        after = _joined(before)
        if match["scheme"]:
            size = len(match["scheme"])
            after = after[:size].lower() + after[size:]
            if before[size:] == after[size:]:
                continue
        if after != before:
            yield Address(match.start(), reach, after)


def _joined(text: str) -> str:
    return _BLANK.sub("", text).translate(_NARROW)


def _url_end(text: str, match: re.Match[str]) -> int:
    """Where the URL that `match` begins surely ends; its start when it is none."""
    torn = bool(match["scheme"]) and match["gap"] != "://"
    first = match.end()
    if match["scheme"] and text[first : first + 3].lower() == "www":
        if _LINK.match(text, first + 3) is None:
            return match.start()
        host = _host(text, first)
    else:
        host = _host(text, match.start() if match["www"] else first)
    if host is None:
        if not torn or (plain := _PLAIN_HOST.match(text, first)) is None:
            return match.start()
        host = plain.end(), False
    end, spaced = host
    torn |= spaced
    if port := _PORT.match(text, end):
        end = port.end()
    if path := _PLAIN_PATH.match(text, end):
        end += len(path[0].rstrip(".,;:!?…"))
        if len(path[0]) > 1 and end < path.end():
            return _rest_end(text, end) if torn else end
        if len(path[0]) == 1 and not torn:
            return end
    return _path_end(text, end) if torn else end


def _host(text: str, start: int) -> tuple[int, bool] | None:
    """Where the host name that begins at `start` ends, and whether it has spaces inside."""
    label = _LABEL.match(text, start)
    if label is None:
        return None
    labels, spaces = [label], [False]
    while len(labels) < 8 and (link := _LINK.match(text, labels[-1].end())):
        following = _LABEL.match(text, link.end())
        if following is None:
            break
        labels.append(following)
        spaces.append(bool(link["before"] or link["behind"]))
    least = 2 if labels[0][0].lower() == "www" else 1
    for i in range(least, len(labels)):
        capital = all(m[0][0].isupper() for m in labels[:i])
        if not _is_top(labels[i][0], capital=capital) or (i == least - 1 and i + 1 < len(labels)):
            continue
        if i + 1 < len(labels) and _goes_on(text, labels, spaces, i):
            continue
        return labels[i].end(), any(spaces[: i + 1])
    return None


def _is_top(label: str, *, capital: bool = False) -> bool:
    name = label.lower() if capital or label.isupper() else label
    return name in GENERIC or name in COUNTRIES


def _goes_on(text: str, labels: list[re.Match[str]], spaces: list[bool], i: int) -> bool:
    """Whether the host goes on behind label `i`, a top-level domain, as in ``com. br``."""
    following = labels[i + 1][0]
    if not spaces[i + 1]:
        return any(_is_top(label[0]) for label in labels[i + 1 :])
    if labels[i][0] not in _SECOND_LEVEL or following not in COUNTRIES or not any(spaces[: i + 1]):
        return False
    rest = text[labels[i + 1].end() :][:3].lstrip()
    return not rest or not rest[0].isalpha()


def _path_end(text: str, end: int) -> int:
    """Where a path with spaces around its slashes ends."""
    while step := _STEP.match(text, end):
        part = step["part"]
        kept = part.rstrip(".,;:!")
        if not kept:
            if _QUERY.match(text, step.end()):
                end = step.end()
            last = _LAST_SLASH.match(text, end)
            return _rest_end(text, last.end() if last else end)
        if part.endswith(":") or kept.lower().startswith(("www.", "http")):
            return end
        end = step.start("part") + len(kept)
        if kept != part:
            return end
    return _rest_end(text, end)


def _rest_end(text: str, end: int) -> int:
    for more in (_HYPHENS, _EXTENSION, _QUERY):
        if found := more.match(text, end):
            end = found.end()
    return end


_TORN = re.compile(
    r"(?:https?|ftp)(?:\s+[:：]|[:：]\s|：|[:：][/／]?\s|[:：]／|://[^\s/]*\s*[.．]\s)"
    r"|(?:https?|ftp)://[^\s/]*\s+[.．]|www\s*[.．]\s|www\s|/\s|(?:mailto|tel)(?:\s|:\s|:\S*\s)",
    re.IGNORECASE,
)


def rejoined(value: str) -> str:
    """A URL that is the whole of `value` in one piece; `value` itself where it is not torn."""
    bare = value.strip()
    if _TORN.match(bare) is None:
        return value
    return re.sub(r"\s*([:/.?=&#@_%+-])\s*", r"\1", bare.translate(_NARROW))


_AT = re.compile(
    r"(?<![\w.@/])(?P<local>[A-Za-z0-9][A-Za-z0-9._%+-]{0,63})"
    r"(?P<before>[ \xa0]?)[@＠](?P<behind>[ \xa0]?)(?=[^\W_])"
)
_HEAD = re.compile(r"(?<![\w.@])(?:[a-z0-9_+-]{1,30} ?\. ?){1,3}$")
"""What stands before a torn address and may belong to it: ``anna . b`` of ``anna . b @ x. org``."""
_CUE = re.compile(r"(?:mail|correo|courriel|почта|пошта|[:：(<])[ \xa0]?$", re.IGNORECASE)


def addresses(text: str) -> Iterator[Address]:
    """The damaged e-mail addresses of a text in order."""
    if "@" not in text and "＠" not in text:
        return
    for match in _AT.finditer(text):
        host = _host(text, match.end())
        if host is None:
            continue
        end, spaced = host
        start, local = match.start(), match["local"]
        head = _HEAD.search(text, max(start - 60, 0), start) if local.islower() else None
        if head is not None and (head[0][-2:] == ". " or head[0][-3:-1] == " ."):
            start = head.start()
        before = text[start:end]
        after = _joined(before)
        if after == before:
            continue
        sure = not match["before"] or local.lower() in _MAILBOXES or not local.isalpha()
        sure = (sure and start == match.start()) or bool(
            _CUE.search(text[max(start - 12, 0) : start])
        )
        if match["before"] and not match["behind"] and not spaced and not sure:
            continue  # ``follow @example.org``: a name, perhaps
        yield Address(start, end, after, sure)
