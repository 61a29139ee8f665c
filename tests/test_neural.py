"""What needs no model: aligning, judging, tags, manifests, and the words of ``cleanup models``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from math import prod
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal_io import cleanup

from cleanup import engines
from cleanup.align import differences
from cleanup.config import Config
from cleanup.document import Document
from cleanup.edit import Safety, apply
from cleanup.engines.masking import mask, shields_of
from cleanup.engines.neural import adding, store
from cleanup.engines.neural.edits import outcome
from cleanup.engines.neural.judgement import objection
from cleanup.engines.neural.manifest import Manifest, Measured, damage, encoded, read
from cleanup.engines.neural.recommended import recommended
from cleanup.engines.neural.rewrite import Chance, Rewrite, batches
from cleanup.engines.neural.tagging import Labels, Tagged, Tagger, read_verbs
from cleanup.errors import InputError, UsageError
from cleanup.language import language
from cleanup.safety import of_model

# ---------------------------------------------------------------- aligning


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("He go home.", "He goes home.", [("go", "goes")]),
        ("He goes to home.", "He goes home.", [("to ", "")]),
        ("He every one knew.", "He everyone knew.", [("every one", "everyone")]),
        ("Same.", "Same.", []),
        ("один дом", "одна дом", [("один", "одна")]),
        ("a , b", "a, b", [(" ", "")]),
    ],
)
def test_differences_are_small(before: str, after: str, found: list[tuple[str, str]]) -> None:
    spans = differences(before, after)
    assert [(before[d.start : d.end], after[d.after_start : d.after_end]) for d in spans] == found


def test_without_spaces_characters_are_compared() -> None:
    (found,) = differences("彼は学校に行た。", "彼は学校に行った。", spaceless=True)
    assert (found.start, found.end, found.after_start, found.after_end) == (6, 6, 6, 7)


@given(st.text("ab ,\né", max_size=30), st.text("ab ,\né", max_size=30), st.booleans())
def test_differences_lead_from_one_text_to_the_other(
    before: str, after: str, spaceless: bool
) -> None:
    at, made = 0, ""
    spans = differences(before, after, spaceless=spaceless)
    for one, other in pairwise(spans):
        assert one.end < other.start
    for d in spans:
        made += before[at : d.start] + after[d.after_start : d.after_end]
        at = d.end
    assert made + before[at:] == after


# ---------------------------------------------------------------- judging


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("It cost 5,000 euros.", "It cost 6,000 euros.", "rewrite changes a number"),
        ("It cost five euros.", "It cost 5 euros.", "rewrite changes a number"),
        ("It cost much.", " ", "rewrite is empty"),
        ("Anna saw it there.", "Anna saw Peter there.", "rewrite brings in a name: Peter"),
        ("They met Olga in town.", "They met her in town.", "rewrite loses a name: Olga"),
        ("See Kim for more.", "See the page for more.", "rewrite loses a protected span"),
        ("He is old.", "He is old. He is old. He is old. He is old.", "rewrite is too long"),
        ("He was the oldest man in all of the town.", "He was old.", "rewrite is too short"),
        ("It is nice.", "Это nice.", "rewrite brings in another script"),
        (
            "The mayor opened the bridge at noon.",
            "A ship entered our harbour one evening.",
            "rewrite changes too many words",
        ),
    ],
)
def test_inventions_are_refused(before: str, after: str, said: str) -> None:
    assert objection(before, after, hidden=before.count("Kim")) == said


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("He go home.", "He goes home."),
        ("the mayor of Berln spoke.", "The mayor of Berlin spoke."),
        ("He go to school every days.", "He goes to school every day."),
        ("Er hat 3 Kind.", "Er hat 3 Kinder."),
        ("See Kim for more informations.", "See Kim for more information."),
        ("Он пошел домои.", "Он пошёл домой."),
    ],
)
def test_corrections_pass(before: str, after: str) -> None:
    assert objection(before, after, hidden=before.count("Kim")) is None


# ---------------------------------------------------------------- rewrites become edits

PLAIN = Manifest(name="m", kind="seq2seq")


def found(
    text: str,
    rewritten: str,
    *,
    lang: str = "en",
    manifest: Manifest = PLAIN,
    seen: str | None = None,
) -> tuple[list[tuple[str, str | None]], list[tuple[str, str | None, str]]]:
    document = Document(text, lang)
    masked = mask(text, shields_of(document, 0, len(text)), latin=True)
    result = outcome(document, 0, masked, Rewrite(rewritten, (), seen), manifest)
    for edit in (*result.edits, *(no.edit for no in result.refused)):
        assert text[edit.start : edit.end] == edit.before
    return (
        [(e.before, e.after) for e in result.edits],
        [(n.edit.before, n.edit.after, n.reason) for n in result.refused],
    )


def test_edits_are_small() -> None:
    edits, refused = found("He go home and sing.", "He goes home and sings.")
    assert edits == [("go", "goes"), ("sing", "sings")]
    assert not refused


def test_a_refused_rewrite_is_kept_whole() -> None:
    edits, refused = found("He go home in 1990.", "He goes home in 1995.")
    assert not edits
    assert refused == [("go home in 1990", "goes home in 1995", "rewrite changes a number")]


def test_shielded_spans_are_hidden_from_the_model() -> None:
    text = "He go to https://example.com/x soon."
    edits, refused = found(text, "He goes to Kim soon.")
    assert edits == [("go", "goes")]
    edits, refused = found(text, "He go to Kim, soon.")
    assert not edits
    assert refused == [("", ",", "touches a protected span")]
    assert found(text, "He go there soon.")[1][0][2] == "rewrite loses a protected span"
    text = "See https://example.com/x or www.example.org/y for news."
    assert found(text, "See Kims or Kims for news.")[1] == [
        (
            "https://example.com/x or www.example.org/y",
            "Kims or Kims",
            "rewrite loses a protected span",
        )
    ]


def test_what_a_tokenizer_cannot_write_is_no_opinion() -> None:
    text = "He go home ☃ now."
    edits, refused = found(text, "He goes home now.", seen="He go home now.")
    assert edits == [("go", "goes")]
    assert not refused
    assert found("Two  spaces go.", "Two spaces goes.", seen="Two spaces go.")[0] == [
        ("go", "goes")
    ]
    assert found("Two  spaces.", "Two spaces.", seen="Two spaces.") == ([], [])


def test_the_chance_of_an_edit_is_that_of_its_tokens() -> None:
    rewrite = Rewrite(
        "He goes home",
        (Chance(0, 2, 0.9), Chance(2, 5, 0.8), Chance(5, 7, 0.5), Chance(7, 12, 0.7),
         Chance(12, 12, 0.6)),
    )  # fmt: skip
    assert rewrite.chance(3, 7) == pytest.approx(0.8 * 0.5)
    assert rewrite.chance(8, 12) == pytest.approx(0.7 * 0.6), "and of ending there"
    assert rewrite.chance(8, 8) == pytest.approx(0.7), "what was dropped: what came instead"
    assert rewrite.chance(12, 12) == pytest.approx(0.6)
    assert Rewrite("x").chance(0, 1) is None


def test_levels_are_earned() -> None:
    assert PLAIN.level("en") is Safety.ASK
    good = Measured(better=60, worse=2, clean_words=20_000)
    careless = Measured(better=60, worse=2, clean_hits=30, clean_words=20_000)
    manifest = Manifest(name="m", kind="seq2seq", record={"en": good, "de": careless})
    assert manifest.level("en") is Safety.SAFE
    assert manifest.level("de") is Safety.ASK
    assert manifest.level("fr") is Safety.ASK
    assert of_model(19, 0, 0, 99_999) is Safety.ASK, "too few"
    assert of_model(40, 10, 0, 99_999) is Safety.LIKELY
    assert of_model(60, 0, 0, 500) is Safety.LIKELY, "too little clean text"
    document = Document("Anna go home.", "en")
    masked = mask(document.text, (), latin=True)
    (edit,) = outcome(document, 0, masked, Rewrite("Anna goes home."), manifest).edits
    assert edit.safety is Safety.SAFE
    assert apply(document.text, [edit]) == "Anna goes home."
    (edit,) = outcome(document, 0, masked, Rewrite("Anne go home."), manifest).edits
    assert edit.safety is Safety.ASK, "a word with a capital"


def test_batches_hold_items_of_like_length() -> None:
    lengths = [5, 300, 7, 2000, 6, *[9] * 40]
    made = list(batches(range(len(lengths)), lambda n: lengths[n]))
    assert sorted(n for batch in made for n in batch) == list(range(len(lengths)))
    for batch in made:
        assert len(batch) <= 32
        assert len(batch) == 1 or len(batch) * max(lengths[n] for n in batch) <= 2048


# ---------------------------------------------------------------- tags

TAGS = (
    "$KEEP", "$DELETE", "$APPEND_the", "$APPEND_,", "$REPLACE_their", "$MERGE_SPACE",
    "$MERGE_HYPHEN", "$TRANSFORM_CASE_CAPITAL", "$TRANSFORM_CASE_UPPER",
    "$TRANSFORM_VERB_VB_VBZ", "$TRANSFORM_SPLIT_HYPHEN", "$TRANSFORM_AGREEMENT_PLURAL",
    "$TRANSFORM_NEVER_HEARD_OF",
)  # fmt: skip


class Said:
    """A classifier that says what it is told: by pass, word to tag."""

    limit = 50

    def __init__(self, *passes: dict[str, str], starts: bool = True, sure: float = 0.9) -> None:
        self.passes, self.sure = list(passes), sure
        self.labels = Labels(TAGS, read_verbs("go_goes:VB_VBZ\n"), starts)

    def length(self, words: Sequence[str]) -> int:
        return len(words)

    def classify(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        numpy = pytest.importorskip("numpy")
        told = self.passes.pop(0) if self.passes else {}
        answers = []
        for words in sentences:
            rows = numpy.full((len(words), len(TAGS)), 0.0)
            for row, word in enumerate(words):
                rows[row, TAGS.index(told.get(word, "$KEEP"))] = self.sure
            answers.append(Tagged(rows, None))
        return answers


def tagged(text: str, *passes: dict[str, str], **more: bool) -> Rewrite:
    ((_, rewrite),) = Tagger(Said(*passes, **more)).correct([text])
    assert rewrite is not None
    return rewrite


@pytest.mark.parametrize(
    ("text", "tags", "after"),
    [
        ("he go  home .", {"go": "$TRANSFORM_VERB_VB_VBZ"}, "he goes  home ."),
        ("he go home", {"he": "$TRANSFORM_CASE_CAPITAL"}, "He go home"),
        ("the the end.", {"the": "$DELETE"}, "end."),
        ("in  in town.", {"in": "$KEEP"}, "in  in town."),
        ("at house.", {"at": "$APPEND_the"}, "at the house."),
        ("yes he can.", {"yes": "$APPEND_,"}, "yes, he can."),
        ("house here.", {"$START": "$APPEND_the"}, "the house here."),
        ("ever y day", {"ever": "$MERGE_SPACE"}, "every day"),
        ("well known", {"well": "$MERGE_HYPHEN"}, "well-known"),
        ("there car, there.", {"there": "$REPLACE_their"}, "their car, their."),
        ("old-time", {"old-time": "$TRANSFORM_SPLIT_HYPHEN"}, "old time"),
        ("two book.", {"book": "$TRANSFORM_AGREEMENT_PLURAL"}, "two books."),
        ("a b\u00a0c", {"b": "$TRANSFORM_NEVER_HEARD_OF"}, "a b\u00a0c"),
        ("he run home", {"run": "$TRANSFORM_VERB_VB_VBZ"}, "he run home"),
        ("  odd   spaces\tstay ", {"odd": "$TRANSFORM_CASE_UPPER"}, "  ODD   spaces\tstay "),
    ],
)
def test_what_tags_do(text: str, tags: dict[str, str], after: str) -> None:
    assert tagged(text, tags).text == after


def test_a_sentence_is_tagged_until_nothing_changes() -> None:
    rewrite = tagged("he go house", {"go": "$TRANSFORM_VERB_VB_VBZ"}, {"goes": "$APPEND_the"})
    assert rewrite.text == "he goes the house"
    assert rewrite.chance(3, 7) == pytest.approx(0.9**2), "changed, and then given a word"
    assert rewrite.chance(8, 11) == pytest.approx(0.9)


def test_the_chance_of_a_deletion_is_kept() -> None:
    rewrite = tagged("he he goes", {"he": "$DELETE"})
    assert rewrite.text == "goes"
    assert rewrite.chance(0, 0) == pytest.approx(0.9**2)


def test_a_tagger_may_not_read_a_start() -> None:
    assert tagged("go home", {"go": "$TRANSFORM_VERB_VB_VBZ"}, starts=False).text == "goes home"


def test_a_sentence_too_long_for_the_model_is_none() -> None:
    assert list(Tagger(Said()).correct(["a " * 60])) == [(0, None)]


def test_unsure_tags_are_not_followed() -> None:
    classifier = Said({"go": "$TRANSFORM_VERB_VB_VBZ"}, sure=0.4)
    classifier.labels = Labels(TAGS, {"go_VB_VBZ": "goes"}, True, keep_bias=0.0, least_error=0.5)
    ((_, rewrite),) = Tagger(classifier).correct(["he go"])
    assert rewrite is not None
    assert rewrite.text == "he go"
    biased = Said({"go": "$TRANSFORM_VERB_VB_VBZ"}, sure=0.4)
    biased.labels = Labels(TAGS, {"go_VB_VBZ": "goes"}, True, keep_bias=0.5)
    ((_, rewrite),) = Tagger(biased).correct(["he go"])
    assert rewrite is not None
    assert rewrite.text == "he go"


# ---------------------------------------------------------------- manifests and the store


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(store.VARIABLE, str(tmp_path / "models"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "models"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that looks like a model."""
    made = tmp_path / "some-model"
    made.mkdir()
    (made / "config.json").write_text('{"is_encoder_decoder": true}')
    (made / "model.safetensors").write_bytes(bytes(1000))
    return made


