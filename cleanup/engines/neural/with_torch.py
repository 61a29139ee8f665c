"""Models run by torch and transformers, through the ``Auto`` classes; no code of a model's runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoConfig,
    AutoModel,
    AutoModelForSeq2SeqLM,
    AutoModelForTokenClassification,
    AutoTokenizer,
    GenerationConfig,
)
from transformers.utils import logging

from cleanup.engines.neural.manifest import Model
from cleanup.engines.neural.seq2seq import LONGEST
from cleanup.engines.neural.store import configuration
from cleanup.engines.neural.tagging import START, Labels, Tagged, first_tokens, read_verbs

logging.disable_progress_bar()
logging.set_verbosity_error()

LOCAL = {"local_files_only": True, "trust_remote_code": False}
ENCODER = "encoder"
"""Folder, in that of a tagger of the other layout, with the configuration of its encoder."""
VERBS = "verb-form-vocab.txt"


def device_and_type(precision: str) -> tuple[torch.device, torch.dtype]:
    """Where a model runs and in which numbers.

    ``auto`` is bfloat16 on a GPU that has it, and float32 elsewhere: not every processor is faster
    with bfloat16 (docs/neural.md has figures), and its results differ in the third digit.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if precision == "auto":
        precise = device.type == "cpu" or not torch.cuda.is_bf16_supported()
        precision = "float32" if precise else "bfloat16"
    return device, {"bfloat16": torch.bfloat16}.get(precision, torch.float32)


def load_tokenizer(folder: Path, **more: Any) -> Any:
    """The tokenizer of a folder."""
    return AutoTokenizer.from_pretrained(folder, **LOCAL, **more)


