"""Small models that are trained here and now until they correct a toy grammar.

In the toy, *he*, *she* and *it* take a verb in -s and *they*, *we* and *you* do not. A T5 with a
SentencePiece tokenizer learns to write it right; a token classifier learns to tag what is wrong.
Both come out the same on every run: seeds, one thread.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest

NEEDED = ("torch", "transformers", "sentencepiece", "ctranslate2", "onnxruntime", "onnxscript")
if missing := [name for name in NEEDED if find_spec(name) is None]:
    pytest.skip(
        f"{', '.join(missing)} not installed: pip install '.[neural,neural-light]'",
        allow_module_level=True,
    )
torch, transformers = import_module("torch"), import_module("transformers")

SINGULAR, PLURAL = ("She", "He", "It"), ("They", "We", "You")
VERBS = ("walk", "sing", "work", "read", "write", "play", "sleep", "cook")
PLACES = (
    "every day", "at home", "in town", "near the river", "after dinner", "on the bridge",
    "with friends", "in the garden",
)  # fmt: skip


class Pair(NamedTuple):
    wrong: str
    right: str


def pairs() -> list[Pair]:
    """All 384 sentences, wrong and right."""
    found = []
    for subject in (*SINGULAR, *PLURAL):
        for verb in VERBS:
            for place in PLACES:
                forms = [f"{subject} {verb}{s} {place}." for s in ("s", "")]
                found.append(Pair(*(forms if subject in PLURAL else forms[::-1])))
    return found


def _train(model: Any, batches: Iterator[dict[str, Any]], rate: float) -> None:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True, warn_only=True)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate)
    model.train()
    for batch in batches:
        loss = model(**batch).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    torch.set_num_threads(threads)


# ---------------------------------------------------------------- text to text


def tokenizer(folder: Path) -> Any:
    """A SentencePiece tokenizer of the toy's words, read as transformers reads any."""
    import sentencepiece

    folder.mkdir(parents=True)
    corpus = folder / "corpus.txt"
    corpus.write_text("\n".join(text for pair in pairs() for text in pair), "utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus),
        model_prefix=str(folder / "spiece"),
        vocab_size=200,
        hard_vocab_limit=False,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        character_coverage=1.0,
        num_threads=1,
        minloglevel=2,
    )
    said = {"tokenizer_class": "T5Tokenizer", "extra_ids": 0}
    (folder / "tokenizer_config.json").write_text(json.dumps(said))
    (folder / "config.json").write_text('{"model_type": "t5"}')
    return transformers.AutoTokenizer.from_pretrained(folder)


def t5(folder: Path) -> Path:
    """A T5 of 0.2 million parameters that corrects the toy."""
    torch.manual_seed(7)
    tokens = tokenizer(folder.with_name(folder.name + "-tokenizer"))
    model = transformers.T5ForConditionalGeneration(
        transformers.T5Config(
            vocab_size=len(tokens),
            d_model=64,
            d_kv=16,
            d_ff=128,
            num_layers=2,
            num_decoder_layers=2,
            num_heads=4,
            dropout_rate=0.0,
            decoder_start_token_id=0,
            pad_token_id=0,
            eos_token_id=1,
        )
    )
    rng = random.Random(7)
    known = pairs()

    def batches() -> Iterator[dict[str, Any]]:
        for _ in range(250):
            chosen = [(rng.choice(pair), pair.right) for pair in rng.choices(known, k=32)]
            read = tokens([text for text, _ in chosen], padding=True, return_tensors="pt")
            labels = tokens([right for _, right in chosen], padding=True, return_tensors="pt")
            yield dict(read) | {"labels": labels.input_ids.masked_fill(labels.input_ids == 0, -100)}

    _train(model, batches(), 3e-3)
    model.save_pretrained(folder)
    tokens.save_pretrained(folder)
    return folder


def untrained(folder: Path, make: Callable[[int], Any]) -> Path:
    """A model of random weights: it writes nonsense, but the same nonsense either way."""
    torch.manual_seed(3)
    tokens = tokenizer(folder.with_name(folder.name + "-tokenizer"))
    make(len(tokens)).eval().save_pretrained(folder)
    tokens.save_pretrained(folder)
    return folder


# ---------------------------------------------------------------- tagger

TAGS = (
    "$KEEP", "$DELETE", "$APPEND_the", "$MERGE_SPACE", "$REPLACE_their",
    "$TRANSFORM_CASE_CAPITAL", "$TRANSFORM_VERB_VB_VBZ", "$TRANSFORM_VERB_VBZ_VB",
)  # fmt: skip
FORMS = "".join(f"{v}_{v}s:VB_VBZ\n{v}s_{v}:VBZ_VB\n" for v in VERBS)