def test_add_show_list_remove(models: Path, folder: Path) -> None:
    ran = cleanup("models", "add", folder, "--lang", "en,pt-BR", "--licence", "mit")
    assert ran.code == 0, ran.err
    assert "added: some-model, seq2seq" in ran.text
    said = json.loads((models / "some-model" / "manifest.json").read_text())
    assert said["languages"] == ["en", "pt"]
    assert said["files"]["model.safetensors"]["size"] == 1000
    shown = cleanup("models", "show", "some-model", "--check")
    assert shown.code == 0
    assert "not measured" in shown.text
    assert read(models / "some-model").manifest.checksum in shown.text
    assert "some-model" in cleanup("models", "list", "--lang", "pt").text
    assert "seq2seq for" not in cleanup("models", "list", "--lang", "de").text
    (only,) = json.loads(cleanup("models", "list", "--json").text)
    assert only["licence"] == "mit"
    again = cleanup("models", "add", folder)
    assert (again.code, "already" in again.err) == (2, True)
    assert cleanup("models", "add", folder, "--force").code == 0
    assert cleanup("models", "remove", "some-model").code == 0
    assert list(models.iterdir()) == []
    folder.rename(folder.with_name("gone"))
    assert cleanup("models", "show", "some-model").code == 2


def test_recommended_models_are_marked_as_not_tried(models: Path) -> None:
    text = cleanup("models", "list").text
    assert "not tried here" in text
    for each in recommended():
        assert each.name in text
        assert all(language(tag).known for tag in each.languages)
        assert each.kind in ("seq2seq", "tagger")


