"""Real models, trained here: loaded, converted, run through the whole program, damaged, killed.

They need the extras ``[neural,neural-light]``; where these are missing everything here is skipped.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import toy_models
from hub import SHA, serving
from terminal_io import ROOT, cleanup, program

from cleanup import progress
from cleanup.config import Config
from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.engines.neural import adding, engine, store
from cleanup.engines.neural.adding import Wishes
from cleanup.engines.neural.engine import Neural
from cleanup.engines.neural.seq2seq import Seq2Seq
from cleanup.pipeline import Cleaner

PAIRS = toy_models.pairs()
WRONG = [pair.wrong for pair in PAIRS]
RIGHT = [pair.right for pair in PAIRS]


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of models: the toys, in each way of running them, one of them measured."""
    import torch

    base = tmp_path_factory.mktemp("neural")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMP_NUM_THREADS", "1")
        patch.setenv(store.VARIABLE, str(base / "models"))
        torch.set_num_threads(1)
        made = {"t5": toy_models.t5(base / "t5"), "tagger": toy_models.tagger(base / "tagger")}
        made["two-heads"] = toy_models.two_heads(made["tagger"], base / "two-heads")
        for name, folder in made.items():
            adding.add(str(folder), Wishes(name=name, languages=("en",), licence="mit"), print)
            ran = cleanup("models", "convert", name)
            assert ran.code == 0, ran.err
        measure("t5", base)
        measure("t5-light", base)
        yield base