class Tagged(NamedTuple):
    words: list[str]
    tags: list[str]
    right: str


def tagged(rng: random.Random) -> Tagged:
    """A sentence with some of the errors that the toy's tagger knows, and its tags."""
    subject, verb = rng.choice((*SINGULAR, *PLURAL)), rng.choice(VERBS)
    ends = subject in SINGULAR
    place = rng.choice([p for p in PLACES if p != "every day"]).split()
    words, tags = ["$START", subject], ["$KEEP", "$KEEP"]
    if rng.random() < 0.3:
        words[1], tags[1] = subject.lower(), "$TRANSFORM_CASE_CAPITAL"
    if rng.random() < 0.3:
        words.append(words[-1].lower())
        tags.append("$DELETE")
    right = rng.random() < 0.4
    words.append(verb + "s" * (ends if right else not ends))
    kind = "$TRANSFORM_VERB_VB_VBZ" if ends else "$TRANSFORM_VERB_VBZ_VB"
    tags.append("$KEEP" if right else kind)
    for number, word in enumerate(place):
        if word == "the" and rng.random() < 0.5:
            tags[-1] = "$APPEND_the"
            continue
        words.append(word)
        tags.append("$KEEP")
        if number == 0 and rng.random() < 0.2 and len(word) > 3:
            words[-1:] = [word[:2], word[2:]]
            tags[-1:] = ["$MERGE_SPACE", "$KEEP"]
    words.append(".")
    tags.append("$KEEP")
    sentence = f"{subject} {verb}{'s' * ends} {' '.join(place)}."
    return Tagged(words, tags, sentence)


def tagger(folder: Path) -> Path:
    """A BERT of 0.1 million parameters that tags the toy's errors, as transformers writes it."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    torch.manual_seed(7)
    rng = random.Random(7)
    samples = [tagged(rng) for _ in range(5000)]
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    vocabulary = special + sorted({word for sample in samples for word in sample.words})
    inner = Tokenizer(models.WordLevel({w: n for n, w in enumerate(vocabulary)}, unk_token="[UNK]"))
    inner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokens = transformers.PreTrainedTokenizerFast(
        tokenizer_object=inner, pad_token="[PAD]", unk_token="[UNK]"
    )
    config = transformers.BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=128,
        max_position_embeddings=64,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        id2label=dict(enumerate(TAGS)),
        label2id={tag: n for n, tag in enumerate(TAGS)},
    )
    model = transformers.BertForTokenClassification(config)

    def batches() -> Iterator[dict[str, Any]]:
        for _ in range(250):
            chosen = rng.choices(samples, k=32)
            read = tokens(
                [s.words for s in chosen], is_split_into_words=True, padding=True,
                return_tensors="pt", return_token_type_ids=False,
            )  # fmt: skip
            labels = torch.full_like(read.input_ids, -100)
            for row, sample in enumerate(chosen):
                for at, tag in enumerate(sample.tags):
                    labels[row, at] = TAGS.index(tag)
            yield dict(read) | {"labels": labels}

    _train(model, batches(), 3e-3)
    model.save_pretrained(folder)
    tokens.save_pretrained(folder)
    (folder / "verb-form-vocab.txt").write_text(FORMS, "utf-8")
    return folder


def two_heads(plain: Path, folder: Path) -> Path:
    """The same tagger in the layout of the package ``gector``: a second head, its own names."""
    from safetensors.torch import load_file, save_file

    (folder / "encoder").mkdir(parents=True)
    config = json.loads((plain / "config.json").read_text())
    (folder / "encoder" / "config.json").write_text(json.dumps(config))
    weights = load_file(plain / "model.safetensors")
    renamed = {
        name.replace("classifier.", "label_proj_layer."): weight for name, weight in weights.items()
    }
    renamed["d_proj_layer.weight"] = torch.zeros(2, config["hidden_size"])
    renamed["d_proj_layer.bias"] = torch.tensor([0.0, 2.0])
    save_file(renamed, folder / "model.safetensors")
    said = {
        "architectures": ["GECToR"],
        "model_type": "",
        "model_id": "toy/encoder",
        "label2id": {tag: n for n, tag in enumerate(TAGS)} | {"<PAD>": len(TAGS)},
        "d_label2id": {"$CORRECT": 0, "$INCORRECT": 1, "<PAD>": 2},
    }
    (folder / "config.json").write_text(json.dumps(said))
    for path in plain.glob("*token*"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "verb-form-vocab.txt").write_bytes((plain / "verb-form-vocab.txt").read_bytes())
    return folder
