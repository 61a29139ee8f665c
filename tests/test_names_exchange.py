"""Lists of names in the formats of others: what is read from them, and what comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleanup.names.entry import Entry, parse
from cleanup.names.exchange import FORMATS, Problem, guess, guess_target, read, write

NAMES = [
    parse(line, "here:1")
    for line in (
        "Adaeze Obi\tperson\tig\tgarble=Daughter Obi; Adaeze Heart\talias=Ada Obi"
        "\tstyle=Adaeze Óbi\tde=Adaese Obi\tru=Адаэзе Оби\tid=17\tpolicy=ask",
        "Le Quotidien du Lac\twork\tfr\tgarble=The Daily of the Lake\tcontext=newspaper; daily"
        "\tfrom=1998\tuntil=2014-05\tid=18",
        "Nieuwkerk & Zoon <N.V.>\torganisation\tnl\tid=19",
        'Port "Lesedi"\tplace\ttn\tid=20',
        "Zentrix\tproduct\t\tid=21",
    )
]


def entries(text: str, format: str) -> list[Entry]:
    found = list(read(text, "list", format))
    assert not [item for item in found if isinstance(item, Problem)]
    return [item for item in found if isinstance(item, Entry)]


def problems(text: str, format: str) -> list[Problem]:
    return [item for item in read(text, "list", format) if isinstance(item, Problem)]


@pytest.mark.parametrize("format", ["pack", "csv", "jsonl"])
def test_nothing_is_lost_in_our_own_formats(format: str) -> None:
    text = write(NAMES, format)
    assert entries(text, format) == NAMES
    assert write(entries(text, format), format) == text
    assert guess("names", text) == format


@pytest.mark.parametrize("format", ["skos", "tbx"])
def test_vocabularies_hold_all_but_context_dates_and_policy(format: str) -> None:
    text = write(NAMES, format)
    found = entries(text, format)
    for entry, back in zip(NAMES, found, strict=True):
        assert back.canonical == entry.canonical
        assert (back.kind, back.native, back.id) == (entry.kind, entry.native, entry.id)
        assert back.garbles == entry.garbles
        assert set(back.right) == set(entry.right)
        assert back.forms == entry.forms
    assert write(found, format) == text
    assert guess("names", text) == format


def test_jrc_holds_right_forms_kinds_and_languages() -> None:
    text = write(NAMES, "jrc")
    assert "17\tP\tu\tAdaeze+Obi\n17\tP\tu\tAdaeze+Óbi\n17\tP\tu\tAda+Obi\n" in text
    found = entries(text, "jrc")
    assert [(e.canonical, e.kind, e.id, set(e.right)) for e in found] == [
        (e.canonical, e.kind, e.id, set(e.right)) for e in NAMES
    ]
    assert found[0].forms == NAMES[0].forms
    assert write(found, "jrc") == text
    assert guess("entities", text) == "jrc"


def test_spacy_holds_right_forms_and_kinds() -> None:
    text = write(NAMES, "spacy")
    found = entries(text, "spacy")
    assert [(e.canonical, e.kind, e.id, set(e.right)) for e in found] == [
        (e.canonical, e.kind, e.id, set(e.right)) for e in NAMES
    ]
    assert write(found, "spacy") == text
    assert guess("patterns.jsonl", text) == "spacy"


@pytest.mark.parametrize(("format", "name"), [("languagetool", "spelling.txt"),
                                              ("hunspell", "names.dic")])  # fmt: skip
def test_word_lists_hold_right_forms(format: str, name: str) -> None:
    text = write(NAMES, format)
    found = entries(text, format)
    assert {e.canonical for e in found} == {form for e in NAMES for form in e.right}
    assert write(found, format) == text
    assert guess(name, text) == format


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables_of_any_delimiter_and_order(delimiter: str) -> None:
    rows = (
        ("Kind", "garbles", "CANONICAL", "fr", "native_lang", "remark"),
        ("LOC", '"Bridge Over; Bridge Of"', "Ponte Sora", "Pont de Sora", "IT", "x"),
        ("Person", "", "Ines Varga", "", "", ""),
    )
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)
    one, two = entries(text, "csv")
    assert (one.canonical, one.kind, one.native) == ("Ponte Sora", "place", "it")
    assert one.garbles == ("Bridge Over", "Bridge Of")
    assert one.forms == {"fr": "Pont de Sora"}
    assert (two.canonical, two.kind, two.native) == ("Ines Varga", "person", "")


@pytest.mark.parametrize(
    ("written", "kind"),
    [("person", "person"), ("PER", "person"), ("Loc", "place"), ("GPE", "place"),
     ("org", "organisation"), ("Organization", "organisation"), ("ORGANISATION", "organisation"),
     ("work of art", "work"), ("Product", "product"), ("misc", "term"), ("", "term")],
)  # fmt: skip
def test_kinds_in_any_usual_spelling(written: str, kind: str) -> None:
    (entry,) = entries(f"canonical,kind,native_lang\nAxel Brandt,{written},de\n", "csv")
    assert entry.kind == kind


def test_a_bad_row_is_named_by_its_line_and_the_rest_is_read() -> None:
    text = (
        "canonical,kind,native_lang,garbles\n"
        "Ines Varga,person,hu,\n"
        "Rika Sol,starship,nl,\n"
        ",person,hu,\n"
        '"Tuva\nLind",person,sv,\n'
        "#Sommer,term,de,\n"
        "Ana Mora,person,nonsense,\n"
        "Too,person,hu,,,many\n"
        "Bo Ek,person,sv,Bo Ek\n"
        "Maj Rask,person,da,\n"
    )
    found = list(read(text, "list", "csv"))
    names = [item.canonical for item in found if isinstance(item, Entry)]
    assert names == ["Ines Varga", "Tuva Lind", "Bo Ek", "Maj Rask"]
    said = {item.line: item.reason for item in found if isinstance(item, Problem)}
    assert list(said) == [3, 4, 7, 8, 9, 10]
    assert "no kind of name" in said[3]
    assert "no name" in said[4]
    assert "#" in said[7]
    assert "no language tag" in said[8]
    assert "cells" in said[9]
    assert "right form" in said[10]


def test_a_table_without_the_column_says_so() -> None:
    (problem,) = problems("who,what\nInes Varga,person\n", "csv")
    assert "'canonical'" in problem.reason
    assert problems("", "csv")


def test_forms_are_tidied() -> None:
    (entry,) = entries("canonical,kind\n  Zoe\u0308   Lund ,person\n", "csv")
    assert entry.canonical == "Zoë Lund"


def test_jsonl_takes_arrays_texts_and_damage() -> None:
    lines = [
        '{"canonical": "Ines Varga", "kind": "PER", "aliases": ["I. Varga"], "fr": "Inès Varga"}',
        '{"canonical": "Rika Sol", "garbles": "Rika Sun; Rica Sun", "forms": {"de": "Rieke Sol"}}',
        '{"canonical": ',
        "[1, 2]",
        '{"name": "Bo Ek", "other": {"x": 1}}',
    ]
    found = list(read("\n".join(lines), "list", "jsonl"))
    named = [item for item in found if isinstance(item, Entry)]
    assert [e.canonical for e in named] == ["Ines Varga", "Rika Sol", "Bo Ek"]
    assert named[0].aliases == ("I. Varga",)
    assert named[0].forms == {"fr": "Inès Varga"}
    assert named[1].garbles == ("Rika Sun", "Rica Sun")
    assert [item.line for item in found if isinstance(item, Problem)] == [3, 4]


def wikidata(id: str, name: str, kind: str, **labels: str) -> dict[str, object]:
    claim = {"mainsnak": {"datavalue": {"value": {"id": kind}}}, "rank": "normal"}
    texts = {"en": name, **labels}
    return {
        "id": id,
        "labels": {tag: {"language": tag, "value": text} for tag, text in texts.items()},
        "aliases": {"en": [{"language": "en", "value": f"{name} the Elder"}]},
        "claims": {"P31": [claim]},
    }


def test_wikidata_entities() -> None:
    one = wikidata("Q1", "Ines Varga", "Q5", fr="Inès Varga", de="Ines Varga")
    native = {"mainsnak": {"datavalue": {"value": {"text": "Varga Ines", "language": "hu"}}}}
    one["claims"]["P1559"] = [native]  # type: ignore[index]
    two = wikidata("Q2", "Ponte Sora", "Q515")
    dump = f"[\n{json.dumps(one)},\nbroken,\n{json.dumps(two)}\n]\n"
    assert guess("dump.json", dump) == "wikidata"
    found = list(read(dump, "list", "wikidata"))
    assert [item.line for item in found if isinstance(item, Problem)] == [3]
    first, second = (item for item in found if isinstance(item, Entry))
    assert (first.canonical, first.kind, first.native, first.id) == (
        "Ines Varga", "person", "hu", "Q1")  # fmt: skip
    assert first.forms == {"fr": "Inès Varga"}
    assert first.aliases == ("Ines Varga the Elder",)
    assert (second.kind, second.home) == ("place", "list:4")
    answer = json.dumps({"entities": {"Q1": one, "Q2": two}})
    assert [e.canonical for e in entries(answer, "wikidata")] == ["Ines Varga", "Ponte Sora"]


def test_wikidata_sparql_results() -> None:
    def row(item: str, label: str, lang: str, kind: str) -> dict[str, object]:
        return {
            "item": {"type": "uri", "value": f"http://www.wikidata.org/entity/{item}"},
            "itemLabel": {"type": "literal", "xml:lang": lang, "value": label},
            "type": {"type": "uri", "value": f"http://www.wikidata.org/entity/{kind}"},
        }

    rows = [row("Q1", "Ines Varga", "en", "Q5"), row("Q1", "Inès Varga", "fr", "Q5"),
            row("Q7", "Banco Verde", "en", "Q22687")]  # fmt: skip
    text = json.dumps({"head": {"vars": ["item", "itemLabel"]}, "results": {"bindings": rows}})
    assert guess("query.json", text) == "wikidata"
    one, two = entries(text, "wikidata")
    assert (one.canonical, one.kind, one.forms) == ("Ines Varga", "person", {"fr": "Inès Varga"})
    assert (two.canonical, two.kind, two.id) == ("Banco Verde", "organisation", "Q7")


def test_opensanctions() -> None:
    table = (
        "id,schema,name,aliases,birth_date\n"
        'NK-1,Person,Ines Varga,"Inesz Varga;Varga Ines",1970\n'
        "NK-2,Vessel,Zentrix,,\n"
        "NK-3,Address,1 Harbour Road,,\n"
    )
    assert guess("targets.simple.csv", table) == "opensanctions"
    one, two = entries(table, "opensanctions")
    assert (one.canonical, one.kind, one.id) == ("Ines Varga", "person", "NK-1")
    assert one.aliases == ("Inesz Varga", "Varga Ines")
    assert two.kind == "product"
    record = {
        "id": "NK-1",
        "schema": "Person",
        "caption": "Ines Varga",
        "properties": {"name": ["Ines Varga", "Инес Варга"], "weakAlias": ["Ina"]},
    }
    lines = json.dumps(record) + '\n{"id": "x"}\n' + json.dumps(record | {"schema": "Sanction"})
    assert guess("entities.ftm.json", lines) == "opensanctions"
    found = list(read(lines, "list", "opensanctions"))
    assert [e.aliases for e in found if isinstance(e, Entry)] == [("Инес Варга",)]
    assert [p.line for p in found if isinstance(p, Problem)] == [2]


RDF = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:Concept rdf:about="http://example.org/lake-daily">
    <skos:prefLabel xml:lang="fr">Le Quotidien du Lac</skos:prefLabel>
    <skos:prefLabel xml:lang="en">Lake Daily</skos:prefLabel>
    <skos:altLabel xml:lang="en">The Lake Daily</skos:altLabel>
    <skos:hiddenLabel xml:lang="en">Lake Dayly</skos:hiddenLabel>
  </skos:Concept>
</rdf:RDF>
"""
TURTLE = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
@prefix ex: <http://example.org/> .
# a comment
ex:lake-daily a skos:Concept ;
    skos:prefLabel "Le Quotidien du Lac"@fr , 'Lake Daily'@en ;
    skos:altLabel \"\"\"The Lake Daily\"\"\"@en ; skos:hiddenLabel "Lake Dayly"@en ;
    skos:inScheme [ a skos:ConceptScheme ] .