def test_damage_is_seen(models: Path, folder: Path) -> None:
    model = adding.add(str(folder), adding.Wishes(), print)
    assert list(damage(model)) == []
    weights = model.folder / "model.safetensors"
    weights.write_bytes(bytes(999) + b"\x01")
    assert list(damage(model)) == ["model.safetensors has another checksum than when it was added"]
    weights.write_bytes(b"")
    assert "has 0 bytes instead of 1,000" in next(damage(model))
    weights.unlink()
    assert next(damage(model)) == "model.safetensors is missing"
    ran = cleanup("models", "show", "some-model", "--check")
    assert (ran.code, "is missing" in ran.text) == (1, True)


def test_a_model_moves_with_its_manifest(models: Path, folder: Path, tmp_path: Path) -> None:
    first = adding.add(str(folder), adding.Wishes(languages=("de",)), print)
    assert first.home is not None
    moved = first.home.rename(tmp_path / "elsewhere")
    again = adding.add(str(moved), adding.Wishes(name="other"), print)
    assert again.manifest == msgspec.structs.replace(first.manifest, name="other")
    measured = msgspec.structs.replace(first.manifest, record={"de": Measured(better=9)})
    (moved / "manifest.json").write_bytes(encoded(measured))
    kept = adding.add(str(moved), adding.Wishes(name="other", force=True), print)
    assert kept.manifest.record == measured.record
    wishes = adding.Wishes(name="other", precision="bfloat16", force=True)
    assert adding.add(str(moved), wishes, print).manifest.record == {}, "it computes otherwise"
    (moved / "files" / "config.json").write_text("{}")
    with pytest.raises(InputError, match="not those that its manifest lists"):
        adding.add(str(moved), adding.Wishes(name="third"), print)
    assert [m.manifest.name for m in store.installed()] == ["other"]
    assert not list(models.glob("*part*"))