@pytest.fixture
def models(trained: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The same, as the program finds them."""
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv(store.VARIABLE, str(trained / "models"))
    monkeypatch.chdir(tmp_path)
    return trained / "models"


def measure(name: str, base: Path) -> None:
    """Give a model the record that it earns on the toy."""
    lines = [{"text": p.wrong, "reference": p.right} for p in PAIRS[::3]]
    lines += [{"text": p.right, "reference": p.right} for p in PAIRS]
    pairs = base / "pairs.jsonl"
    pairs.write_text("".join(json.dumps(line) + "\n" for line in lines))
    script = ROOT / "scripts" / "measure_model.py"
    subprocess.run([sys.executable, script, name, pairs], check=True, capture_output=True)


def corrected(name: str, texts: list[str]) -> list[Any]:
    answers = dict(engine.load(store.find(name)).correct(texts))
    return [answers[number] for number in range(len(texts))]


# ---------------------------------------------------------------- the models themselves


@pytest.mark.parametrize("name", ["t5", "t5-light"])
def test_the_toy_is_learnt(name: str, models: Path) -> None:
    assert [rewrite.text for rewrite in corrected(name, WRONG)] == RIGHT
    assert [rewrite.text for rewrite in corrected(name, RIGHT)] == RIGHT


@pytest.mark.parametrize("name", ["tagger", "tagger-light", "two-heads", "two-heads-light"])
def test_the_tagger_tags(name: str, models: Path) -> None:
    rng = random.Random(99)
    samples = [toy_models.tagged(rng) for _ in range(200)]
    texts = [" ".join(s.words[1:]).replace(" .", ".") for s in samples]
    rewrites = corrected(name, texts)
    assert [rewrite.text for rewrite in rewrites] == [sample.right for sample in samples]
    assert all(0 < c.probability <= 1 for rewrite in rewrites for c in rewrite.chances)


@pytest.mark.parametrize(("name", "light"), [("t5", "t5-light"), ("tagger", "tagger-light")])
def test_both_ways_are_as_sure(name: str, light: str, models: Path) -> None:
    for one, other in zip(corrected(name, WRONG), corrected(light, WRONG), strict=True):
        assert one.text == other.text
        assert [c[:2] for c in one.chances] == [c[:2] for c in other.chances]
        ours, theirs = ([c.probability for c in r.chances] for r in (one, other))
        assert ours == pytest.approx(theirs, abs=1e-4)


def test_the_chance_is_that_of_generation(models: Path) -> None:
    """What the second pass reads off is what the model said while it wrote."""
    import torch
    from transformers import AutoModelForSeq2SeqLM

    from cleanup.engines.neural.with_torch import TorchDecoder

    found = store.find("t5")
    decoder = TorchDecoder(found)
    model = AutoModelForSeq2SeqLM.from_pretrained(found.folder).eval()
    for text in WRONG[::50]:
        source = decoder.encode(text)
        (ids,) = decoder.generate([source], 40)
        with torch.inference_mode():
            said = model.generate(
                torch.tensor([source]), max_new_tokens=40, do_sample=False,
                return_dict_in_generate=True, output_scores=True,
            )  # fmt: skip
            logs = model.compute_transition_scores(
                said.sequences, said.scores, normalize_logits=True
            )
        assert said.sequences[0, 1:].tolist() == ids
        assert logs[0].tolist() == pytest.approx(decoder.log_probabilities(source, ids), abs=1e-4)


def test_alone_or_together_is_the_same(models: Path) -> None:
    together = corrected("t5", WRONG[:40])
    assert [corrected("t5", [text])[0] for text in WRONG[:40]] == together


def test_int8_is_smaller_and_corrects(models: Path) -> None:
    for name in ("t5", "tagger"):
        given = ("--precision", "int8", "--name", f"{name}-int8", "--force")
        ran = cleanup("models", "convert", name, *given)
        assert ran.code == 0, ran.err
        assert store.find(f"{name}-int8").manifest.size < store.find(f"{name}-light").manifest.size
    texts = [rewrite.text for rewrite in corrected("t5-int8", WRONG)]
    assert sum(map(str.__eq__, texts, RIGHT)) >= 0.95 * len(RIGHT)


def test_bfloat16_corrects(models: Path) -> None:
    found = store.find("t5")
    adding.add(str(found.home), Wishes(name="half", precision="bfloat16", force=True), print)
    texts = [rewrite.text for rewrite in corrected("half", WRONG)]
    assert sum(map(str.__eq__, texts, RIGHT)) >= 0.95 * len(RIGHT)


def _mt5(size: int) -> Any:
    import transformers

    return transformers.MT5ForConditionalGeneration(
        transformers.MT5Config(
            vocab_size=size, d_model=32, d_kv=8, d_ff=64, num_layers=1, num_decoder_layers=1,
            num_heads=4, decoder_start_token_id=0, pad_token_id=0, eos_token_id=1,
        )
    )  # fmt: skip


def _bart(size: int) -> Any:
    import transformers

    return transformers.BartForConditionalGeneration(
        transformers.BartConfig(
            vocab_size=size, d_model=32, encoder_layers=1, decoder_layers=1, encoder_ffn_dim=64,
            decoder_ffn_dim=64, encoder_attention_heads=2, decoder_attention_heads=2,
            max_position_embeddings=64, pad_token_id=0, eos_token_id=1, bos_token_id=1,
            decoder_start_token_id=1, forced_bos_token_id=None, forced_eos_token_id=None,
            init_std=0.5,
        )
    )  # fmt: skip


@pytest.mark.parametrize("make", [_mt5, _bart], ids=["mT5", "BART"])
def test_other_families_write_the_same_either_way(
    make: Any, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cleanup.engines.neural.light import LightDecoder
    from cleanup.engines.neural.with_torch import TorchDecoder

    monkeypatch.setenv(store.VARIABLE, str(tmp_path / "models"))
    folder = toy_models.untrained(tmp_path / "family", make)
    model = adding.add(str(folder), Wishes(name="family"), print)
    light = adding.add_converted(model, "light", "auto", force=False)
    one, other = TorchDecoder(model), LightDecoder(light)
    for text in WRONG[:5]:
        source = one.encode(text)
        assert other.encode(text) == source
        (written,) = one.generate([source], 12)
        assert other.generate([source], 12) == [written]
        assert other.decode(written) == one.decode(written)
        theirs = other.log_probabilities(source, written)
        assert one.log_probabilities(source, written) == pytest.approx(theirs, abs=1e-3)


# ---------------------------------------------------------------- the whole program


def test_200_sentences_come_out_the_same(models: Path, tmp_path: Path) -> None:
    chosen = random.Random(5).sample(PAIRS, 200)
    text = "\n\n".join(
        " ".join(pair.wrong if n % 3 else pair.right for n, pair in enumerate(chosen[at : at + 5]))
        for at in range(0, 200, 5)
    )
    (tmp_path / "article.txt").write_text(text + "\n")
    cleaned = []
    for name in ("t5", "t5-light"):
        target = tmp_path / f"{name}.txt"
        ran = cleanup("fix", tmp_path / "article.txt", "-o", target, "--lang", "en",
                      "--apply", "likely", engine=f"neural:{name}")  # fmt: skip
        assert ran.code == 0, ran.err
        cleaned.append(target.read_bytes())
    assert cleaned[0] == cleaned[1]
    right = "\n\n".join(" ".join(p.right for p in chosen[at : at + 5]) for at in range(0, 200, 5))
    assert cleaned[0].decode() == right + "\n"
    again = cleanup("fix", target, "--lang", "en", "--apply", "likely", engine="neural:t5-light")
    assert again.out == cleaned[1]


def test_edits_are_asked_about_unless_a_record_earns_more(models: Path) -> None:
    """`tagger` was never measured, `t5` was: on too little clean text to be `safe`."""
    text = "She walk at home."
    for name, level in (("tagger", Safety.ASK), ("t5", Safety.LIKELY)):
        with Cleaner(Config(engine=(f"neural:{name}",))) as cleaner:
            result = cleaner.clean(text, lang="en")
        assert result.final == text
        (pending,) = result.pending
        edit = pending.edit
        assert (edit.before, edit.after, edit.safety) == ("walk", "walks", level)
        assert edit.rule == f"neural:{name}"
        assert edit.confidence is not None
        assert 0.9 < edit.confidence <= 1


def test_refused_rewrites_are_in_the_ledger_and_shown_to_nobody(models: Path) -> None:
    text = "In the river the bridge walks.\n"
    with Cleaner(Config(engine=("neural:t5",))) as cleaner:
        result = cleaner.clean(text, lang="en")
    assert result.final == text
    reasons = [no.reason for no in result.steps[-1].refused if no.edit.rule == "neural:t5"]
    assert reasons, "the toy writes another sentence: it never read one of this kind"
    assert all(r.startswith(("rewrite", "protected", "touches")) for r in reasons), reasons
    shown = cleanup("check", "-", "--lang", "en", stdin=text.encode(), engine="neural:t5")
    assert (shown.code, "neural" in shown.text) == (0, False)


def test_markup_and_addresses_stay(models: Path) -> None:
    text = (
        "<p>She walk <b>at home</b>.</p>\n<p>See https://example.com/She_walk and They walks.</p>\n"
    )
    with Cleaner(Config(engine=("neural:t5",), apply="likely", format="html")) as cleaner:
        final = cleaner.clean(text, lang="en").final
    assert "<p>She walks <b>at home</b>.</p>" in final
    assert "https://example.com/She_walk" in final


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "…", "She walk at home. " * 300, "She " * 900, "她在家走路。", "يمشي في البيت",
     "\u200d👩‍👩‍👧 She walk at home. 😀", "She walk\u00a0at home.\r\nThey walks in town.\r\n"],
    ids=["empty", "blank", "mark", "long", "run-on", "zh", "ar", "emoji", "crlf"],
)  # fmt: skip
def test_any_text_is_read(text: str, models: Path) -> None:
    for name in ("t5-light", "tagger-light"):
        with Cleaner(Config(engine=(f"neural:{name}",), apply="likely")) as cleaner:
            result = cleaner.clean(text, lang="en")
            assert cleaner.clean(result.final, lang="en").final == result.final
        assert "failed" not in " ".join(result.notes)
        assert result.final.count("\r\n") == text.count("\r\n")


def test_a_sentence_too_long_for_the_model_is_told_of(models: Path) -> None:
    proposal = Neural(Config(), "tagger").propose(Document("She walk " * 80 + ".", "en"))
    assert list(proposal.notes) == ["1 sentence too long for tagger left as they were"]


def test_other_languages_are_left_alone(models: Path) -> None:
    ran = cleanup("fix", "-", "--lang", "de", stdin=b"Sie gehen.\n", engine="neural:t5")
    assert (ran.code, ran.text) == (0, "Sie gehen.\n")
    assert "t5 does not speak German" in ran.err
    ran = cleanup("fix", "-", "--lang", "de", stdin=b"Sie gehen.\n", engine="neural")
    assert "no neural model here speaks German" in ran.err


def test_a_folder_is_a_model_too(models: Path, trained: Path) -> None:
    ran = cleanup("check", "-", "--lang", "en", stdin=b"She walk at home.",
                  engine=f"neural:{trained / 't5'}")  # fmt: skip
    assert ran.code == 1, ran.err
    assert "walks" in ran.text


def test_neural_beside_another_engine(models: Path) -> None:
    engines = ("neural:t5", "neural:t5-light", "neural:tagger")
    with Cleaner(Config(engine=engines, apply="likely")) as cleaner:
        result = cleaner.clean("She walk at home. They walks in town.", lang="en")
    assert result.final == "She walks at home. They walk in town."
    assert all(len(change.edits) == 1 for change in result.changes), "nothing is applied twice"


# ---------------------------------------------------------------- when things go wrong


def test_a_damaged_model_is_not_loaded(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = store.find("t5-light")
    monkeypatch.setenv(store.VARIABLE, str(tmp_path / "models"))
    adding.add(str(found.home), Wishes(), print)
    weights = tmp_path / "models" / "t5-light" / "files" / "model.bin"
    data = bytearray(weights.read_bytes())
    data[len(data) // 2] ^= 1
    weights.write_bytes(data)
    for _ in range(2):
        ran = cleanup(
            "fix", "-", "--lang", "en", stdin=b"It , she walk.\n", engine="neural:t5-light"
        )
        assert (ran.code, ran.text) == (0, "It, she walk.\n")
        assert ran.err.count("model.bin has another checksum") == 1


def test_weights_that_are_none_are_told_of(models: Path, trained: Path, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    for path in (trained / "t5").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "model.safetensors").write_bytes(b"no weights")
    ran = cleanup("fix", "-", "--lang", "en", stdin=b"She walk.\n", engine=f"neural:{folder}")
    assert (ran.code, ran.text) == (0, "She walk.\n")
    assert "cannot be loaded" in ran.err
    assert "Traceback" not in ran.err


def records(count: int) -> bytes:
    rng = random.Random(11)
    made = (
        {"id": n, "lang": "en", "text": " ".join(rng.choice(rng.choice(PAIRS)) for _ in range(4))}
        for n in range(count)
    )
    return b"".join(json.dumps(record).encode() + b"\n" for record in made)


def test_killed_in_the_middle_nothing_is_lost(models: Path, tmp_path: Path) -> None:
    source, target, whole = (tmp_path / n for n in ("in.jsonl", "out.jsonl", "whole.jsonl"))
    source.write_bytes(records(20_000))
    given = ("batch", source, "-q", "--engine", "neural:t5-light", "--apply", "likely")
    process = subprocess.Popen(
        [sys.executable, "-m", "cleanup", *map(str, given), "-o", str(target)], cwd=ROOT
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        parts = list(tmp_path.glob("out.jsonl.part-*"))
        if parts and parts[0].stat().st_size > 20_000:
            break
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert not target.exists()
    # The first records are enough to compare: what the killed run had done, and more.
    (part,) = tmp_path.glob("out.jsonl.part-*")
    done = part.read_bytes().count(b"\n")
    assert 0 < done < 20_000
    source.write_bytes(b"".join(source.read_bytes().splitlines(keepends=True)[: done + 100]))
    ran = cleanup(*given[:2], "--apply", "likely", "-o", target, engine="neural:t5-light")
    assert ran.code == 0, ran.err
    assert f"{done:,} records are done already" in ran.err
    again = cleanup(*given[:2], "--apply", "likely", "-o", whole, engine="neural:t5-light")
    assert again.code == 0
    assert target.read_bytes() == whole.read_bytes()
    first = json.loads(whole.read_bytes().splitlines()[0])
    assert any(edit["applied"] for edit in first["edits"])


def test_fix_is_killed_before_it_writes(models: Path, tmp_path: Path) -> None:
    """Killed while the model loads or writes, `fix -o` leaves what was there."""
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    source.write_text("\n".join(WRONG * 50))
    target.write_text("as it was")
    process = subprocess.Popen(
        [sys.executable, "-m", "cleanup", "fix", str(source), "-o", str(target), "--lang", "en",
         "--engine", "neural:t5"], cwd=ROOT, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(1.5)
    process.kill()
    process.wait()
    assert process.returncode != 0
    assert target.read_text() == "as it was"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.txt", "out.txt"]


def test_several_processes_give_the_same(models: Path, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(records(150))
    outs = []
    for jobs in (1, 2):
        target = tmp_path / f"{jobs}.jsonl"
        ran = program("batch", source, "-o", target, "-q", "--jobs", jobs,
                      "--engine", "neural:t5-light")  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        outs.append(target.read_bytes())
    assert outs[0] == outs[1]


# ---------------------------------------------------------------- the hub


def fetch(
    folder: Path, store_at: Path, hub: Any, *given: str
) -> subprocess.CompletedProcess[bytes]:
    env = {
        **os.environ,
        "HF_ENDPOINT": hub if isinstance(hub, str) else hub.address,
        "HF_HOME": str(folder / "hf"),
        "HF_HUB_DISABLE_XET": "1",
        store.VARIABLE: str(store_at),
    }
    return program("models", "add", *(given or ("toy/t5",)), env=env)


def test_a_model_is_fetched(trained: Path, tmp_path: Path) -> None:
    with serving({"toy/t5": trained / "t5"}) as hub:
        ran = fetch(tmp_path, tmp_path / "m", hub)
        asked = list(hub.asked)
    assert ran.returncode == 0, ran.stderr
    assert b"fetching toy/t5, 1 MB in 5 files" in ran.stderr
    said = json.loads((tmp_path / "m" / "t5" / "manifest.json").read_text())
    assert (said["licence"], said["languages"]) == ("mit", ["en"])
    assert (said["source"], said["revision"]) == ("toy/t5", SHA)
    files = {p.name for p in (tmp_path / "m" / "t5" / "files").iterdir()}
    assert files == set(said["files"]) == {p.name for p in (trained / "t5").iterdir()}
    assert any("model.safetensors" in line for line in asked)
    env = {**os.environ, store.VARIABLE: str(tmp_path / "m"), "HF_ENDPOINT": hub.address}
    ran = program("fix", "-", "--lang", "en", "--engine", "neural:toy/t5", "--diff",
                  input=b"She walk at home.", env=env)  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert b"walks" in ran.stderr, "a model that was added goes by its hub id too, offline"


def test_a_tagger_of_two_heads_is_fetched_with_its_encoder(trained: Path, tmp_path: Path) -> None:
    folder = trained / "two-heads"
    with serving({"toy/tagger": folder, "toy/encoder": folder / "encoder"}) as hub:
        ran = fetch(tmp_path, tmp_path / "m", hub, "toy/tagger", "--name", "tagger")
    assert ran.returncode == 0, ran.stderr
    files = json.loads((tmp_path / "m" / "tagger" / "manifest.json").read_text())["files"]
    assert "encoder/config.json" in files
    assert not [name for name in files if "cache" in name]
    env = {**os.environ, store.VARIABLE: str(tmp_path / "m")}
    ran = program("check", "-", "--lang", "en", "--engine", "neural:tagger",
                  input=b"She walk at home.\n", env=env)  # fmt: skip
    assert "“walks” for “walk”".encode() in ran.stdout


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"break_off": 1000}, rb"toy/t5: cannot be fetched, nothing was kept: peer closed"),
        ({"falsify": True}, rb"model.safetensors did not come as the hub has it"),
    ],
)
def test_a_broken_download_leaves_nothing(
    how: dict[str, Any], said: bytes, trained: Path, tmp_path: Path
) -> None:
    with serving({"toy/t5": trained / "t5"}, **how) as hub:
        ran = fetch(tmp_path, tmp_path / "m", hub)
    assert ran.returncode == 3
    assert said in ran.stderr
    assert ran.stderr.count(b"\n") == 2, ran.stderr
    assert list((tmp_path / "m").iterdir()) == []


def test_without_a_network_one_line_says_so(tmp_path: Path) -> None:
    ran = fetch(tmp_path, tmp_path / "m", "http://127.0.0.1:9")
    assert ran.returncode == 3
    assert ran.stderr.count(b"\n") == 1
    assert b"no connection to the hub" in ran.stderr
    assert not list((tmp_path / "m").iterdir())


def test_a_model_that_the_hub_has_not(trained: Path, tmp_path: Path) -> None:
    with serving({"toy/t5": trained / "t5"}) as hub:
        ran = fetch(tmp_path, tmp_path / "m", hub, "toy/other")
    assert (ran.returncode, b"the hub has no such model" in ran.stderr) == (3, True)


def test_cleaning_never_uses_the_network(trained: Path, tmp_path: Path) -> None:
    """A hub id that is not here is an error that names the command, not a download."""
    with serving({"toy/t5": trained / "t5"}) as hub:
        env = {**os.environ, "HF_ENDPOINT": hub.address, "HF_HOME": str(tmp_path / "hf"),
               store.VARIABLE: str(tmp_path / "m")}  # fmt: skip
        ran = program("fix", "-", "--engine", "neural:toy/t5", input=b"x", env=env)
        assert hub.asked == []
    assert ran.returncode == 2
    assert re.search(rb"there is no model 'toy/t5' here .*cleanup models add toy/t5", ran.stderr)


def test_progress_is_told(models: Path) -> None:
    told: list[str] = []
    with progress.shown_by(told.append), Cleaner(Config(engine=("neural:tagger",))) as cleaner:
        cleaner.clean("She walk at home. They walks in town.", lang="en")
    assert told == ["tagger: loading", "tagger: 1 of 2 sentences", "tagger: 2 of 2 sentences"]


def test_a_sentence_is_asked_about_once(models: Path) -> None:
    made = Neural(Config(), "t5-light")
    asked: list[str] = []

    class Counting(Seq2Seq):
        def correct(self, texts: Any) -> Any:
            asked.extend(texts)
            return super().correct(texts)

    loaded = engine.load(store.find("t5-light"))
    made._loaded["t5-light"] = Counting(loaded._decoder)  # type: ignore[attr-defined]
    document = Document("She walk at home. She walk at home. 12 345.", "en")
    first = made.propose(document).edits
    assert made.propose(document).edits == first
    assert asked == ["She walk at home."]
