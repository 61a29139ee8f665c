"""Converted models run without torch: CTranslate2 for text to text, ONNX Runtime for taggers.

The tokenizer is read by the library ``tokenizers`` from the ``tokenizer.json`` that the conversion
wrote, so it is the same as the one torch's way uses.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any

import ctranslate2
from tokenizers import Tokenizer

from cleanup.engines.neural.manifest import Model
from cleanup.engines.neural.tagging import Labels, Tagged, first_tokens

TOKENIZER, LABELS, DECODING = "tokenizer.json", "labels.json", "decoding.json"


def threads() -> int:
    """Threads that a model may use: ``OMP_NUM_THREADS``, else every processor (0)."""
    named = os.environ.get("OMP_NUM_THREADS", "")
    return int(named) if named.isdigit() else 0


class LightDecoder:
    """A text-to-text model; see `cleanup.engines.neural.seq2seq.Decoder`."""

    def __init__(self, model: Model) -> None:
        self._tokenizer = Tokenizer.from_file(str(model.folder / TOKENIZER))
        gpu = ctranslate2.get_cuda_device_count() > 0
        self._translator = ctranslate2.Translator(
            str(model.folder), device="cuda" if gpu else "cpu", intra_threads=threads()
        )
        said: dict[str, Any] = json.loads((model.folder / DECODING).read_bytes())
        self.limit = int(said["limit"])
        self._end: str = said["end"]

    def encode(self, text: str) -> list[int]:
        """See `Decoder`."""
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids

    def decode(self, ids: Sequence[int]) -> str:
        """See `Decoder`."""
        text: str = self._tokenizer.decode(list(ids), skip_special_tokens=True)
        return text

    def generate(self, sources: Sequence[Sequence[int]], most: int) -> list[list[int]]:
        """See `Decoder`."""
        answers = self._translator.translate_batch(
            self._tokens(sources),
            beam_size=1,
            min_decoding_length=0,  # a model may have nothing to say, with torch too
            max_decoding_length=most,
            max_input_length=0,
            return_end_token=True,
        )
        return [self._numbers(answer.hypotheses[0]) for answer in answers]

    def log_probabilities(self, source: Sequence[int], target: Sequence[int]) -> list[float]:
        """See `Decoder`."""
        bare = list(target)
        if bare and bare[-1] == self._tokenizer.token_to_id(self._end):
            bare.pop()  # it is scored unasked
        (score,) = self._translator.score_batch(
            self._tokens([source]), self._tokens([bare]), max_input_length=0
        )
        return list(score.log_probs[: len(target)])

    def _tokens(self, rows: Sequence[Sequence[int]]) -> list[list[str]]:
        return [[str(self._tokenizer.id_to_token(number)) for number in row] for row in rows]

    def _numbers(self, tokens: Sequence[str]) -> list[int]:
        unknown = self._tokenizer.token_to_id("<unk>") or 0
        numbers = (self._tokenizer.token_to_id(token) for token in tokens)
        return [unknown if number is None else number for number in numbers]


class LightClassifier:
    """A tagger; see `cleanup.engines.neural.tagging.Classifier`."""

    def __init__(self, model: Model) -> None:
        import onnxruntime

        said: dict[str, Any] = json.loads((model.folder / LABELS).read_bytes())
        manifest = model.manifest
        self.labels = Labels(
            tuple(said["tags"]),
            said["verbs"],
            said["starts"],
            manifest.keep_bias,
            manifest.least_error,
        )
        self.limit = int(said["limit"])
        self._tokenizer = Tokenizer.from_file(str(model.folder / TOKENIZER))
        self._tokenizer.no_truncation()
        self._tokenizer.enable_padding(pad_id=said["pad"], pad_token=said["pad_token"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads()
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(model.folder / "model.onnx"),
            options,
            providers=onnxruntime.get_available_providers(),
        )

    def length(self, words: Sequence[str]) -> int:
        """See `Classifier`."""
        return len(self._tokenizer.encode(list(words), is_pretokenized=True).ids)

    def classify(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """See `Classifier`."""
        import numpy

        read = self._tokenizer.encode_batch([list(w) for w in sentences], is_pretokenized=True)
        ids = numpy.array([row.ids for row in read], dtype=numpy.int64)
        mask = numpy.array([row.attention_mask for row in read], dtype=numpy.int64)
        logits, *errors = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        tags = _softmax(logits)
        sure = _softmax(errors[0])[..., 1] if errors else None
        found = []
        for row, encoding in enumerate(read):
            firsts = first_tokens(encoding.word_ids)
            error = None if sure is None else float(sure[row, firsts].max(initial=0.0))
            found.append(Tagged(tags[row, firsts], error))
        return found


def _softmax(logits: Any) -> Any:
    import numpy

    shifted = numpy.exp(logits - logits.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)