ex:second skos:prefLabel "Lake \\"B\\""@en .
"""
JSON_LD = """{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"}, "@graph": [
 {"@id": "http://example.org/lake-daily", "@type": "skos:Concept",
  "skos:prefLabel": [{"@value": "Le Quotidien du Lac", "@language": "fr"},
                     {"@value": "Lake Daily", "@language": "en"}],
  "altLabel": {"en": "The Lake Daily"}, "skos:hiddenLabel": "Lake Dayly"}]}
"""


@pytest.mark.parametrize("text", [RDF, TURTLE.replace(" ;\n    skos:inScheme [ a skos:ConceptScheme"
                                                      " ]", ""), JSON_LD])  # fmt: skip
def test_skos(text: str) -> None:
    assert guess("vocabulary", text) == "skos"
    entry = entries(text, "skos")[0]
    assert (entry.canonical, entry.id) == ("Lake Daily", "lake-daily")
    assert entry.forms == {"fr": "Le Quotidien du Lac"}
    assert entry.aliases == ("The Lake Daily",)
    assert entry.garbles == ("Lake Dayly",)


def test_turtle_names_what_it_cannot_read() -> None:
    found = list(read(TURTLE, "list", "skos"))
    assert [item.line for item in found if isinstance(item, Problem)] == [4]
    assert [item.canonical for item in found if isinstance(item, Entry)] == ['Lake "B"']


def test_tbx_version_3() -> None:
    text = """<?xml version="1.0"?>
