"""The gazetteer: entries, packs, layers, matching; and what translators make of names."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.config import Config
from cleanup.errors import ConfigError
from cleanup.names import freedict
from cleanup.names import gazetteer as gazetteers
from cleanup.names.compiled import Compiled, compiled, load
from cleanup.names.entry import parse
from cleanup.names.folding import fold, key
from cleanup.names.gazetteer import Gazetteer
from cleanup.names.lattice import explained, tokens
from cleanup.names.near import slips
from cleanup.names.wholes import translated, wholes
from cleanup.names.words import becomes, is_given_variant
from cleanup.pipeline import Cleaner

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
import measure_names  # noqa: E402

PACK = """\
# Names made up for the tests.
Anne Le Maire\tperson\tfr\tgarble=Anne The Mayor\tstyle=Anne Lemaire
Ana O\tperson
Banco Verde\torganisation\tpt
Lena Kohl\tperson\tde\tpl=Lena Kohl; L. Kohl\tru=Лена Коль
Nova Kirna\tplace\tru\tru=Нова Кирна\tja=ノバ・キルナ
Pablo Iglesias Prado\tperson\tes\tpolicy=ask
"""


@pytest.fixture(scope="module")
def pack() -> Compiled:
    return compiled(PACK, "made.tsv")


@pytest.fixture(scope="module")
def names(pack: Compiled) -> Gazetteer:
    return Gazetteer([pack])


# ---------------------------------------------------------------- entries


def test_a_line_goes_to_an_entry_and_back() -> None:
    for line in PACK.splitlines()[1:3]:
        assert parse(line, "x:1").line() == line
    entry = parse("Lena Kohl\tperson\tde\tpl=Lena Kohl; L. Kohl", "x:1")
    assert entry.form("pl-PL") == "Lena Kohl"
    assert entry.aliases == ("L. Kohl",)
    assert entry.form("fr") == "Lena Kohl"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Anna\tpersn", "no kind"),
        ("Anna\tperson\tDeutsch, bitte", "no language tag"),
        ("Anna\tperson\tde\tgarbles=x", "unknown field"),
        ("Anna\tperson\tde\tgarble=", "no field"),
        ("Anna\tperson\tde\tpolicy=maybe", "no policy"),
        ("Anna\tperson\tde\tfrom=soon", "no year"),
        ("Anna\tperson\tde\tid=1\tid=2", "twice"),
        ("...\tperson", "no name"),
        ("E\u0301mile\tperson", "NFC"),
    ],
)
def test_a_bad_line_is_named(line: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as error:
        compiled(f"# a comment\n{line}\n", "made.tsv")
    assert str(error.value).startswith("made.tsv:2: ")
    assert "\n" not in str(error.value)


# ---------------------------------------------------------------- matching


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("Yesterday Anne Le Maire spoke.", "en", ["Anne Le Maire"]),
        ("ANNE LE MAIRE and anne le maire", "en", ["ANNE LE MAIRE"]),
        ("Anne Le Maire's plan; Anne-Le Maire", "en", ["Anne Le Maire", "Anne-Le Maire"]),
        ("Anne Le\nMaire, Anne. Le Maire", "en", ["Anne Le\nMaire"]),
        ("Die Pläne Lena Kohls und Lena Kohlers", "de", ["Lena Kohls"]),
        ("Он видел Лену Коль и был в Нова Кирне.", "ru", ["Нова Кирне"]),
        ("先週ノバ・キルナで", "ja", ["ノバ・キルナ"]),
        ("I saw L. Kohl", "de", ["L. Kohl"]),
        ("I saw Ana", "ru", []),
        ("Banco Verdes, Banco Verde", "en", ["Banco Verdes", "Banco Verde"]),
    ],
)
def test_names_are_found(names: Gazetteer, text: str, lang: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in names.known(text, lang)] == found


@given(
    st.lists(
        st.sampled_from(["Anne", "Le Maire", "Lena Kohl", "Ana O", "L. Kohl", "Nova Kirny", "-"])
        | st.text(max_size=3)
    ),
    st.sampled_from(["en", "ru", "pl", "ja"]),
)
def test_hits_are_names_between_others(parts: list[str], lang: str) -> None:
    names = Gazetteer([compiled(PACK, "made.tsv")])
    text = " ".join(parts)
    last = 0
    for hit in names.hits(text, lang):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end
        surface = key(text[hit.start : hit.end])
        forms = [key(form) for form in (*hit.entry.right, *hit.entry.garbles)]
        assert any(surface.startswith(form[:-1]) for form in forms)


def test_the_longest_wins_and_nothing_overlaps() -> None:
    made = compiled("Nova\tplace\nNova Kirna\tplace\nKirna Bay\tplace\n", "x")
    text = "Nova Kirna Bay, Nova, Novara"
    hits = Gazetteer([made]).hits(text, "en")
    assert [text[h.start : h.end] for h in hits] == ["Nova Kirna", "Nova"]


def test_a_compiled_pack_is_kept_in_a_file(pack: Compiled, tmp_path: Path) -> None:
    pack.save(tmp_path / "p.bin")
    again = load(tmp_path / "p.bin", "made.tsv")
    assert again is not None
    assert list(again.entries()) == list(pack.entries())
    text = "Anne Le Maire in Nova Kirna"
    assert Gazetteer([again]).hits(text, "en") == Gazetteer([pack]).hits(text, "en")
    assert [e.canonical for e in again.with_token("kirna")] == ["Nova Kirna"]
    (tmp_path / "p.bin").write_bytes((tmp_path / "p.bin").read_bytes()[:-9])
    assert load(tmp_path / "p.bin", "made.tsv") is None
    assert load(tmp_path / "none.bin", "made.tsv") is None


def test_the_nearer_layer_is_right(pack: Compiled) -> None:
    near = compiled("Anne Le Maire\tperson\tfr\tpolicy=never\nZoe Quill\tperson\n", "near.tsv")
    both = Gazetteer([near, pack])
    assert both.nearest(next(pack.entries())).policy == "never"
    assert [e.canonical for e in both.entries()].count("Anne Le Maire") == 1
    assert not list(both.garbled("So Anne The Mayor spoke.", "en"))
    assert list(Gazetteer([pack]).garbled("So Anne The Mayor spoke.", "en"))


def test_the_project_has_names_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".cleanup").mkdir()
    (tmp_path / ".cleanup" / "names.tsv").write_text("Zora Le Maire\tperson\tfr\n", "utf-8")
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    result = Cleaner(Config(engine=("none",), source_lang="fr"), earned=False).clean(
        "Minister Zora The Mayor resigned.", lang="en"
    )
    assert result.final == "Minister Zora Le Maire resigned."


# ---------------------------------------------------------------- shipped packs


@pytest.mark.parametrize("path", gazetteers.shipped(), ids=lambda path: path.stem)
def test_a_pack_is_in_order(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line[:1] != "#"]
    entries = list(compiled("\n".join(lines), path.name).entries())
    names = [entry.canonical for entry in entries]
    assert names == sorted(set(names)), "sorted and unique"
    for entry in entries:
        assert not set(entry.garbles) & set(entry.right), entry.canonical


def test_no_garble_of_a_pack_is_a_right_name() -> None:
    packs = [compiled(path.read_text("utf-8"), path.name) for path in gazetteers.shipped()]
    entries = [entry for pack in packs for entry in pack.entries()]
    canonical = [entry.canonical for entry in entries]
    assert len(canonical) == len(set(canonical)), "one name, one line"
    right = {form for entry in entries if entry.policy != "shield" for form in entry.right}
    chains = [g for entry in entries for g in entry.garbles if g in right]
    assert not chains


# ---------------------------------------------------------------- what translators make of names


@pytest.mark.parametrize(
    ("word", "made", "source", "target"),
    [
        ("maire", "mayor", "fr", "en"),
        ("iglesias", "churches", "es", "en"),
        ("laforge", "the forge", "fr", "en"),
        ("schweinsteiger", "pig climber", "de", "en"),
        ("woods", "bosques", "en", "es"),
        ("kohl", "chou", "de", "fr"),
    ],
)
def test_words_become_words(word: str, made: str, source: str, target: str) -> None:
    assert becomes(word, made, source, target)
    assert not becomes(word, "harbour", source, target)


def test_given_names_take_the_form_of_the_target() -> None:
    assert is_given_variant("françois".replace("ç", "c"), "francis", "en")
    assert not is_given_variant("francis", "francois", "en")
    assert not is_given_variant("heinz", "heinrich", "en")


def test_a_name_is_explained(names: Gazetteer) -> None:
    text = "Then Lena Cabbage met Anne The Mayor of Nova Kirna."
    found = {
        one.name: text[one.start : one.end]
        for source in ("de", "fr")
        for one in explained(tokens(text), names, source, "en", text)
        if one.changed
    }
    assert found == {"Lena Kohl": "Lena Cabbage", "Anne Le Maire": "Anne The Mayor"}


def test_a_whole_translation(names: Gazetteer) -> None:
    assert "green bank" in set(translated("Banco Verde", "pt", "en"))
    found = list(wholes(names, "pt", "en").found("He left Green Bank in May."))
    assert [one.name for one in found] == ["Banco Verde"]


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("merkel", "merckel", 1),
        ("ravelo", "rvaelo", 1),
        ("kim", "kam", None),
        ("marta", "karta", None),
        ("willoughby", "wilouhgby", 2),
        ("icelandair", "icelandic", None),
        ("ravelo", "ravelo", None),
    ],
)
def test_slips(one: str, other: str, far: int | None) -> None:
    assert slips(one, other) == slips(other, one) == far


# ---------------------------------------------------------------- in a run


@pytest.mark.parametrize(
    ("text", "lang", "source_lang", "after"),
    [
        (
            "The talks with Pablo Churches failed.",
            "en",
            "es",
            "The talks with Pablo Iglesias failed.",
        ),
        ("La firma de Bill Puertas crece.", "es", "en", "La firma de Bill Gates crece."),
        ("The talks with Pablo Churches.", "en", "de", "The talks with Pablo Churches."),
        ("Talks with Angela Merckel failed.", "en", None, "Talks with Angela Merkel failed."),
    ],
)
def test_names_are_put_right(text: str, lang: str, source_lang: str | None, after: str) -> None:
    only = ("translated-name", "misspelt-name")
    cleaner = Cleaner(Config(engine=("none",), only=only), earned=False)
    assert cleaner.clean(text, lang=lang, source_lang=source_lang).final == after


def test_without_the_source_language_it_asks() -> None:
    cleaner = Cleaner(Config(engine=("none",), only=("translated-name",)), earned=False)
    result = cleaner.clean("So Pablo Churches left.", lang="en")
    assert not result.changed
    assert [p.edit.after for p in result.pending] == ["Pablo Iglesias"]


def test_a_known_name_is_shielded() -> None:
    names = Cleaner(Config(engine=("none",))).document("So Nayib Bukele left.", lang="en").names
    assert names.touching(3, 15) is not None


def test_dictionaries_of_the_machine_widen_what_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = "zarpo /ˈθaɾpo/ <n, masc>\nwardrobe, chest\nzibel <v>\n1. to hum (loudly)\n"
    (tmp_path / "freedict-spa-eng.dict.dz").write_bytes(gzip.compress(articles.encode()))
    (tmp_path / "freedict-fra-eng.dict.dz").write_bytes(b"no such file")
    monkeypatch.setattr(freedict, "FOLDERS", (tmp_path,))
    freedict.installed.cache_clear()
    try:
        assert freedict.installed("es", "en") == {
            "zarpo": {"wardrobe", "chest"},
            "zibel": {"hum"},
        }
        assert freedict.installed("fr", "en") == {}
        names = Gazetteer([compiled("Zarpo Montalbo\tperson\tes", "mine")])
        work = Cleaner(Config(engine=("none",), only=("translated-name",)))
        work.__dict__["gazetteer"] = names
        result = work.clean("So Chest Montalbo spoke.", lang="en", source_lang="es")
        assert [(p.edit.before, p.edit.after) for p in result.pending] == [
            ("Chest Montalbo", "Zarpo Montalbo")
        ]
        assert result.final == result.original, "asked about, never changed"
    finally:
        freedict.installed.cache_clear()


def test_garbles_that_nobody_listed() -> None:
    """Names known by their right form only, as if imported, in the sentences of the measure."""
    rows = measure_names.read_garbles(ROOT / "corpora" / "garbles.tsv")
    found = measure_names.verdicts(rows, measure_names.imported(rows), with_source=False)
    counts = Counter(verdict for _, verdict in found)
    total = sum(counts.values())
    assert counts["wrong"] == 0
    assert counts["automatic"] >= 0.5 * total
    assert counts["automatic"] + counts["asked"] >= 0.8 * total
