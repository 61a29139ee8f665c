"""Wikidata: entities as JSON (a dump, one a line, or an answer of the API), or SPARQL results.

The English label is the canonical form, labels in other languages are the forms there, English
aliases aliases. What an entity is an instance of (P31) tells its kind, its native name (P1559,
P1705) or the language of its people (P103) the native language. In SPARQL results the variables
are read by name: ``item``, ``itemLabel``, ``itemAltLabel``, ``kind`` and the columns of `table`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cleanup.names.entry import Entry
from cleanup.names.exchange.facts import Facts, Problem, base_of, kind_of, made, tag_of
from cleanup.names.exchange.jsons import Record, records
from cleanup.names.exchange.table import put, several

_CLASSES = {
    "person": "Q5 Q15632617",
    "place": "Q6256 Q3624078 Q515 Q1549591 Q1637706 Q5119 Q532 Q3957 Q486972 Q484170 Q747074 "
    "Q262166 Q2074737 Q70208 Q15284 Q4022 Q8502 Q46831 Q23442 Q33837 Q35657 Q10864048 Q82794 "
    "Q5107 Q165 Q9430 Q23397 Q39816 Q34038 Q41176 Q12280 Q1248784 Q811979 Q16970 Q44539 Q107390",
    "organisation": "Q43229 Q4830453 Q783794 Q891723 Q6881511 Q7278 Q476028 Q847017 Q3918 Q327333 "
    "Q484652 Q35749 Q11204 Q192283 Q163740 Q79913 Q22687 Q192350 Q772547 Q176799 Q1137809 Q31855 "
    "Q41487 Q895526 Q215380 Q46970 Q18127 Q1616075 Q15265344 Q1127126 Q245065 Q2659904",
    "work": "Q11032 Q1110794 Q41298 Q571 Q11424 Q7725634 Q47461344 Q5398426 Q482994 Q131569 "
    "Q625298 Q3305213 Q2188189 Q25379 Q1344 Q17537576 Q2431196 Q1002697 Q5633421",
    "product": "Q2424752 Q431289 Q7397 Q3231690 Q7889 Q167270 Q15401930 Q3966 Q811701 Q1420",
}
_KINDS = {item: kind for kind, items in _CLASSES.items() for item in items.split()}
"""The common classes."""
_LANGUAGES = {
    "Q1860": "en", "Q150": "fr", "Q188": "de", "Q1321": "es", "Q652": "it", "Q5146": "pt",
    "Q7411": "nl", "Q809": "pl", "Q7737": "ru", "Q8798": "uk", "Q9176": "ko", "Q7850": "zh",
    "Q5287": "ja", "Q13955": "ar", "Q256": "tr", "Q9168": "fa", "Q9288": "he", "Q9129": "el",
    "Q7913": "ro", "Q9056": "cs", "Q9067": "hu", "Q1412": "fi", "Q9027": "sv", "Q9035": "da",
    "Q25167": "nb", "Q7918": "bg", "Q6654": "hr", "Q9299": "sr", "Q7026": "ca", "Q9199": "vi",
}  # fmt: skip


def read(text: str, name: str) -> Iterator[Entry | Problem]:
    """The entries of either form."""
    for found in records(text):
        if isinstance(found, Problem):
            yield found
            continue
        line, record = found
        if isinstance(record.get("results"), dict):
            yield from _results(record["results"].get("bindings"), name)
        elif "itemLabel" in record:  # results as the query service saves them
            yield from _results([record], name, line)
        elif isinstance(record.get("entities"), dict):
            for entity in record["entities"].values():
                yield from _entity(entity, line, name)
        else:
            yield from _entity(record, line, name)


def _entity(entity: Any, line: int, name: str) -> Iterator[Entry | Problem]:
    if not isinstance(entity, dict) or not isinstance(entity.get("labels"), dict):
        yield Problem(line, "is no entity: it has no labels")
        return
    labels = {tag: value for tag, label in entity["labels"].items() if (value := _value(label))}
    main = next((tag for tag in ("en", "mul", *labels) if tag in labels), "")
    facts = Facts(labels.get(main, ""), id=str(entity.get("id", "")))
    for tag, label in labels.items():
        if (known := tag_of(tag)) and known != "en":
            facts.forms.setdefault(known, []).append(label)
    aliases = entity.get("aliases")
    if isinstance(aliases, dict):
        for tag in ("en", "mul"):
            facts.aliases += filter(None, map(_value, aliases.get(tag) or ()))
    claims = entity.get("claims") if isinstance(entity.get("claims"), dict) else {}
    assert isinstance(claims, dict)
    kinds = (_KINDS.get(str(item)) for item in _items(claims, "P31"))
    facts.kind = next(filter(None, kinds), "")
    natives = [lang for known in ("P1559", "P1705") for lang in _languages(claims, known)]
    natives += [_LANGUAGES.get(item, "") for item in _items(claims, "P103")]
    facts.native = next((base for lang in natives if (base := base_of(lang))), "")
    yield from made(facts, line, name)


def _value(label: Any) -> str:
    """The text of a label, which is an object, or in some exports the text itself."""
    return str(label.get("value", "")) if isinstance(label, dict) else str(label or "")


def _values(claims: Record, claimed: str) -> Iterator[Record]:
    """The values of a property that are objects."""
    statements = claims.get(claimed)
    for statement in statements if isinstance(statements, list) else ():
        if isinstance(statement, dict) and statement.get("rank") != "deprecated":
            value = statement.get("mainsnak", {}).get("datavalue", {}).get("value")
            if isinstance(value, dict):
                yield value


def _items(claims: Record, claimed: str) -> Iterator[str]:
    for value in _values(claims, claimed):
        yield str(value.get("id") or f"Q{value.get('numeric-id', '')}")


def _languages(claims: Record, claimed: str) -> Iterator[str]:
    for value in _values(claims, claimed):
        yield str(value.get("language", ""))


def _results(bindings: Any, name: str, line: int = 0) -> Iterator[Entry | Problem]:
    """The entries of SPARQL results; the rows of one item are put together.

    The place of a row is its number, for a table in JSON has no lines to speak of.
    """
    found: dict[str, tuple[int, Facts]] = {}
    for number, row in enumerate(bindings if isinstance(bindings, list) else (), 1):
        place = line or number
        if not isinstance(row, dict):
            yield Problem(place, "is no row of results")
            continue
        cells = {variable: _value(cell) for variable, cell in row.items()}
        label = cells.get("itemLabel") or cells.get("canonical") or cells.get("label", "")
        item = cells.get("item", "").rpartition("/")[2]
        known = found.get(item or label)
        if known is None:
            found[item or label] = known = (place, Facts(label, id=item))
        _add(known[1], cells, row)
    for place, facts in found.values():
        yield from made(facts, place, name)


def _add(facts: Facts, cells: dict[str, str], row: Record) -> None:
    """Add what one row says."""
    label = row.get("itemLabel")
    lang = tag_of(label.get("xml:lang", "")) if isinstance(label, dict) else None
    if lang and lang != "en" and cells["itemLabel"] != facts.canonical:
        facts.forms.setdefault(lang, []).append(cells["itemLabel"])
    elif lang == "en" and cells["itemLabel"]:
        facts.canonical = cells["itemLabel"]
    for variable, cell in cells.items():
        low = variable.removesuffix("Label").lower()
        if variable == "itemAltLabel":
            facts.aliases += [alias.strip() for alias in cell.split(", ")]
        elif low in ("kind", "type", "class", "instance", "instanceof"):
            kind = _KINDS.get(cell.rpartition("/")[2]) or kind_of(cell)
            facts.kind = facts.kind or (kind if kind and cell else "")
        elif low in ("native", "native_lang", "nativelang"):
            facts.native = _LANGUAGES.get(cell.rpartition("/")[2]) or base_of(cell) or ""
        elif variable not in ("item", "itemLabel", "label", "canonical") and cell:
            tag = tag_of(variable.removeprefix("label_")) if "_" in variable else None
            if tag:
                facts.forms.setdefault(tag, []).append(cell)
            else:
                put(facts, variable, several(cell))
