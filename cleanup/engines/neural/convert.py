"""Conversion of a model of torch's to one that needs no torch.

Text-to-text models become CTranslate2's, taggers ONNX; both with the tokenizer as one
``tokenizer.json``. The conversion itself needs the extra ``[neural]``, once.
"""

from __future__ import annotations

import json
import logging
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from ctranslate2.converters import TransformersConverter

from cleanup.engines.neural import with_torch
from cleanup.engines.neural.light import DECODING, LABELS, TOKENIZER
from cleanup.engines.neural.manifest import Manifest, Model, Precision, Runtime
from cleanup.errors import UsageError


def convert(model: Model, target: Path, precision: Precision) -> Runtime:
    """Write the converted files of a model into `target`, an empty folder.

    Args:
        model: one that torch runs.
        target: the folder to fill.
        precision: ``int8`` makes it a quarter of the size, and a little less exact; ``auto`` keeps
            32 bits.

    Raises:
        UsageError: the model cannot be converted; says why.
    """
    if model.manifest.runtime != "torch":
        raise UsageError(f"{model.manifest.name}: is converted already ({model.manifest.runtime})")
    with _quiet():
        if model.manifest.kind == "tagger":
            _tagger(model, target, precision)
            return "onnxruntime"
        _seq2seq(model, target, precision)
        return "ctranslate2"


@contextmanager
def _quiet() -> Iterator[None]:
    """The exporters talk of packages that nobody misses."""
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)


def _seq2seq(model: Model, target: Path, precision: Precision) -> None:
    decoder = with_torch.TorchDecoder(model)
    tokenizer = with_torch.load_tokenizer(model.folder)
    quantization = None if precision in ("auto", "float32") else precision
    try:
        _Converter(str(model.folder)).convert(
            str(target),
            quantization=quantization,
            force=True,  # the folder is there, and is emptied
        )
    except (ValueError, KeyError, AttributeError, NotImplementedError) as error:
        reason = str(error).partition("\n")[0]
        raise UsageError(
            f"{model.manifest.name}: CTranslate2 cannot convert it: {reason}"
        ) from None
    _write_tokenizer(model.manifest, tokenizer, target)
    said = {"limit": decoder.limit, "end": tokenizer.eos_token}
    (target / DECODING).write_text(json.dumps(said) + "\n", "utf-8")


class _Converter(TransformersConverter):
    """CTranslate2's converter, told what the configurations of transformers 5 no longer say.

    Without, the probabilities of an mT5 or T5 v1.1 are wrong and a BART is refused (seen with
    ctranslate2 4.8.5 and transformers 5.23).
    """

    def load_model(self, *args: Any, **given: Any) -> Any:
        """The model, its configuration completed."""
        model = super().load_model(*args, **given)
        config = model.config
        if config.model_type in ("t5", "mt5", "umt5"):
            config.tie_word_embeddings = getattr(config, "scale_decoder_outputs", False)
        elif config.model_type == "bart" and not hasattr(config, "normalize_before"):
            config.normalize_before = False
        return model

    def load_tokenizer(self, *args: Any, **given: Any) -> Any:
        """The tokenizer; one of SentencePiece's may have no token that begins a text."""
        tokenizer = super().load_tokenizer(*args, **given)
        if tokenizer.bos_token is None:
            tokenizer.bos_token = tokenizer.pad_token
        return tokenizer


def _tagger(model: Model, target: Path, precision: Precision) -> None:
    if precision == "bfloat16":
        raise UsageError("a tagger is converted to float32 or int8")
    classifier = with_torch.TorchClassifier(model)
    tokenizer = classifier.tokenizer
    _write_tokenizer(model.manifest, tokenizer, target)
    labels = classifier.labels
    said = {
        "tags": labels.tags,
        "verbs": dict(labels.verbs),
        "starts": labels.starts,
        "limit": classifier.limit,
        "pad": tokenizer.pad_token_id,
        "pad_token": tokenizer.pad_token,
    }
    (target / LABELS).write_text(json.dumps(said, ensure_ascii=False) + "\n", "utf-8")
    network = _Outputs(classifier.network).to("cpu", torch.float32).eval()
    ids = torch.full((2, 7), tokenizer.pad_token_id)
    mask = torch.ones_like(ids)
    mask[1, 4:] = 0  # else the exporter takes it for granted that nothing is masked
    moving = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "model.onnx"
        torch.onnx.export(
            network,
            (ids, mask),
            str(exact if precision == "int8" else target / "model.onnx"),
            input_names=["input_ids", "attention_mask"],
            dynamic_shapes={"input_ids": moving, "attention_mask": moving},
            dynamo=True,
            verbose=False,
        )
        if precision == "int8":
            from onnxruntime.quantization import QuantType, quantize_dynamic

            quantize_dynamic(exact, target / "model.onnx", weight_type=QuantType.QInt8)


def _write_tokenizer(manifest: Manifest, tokenizer: Any, target: Path) -> None:
    inner = getattr(tokenizer, "backend_tokenizer", None)
    if inner is None:
        raise UsageError(
            f"{manifest.name}: its tokenizer has no tokenizer.json form; it runs with torch only"
        )
    inner.save(str(target / TOKENIZER))


class _Outputs(torch.nn.Module):
    """A tagger whose answer is a tuple of tensors, as ONNX wants it."""

    def __init__(self, inner: torch.nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[Any, ...]:
        """Logits of the tags, and of there being an error if the model has them."""
        said = self.inner(input_ids=input_ids, attention_mask=attention_mask)
        errors = getattr(said, "errors", None)
        return (said.logits,) if errors is None else (said.logits, errors)