def test_a_manifest_is_plain_and_comes_back(tmp_path: Path) -> None:
    manifest = Manifest(
        name="m", kind="tagger", languages=("en",), record={"en": Measured(better=3, data="toy")}
    )
    (tmp_path / "manifest.json").write_bytes(encoded(manifest))
    assert read(tmp_path).manifest == manifest
    assert b'\n "name": "m",\n' in encoded(manifest)
    (tmp_path / "manifest.json").write_text('{"name": 1}')
    with pytest.raises(InputError, match="not a model's manifest"):
        read(tmp_path)


def test_what_a_killed_process_left_is_no_model(models: Path, folder: Path) -> None:
    left = models / "some-model.part-1234"
    (left / "files").mkdir(parents=True)
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                           capture_output=True, text=True, check=True)  # fmt: skip
    (left / "pid").write_text(ended.stdout)
    busy = models / "other.part-1234"
    busy.mkdir()
    (busy / "pid").write_text(str(os.getpid()))
    ran = cleanup("models", "list")
    assert "was broken off" in ran.err
    assert list(store.installed()) == []
    assert cleanup("models", "add", folder).code == 0
    assert sorted(p.name for p in models.iterdir()) == ["other.part-1234", "some-model"]


def test_a_copy_that_fails_leaves_nothing(
    models: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(adding.shutil, "copytree", full)
    ran = cleanup("models", "add", folder)
    assert (ran.code, "No space left on device" in ran.err) == (3, True)
    assert list(models.iterdir()) == []


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (None, "there is no config.json"),
        ("{broken", "there is no config.json"),
        ('{"architectures": ["BertModel"]}', "BertModel is neither"),
        ('{"label2id": {"PER": 0}}', "neither a text-to-text model nor a tagger"),
    ],
)
def test_folders_of_no_use(config: str | None, said: str, models: Path, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    if config:
        (tmp_path / "x" / "config.json").write_text(config)
    ran = cleanup("models", "add", tmp_path / "x")
    assert (ran.code, said in ran.err, ran.err.count("\n")) == (2, True, 1)


@pytest.mark.parametrize("name", ["../x", "a/b", ".x", "a.part-b", ""])
def test_names_that_are_none(name: str, models: Path, folder: Path) -> None:
    if name:
        with pytest.raises(UsageError, match="cannot be the name"):
            adding.add(str(folder), adding.Wishes(name=name), print)
    assert cleanup("models", "add", "no such thing").code == 2


# ---------------------------------------------------------------- the engine, without a model


def test_unknown_models_are_named(models: Path) -> None:
    ran = cleanup("fix", "-", stdin=b"x", engine="neural:nothing")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "there is no model 'nothing' here (there are: none)" in ran.err
    ran = cleanup("fix", "-", stdin=b"x", engine="neural")
    assert (ran.code, "no neural model is here" in ran.err) == (2, True)
    assert cleanup("fix", "-", stdin=b"x", engine="lingotweaker:x").code == 2


def test_the_help_imports_no_model_library() -> None:
    code = (
        "import sys; from cleanup.cli.main import run; run(['models', 'list']); "
        "print([m for m in ('torch', 'transformers', 'ctranslate2') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("[]\n")


def test_doctor_speaks_of_models(models: Path) -> None:
    assert "neural" in cleanup("doctor").text
    status = engines.engine_class("neural").status()
    assert status.works is None


def test_missing_packages_are_named(
    models: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cleanup.engines.neural import engine

    adding.add(str(folder), adding.Wishes(), print)
    monkeypatch.setitem(engine.PACKAGES, "torch", ("no_such_module",))
    with pytest.raises(UsageError, match=r"pip install 'translation-cleanup\[neural\]'"):
        engines.open_engines(Config(engine=("neural:some-model",)))


def test_without_a_name_the_first_model_that_can_run_is_taken(
    models: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cleanup.engines.neural import engine

    monkeypatch.setitem(engine.PACKAGES, "torch", ("no_such_module",))
    monkeypatch.setitem(engine.PACKAGES, "ctranslate2", ())
    adding.add(str(folder), adding.Wishes(name="a"), print)
    with pytest.raises(UsageError, match="a needs no_such_module"):
        engines.open_engines(Config(engine=("neural",)))
    (folder / "model.bin").write_bytes(b"x")
    (folder / "shared_vocabulary.json").write_text("[]")
    adding.add(str(folder), adding.Wishes(name="b"), print)
    (made,) = engines.open_engines(Config(engine=("neural",)))
    assert [m.manifest.name for m in made._models] == ["b", "a"]  # type: ignore[attr-defined]
    assert "(not installed)" in " ".join(cleanup("models", "list").text.split())


def test_another_record_is_another_run(models: Path, folder: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    pytest.importorskip("sentencepiece")
    model = adding.add(str(folder), adding.Wishes(), print)
    config = Config(engine=("neural:some-model",))
    before = engines.identity(config)
    measured = msgspec.structs.replace(model.manifest, record={"en": Measured(better=50)})
    assert model.home is not None
    (model.home / "manifest.json").write_bytes(encoded(measured))
    assert engines.identity(config) != before
    assert engines.identity(Config(engine=("none",))) == ""


def test_chances_multiply() -> None:
    chances = tuple(Chance(n, n + 1, 0.9) for n in range(5))
    assert Rewrite("abcde", chances).chance(1, 4) == pytest.approx(prod([0.9] * 3))