<!DOCTYPE tbx SYSTEM "TBXcoreStructV03.dtd">
<tbx type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c5">
 <langSec xml:lang="en"><termSec><term>Lake Daily</term></termSec>
 <termSec><term>Lake Dayly</term>
  <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec></langSec>
 <langSec xml:lang="fr"><termSec><term>Le Quotidien du Lac</term></termSec></langSec>
</conceptEntry>
<conceptEntry id="c6"><langSec xml:lang="en"/></conceptEntry>
</body></text></tbx>"""
    found = list(read(text, "list", "tbx"))
    assert guess("terms.tbx", text) == "tbx"
    (entry,) = (item for item in found if isinstance(item, Entry))
    assert (entry.canonical, entry.id, entry.garbles) == ("Lake Daily", "c5", ("Lake Dayly",))
    assert entry.forms == {"fr": "Le Quotidien du Lac"}
    assert [item.line for item in found if isinstance(item, Problem)] == [10]


@pytest.mark.parametrize("format", ["skos", "tbx"])
def test_damaged_and_dangerous_xml(format: str) -> None:
    cut = RDF[: RDF.index("</rdf:RDF>")] if format == "skos" else "<martif><termEntry>"
    (problem,) = (p for p in problems(cut, format) if "well-formed" in p.reason)
    assert problem.line > 0
    bomb = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    (problem,) = problems(bomb, format)
    assert "entities" in problem.reason


def test_spacy_patterns() -> None:
    text = (
        '{"label": "PERSON", "pattern": [{"TEXT": "Ines"}, {"TEXT": "Varga"}], "id": "iv"}\n'
        '{"label": "PERSON", "pattern": "I. Varga", "id": "iv"}\n'
        '{"label": "GPE", "pattern": "Ponte Sora"}\n'
        '{"label": "ORG", "pattern": [{"LOWER": "banco"}]}\n'
    )
    found = list(read(text, "list", "spacy"))
    one, two = (item for item in found if isinstance(item, Entry))
    assert (one.canonical, one.aliases, one.id) == ("Ines Varga", ("I. Varga",), "iv")
    assert (two.canonical, two.kind) == ("Ponte Sora", "place")
    assert [item.line for item in found if isinstance(item, Problem)] == [4]


def test_word_lists_as_they_come() -> None:
    lists = "# names\nInes Varga  # a comment\nZentrix/S\n!Zentrics\n"
    found = list(read(lists, "list", "languagetool"))
    assert [e.canonical for e in found if isinstance(e, Entry)] == ["Ines Varga", "Zentrix"]
    assert [p.line for p in found if isinstance(p, Problem)] == [4]
    dic = "3\nVarga/SM\nAC\\/DC\nSora\tpo:noun\n"
    assert guess("x.dic", dic) == "hunspell"
    assert [e.canonical for e in entries(dic, "hunspell")] == ["Varga", "AC/DC", "Sora"]


def test_garbage_is_a_problem_never_a_traceback(tmp_path: Path) -> None:
    samples = [
        "",
        "\n",
        "\x00\x01",
        "{",
        "[]",
        "<",
        "<a/>",
        '{"entities": 3}',
        "1\t2\t3\t4",
        '{"labels": 1}',
        '{"results": {"bindings": [1]}}',
        '"',
        'a "b',
        "@prefix",
        '{"pattern": {}}',
        '[{"a": 1}, 2]',
        "x;y\n;;;;",
        'canonical\n"',
        "\ud800",
    ]
    for format in FORMATS:
        for sample in samples:
            list(read(sample, "list", format))
    for sample in samples:
        guess("x", sample)


def test_what_a_pack_cannot_hold_is_left_out_and_said() -> None:
    record = {
        "canonical": "Ines Varga",
        "aliases": ["Varga; Ines", "I. Varga", "\x1b[31mInes"],
        "id": "Q1",
        "forms": {"id": "Ines dari Varga", "fr": "Inès\u202e"},
    }
    text = json.dumps(record) + '\n{"canonical": "\x1b[2JZoe"}\n{"canonical": "?!"}\n'
    text += '{"canonical": "Bo Ek", "id": "a; b"}\n'
    found = list(read(text, "list", "jsonl"))
    (entry,) = (item for item in found if isinstance(item, Entry))
    assert set(entry.aliases) == {"I. Varga", "Ines dari Varga"}
    assert (entry.id, entry.forms) == ("Q1", {})
    assert [p.line for p in found if isinstance(p, Problem)] == [1, 1, 1, 2, 3, 4]
    assert len(problems("Zoe\x1b[2J\tperson\n", "pack")) == 1


def test_targets_tell_their_format() -> None:
    assert guess_target("a.csv") == "csv"
    assert guess_target("a/b.spacy.jsonl") == "spacy"
    assert guess_target("a.jsonl") == "jsonl"
    assert guess_target("a.xyz") is None