class TorchDecoder:
    """A text-to-text model; see `cleanup.engines.neural.seq2seq.Decoder`."""

    def __init__(self, model: Model) -> None:
        self._device, dtype = device_and_type(model.manifest.precision)
        self._tokenizer = load_tokenizer(model.folder)
        loaded = AutoModelForSeq2SeqLM.from_pretrained(model.folder, dtype=dtype, **LOCAL)
        self._model = loaded.to(self._device).eval()
        config = self._model.config
        given = self._model.generation_config
        self._pad = config.pad_token_id if config.pad_token_id is not None else 0
        self._end = given.eos_token_id if given.eos_token_id is not None else config.eos_token_id
        # Only what says where a text begins and ends: a summariser's length penalties, beams and
        # banned repetitions, which some models bring along, make no good corrector.
        self._settings = {
            "do_sample": False,
            "num_beams": 1,
            "eos_token_id": self._end,
            "pad_token_id": self._pad,
            "decoder_start_token_id": _first(
                given.decoder_start_token_id, config.decoder_start_token_id, given.bos_token_id
            ),
            "forced_bos_token_id": given.forced_bos_token_id,
        }
        positions = getattr(config, "max_position_embeddings", None)
        self.limit = min(positions or LONGEST, LONGEST)

    def encode(self, text: str) -> list[int]:
        """See `Decoder`."""
        ids: list[int] = self._tokenizer(text, verbose=False).input_ids
        return ids

    def decode(self, ids: Sequence[int]) -> str:
        """See `Decoder`."""
        text: str = self._tokenizer.decode(
            list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        return text

    def generate(self, sources: Sequence[Sequence[int]], most: int) -> list[list[int]]:
        """See `Decoder`."""
        ids, mask = self._padded(sources)
        settings = GenerationConfig(**self._settings, max_new_tokens=most)
        with torch.inference_mode():
            written = self._model.generate(
                input_ids=ids, attention_mask=mask, generation_config=settings
            )
        return [self._ended(row[1:]) for row in written.tolist()]

    def log_probabilities(self, source: Sequence[int], target: Sequence[int]) -> list[float]:
        """See `Decoder`."""
        ids, mask = self._padded([source])
        read, _ = self._padded([[self._settings["decoder_start_token_id"], *target[:-1]]])
        with torch.inference_mode():
            said = self._model(input_ids=ids, attention_mask=mask, decoder_input_ids=read)
            logs = said.logits[0].float().log_softmax(dim=-1)
        found: list[float] = logs[range(len(target)), list(target)].tolist()
        return found

    def _padded(self, rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        longest = max(map(len, rows))
        ids = [[*row, *[self._pad] * (longest - len(row))] for row in rows]
        mask = [[1] * len(row) + [0] * (longest - len(row)) for row in rows]
        return torch.tensor(ids, device=self._device), torch.tensor(mask, device=self._device)

    def _ended(self, ids: list[int]) -> list[int]:
        """The tokens up to the first that ends the text, that one included."""
        ends = self._end if isinstance(self._end, list) else [self._end]
        stop = next((n for n, id in enumerate(ids, 1) if id in ends), len(ids))
        return ids[:stop]


class TorchClassifier:
    """A tagger; see `cleanup.engines.neural.tagging.Classifier`.

    Two layouts are known: a token classifier with the tags as its labels, as transformers writes
    it; and the encoder with two heads (tags, and whether there is an error) that the models of the
    package ``gector`` have, ``d_label2id`` in their configuration.
    """

    def __init__(self, model: Model) -> None:
        self._device, dtype = device_and_type(model.manifest.precision)
        config = configuration(model.folder)
        self._tokenizer = load_tokenizer(model.folder, **_spaced(config))
        if "d_label2id" in config:
            loaded: Any = _TwoHeads.load(model.folder, config)
        else:
            loaded = AutoModelForTokenClassification.from_pretrained(model.folder, **LOCAL)
        self._model = loaded.to(self._device, dtype).eval()
        self.labels = labels_of(model, config, START in self._tokenizer.get_vocab())
        inner = getattr(loaded, "config", None)
        positions = getattr(inner, "max_position_embeddings", LONGEST)
        self.limit = min(positions, LONGEST) - 2

    @property
    def network(self) -> torch.nn.Module:
        """The model itself, for conversion."""
        return self._model

    @property
    def tokenizer(self) -> Any:
        """The tokenizer, for conversion."""
        return self._tokenizer

    def length(self, words: Sequence[str]) -> int:
        """See `Classifier`."""
        return len(self._read([words]).input_ids[0])

    def classify(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """See `Classifier`."""
        read = self._read(sentences)
        batch = read.convert_to_tensors("pt").to(self._device)
        with torch.inference_mode():
            said = self._model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"])
            tags = said.logits.float().softmax(dim=-1).cpu().numpy()
            errors = getattr(said, "errors", None)
            sure = None if errors is None else errors.float().softmax(dim=-1)[..., 1].cpu().numpy()
        found = []
        for row in range(len(sentences)):
            firsts = first_tokens(read.word_ids(row))
            error = None if sure is None else float(sure[row, firsts].max(initial=0.0))
            found.append(Tagged(tags[row, firsts], error))
        return found

    def _read(self, sentences: Sequence[Sequence[str]]) -> Any:
        return self._tokenizer(
            [list(words) for words in sentences],
            is_split_into_words=True,
            padding=True,
            verbose=False,
        )


class _TwoHeads(torch.nn.Module):
    """An encoder with a head for the tags and one for whether there is an error."""

    def __init__(self, encoder: Any, tags: int, errors: int) -> None:
        super().__init__()
        self.config = encoder.config
        self.bert = encoder
        self.label_proj_layer = torch.nn.Linear(encoder.config.hidden_size, tags)
        self.d_proj_layer = torch.nn.Linear(encoder.config.hidden_size, errors)

    @classmethod
    def load(cls, folder: Path, config: dict[str, Any]) -> _TwoHeads:
        """The model of a folder; the configuration of its encoder lies in ``encoder/``."""
        base = AutoConfig.from_pretrained(folder / ENCODER, **LOCAL)
        weights = _weights(folder)
        encoder = AutoModel.from_config(base)
        rows = next(w.shape[0] for n, w in weights.items() if n.endswith("word_embeddings.weight"))
        encoder.resize_token_embeddings(rows, mean_resizing=False)
        made = cls(
            encoder,
            weights["label_proj_layer.weight"].shape[0],
            weights["d_proj_layer.weight"].shape[0],
        )
        missing, _ = made.load_state_dict(weights, strict=False)
        lost = [n for n in missing if "position_ids" not in n and ".pooler." not in n]
        if lost:
            raise ValueError(f"the file of weights lacks {lost[0]}")
        return made

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Any:
        """Logits of the tags, and of there being an error."""
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return _Said(self.label_proj_layer(hidden), self.d_proj_layer(hidden))


class _Said:
    """What `_TwoHeads` returns, in the manner of transformers."""

    def __init__(self, logits: torch.Tensor, errors: torch.Tensor) -> None:
        self.logits, self.errors = logits, errors


def _weights(folder: Path) -> dict[str, torch.Tensor]:
    path = folder / "model.safetensors"
    if path.is_file():
        from safetensors.torch import load_file

        loaded: dict[str, torch.Tensor] = load_file(path)
        return loaded
    return dict(torch.load(folder / "pytorch_model.bin", map_location="cpu", weights_only=True))


def labels_of(model: Model, config: dict[str, Any], starts: bool) -> Labels:
    """What a tagger can say, by its configuration and its manifest."""
    numbers = {int(number): tag for tag, number in config["label2id"].items()}
    tags = tuple(numbers[number] for number in sorted(numbers))
    verbs = model.folder / VERBS
    return Labels(
        tags,
        read_verbs(verbs.read_text("utf-8")) if verbs.is_file() else {},
        starts,
        model.manifest.keep_bias,
        model.manifest.least_error,
    )


def _spaced(config: dict[str, Any]) -> dict[str, Any]:
    """Byte-level tokenizers read a list of words only if each begins with a space."""
    family = str(config.get("model_type", "")) + str(config.get("model_id", ""))
    byte_level = ("roberta", "deberta", "gpt2", "bart", "longformer")
    return {"add_prefix_space": True} if any(name in family for name in byte_level) else {}


def _first(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)
