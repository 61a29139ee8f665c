"""The engine ``neural``: correctors of the user's choice, ``--engine neural:NAME``.

NAME is a model that was added (``cleanup models``), a folder, or a hub id in the hub's own cache;
``neural`` alone takes the first added model that speaks the language of the text. Models are
loaded when a text first needs them, their checksums verified; a model that cannot be used costs
the text nothing but a note. Every sentence is asked about once.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING

from cleanup.config import Config
from cleanup.document import Document
from cleanup.edit import Edit, Refusal
from cleanup.engines import Proposal, Status, selected
from cleanup.engines.masking import Masked, mask, shields_of, units
from cleanup.engines.neural import store
from cleanup.engines.neural.edits import outcome
from cleanup.engines.neural.manifest import Model, damage, encoded
from cleanup.engines.neural.rewrite import Corrector, Rewrite
from cleanup.errors import CleanupError, UsageError
from cleanup.language import Language, language
from cleanup.progress import tell

if TYPE_CHECKING:
    from cleanup.engines.neural.manifest import Manifest

PREFIX = "neural:"
REMEMBERED = 4_000
"""How many sentences' rewrites are kept, across documents and passes."""

PACKAGES = {
    "torch": ("torch", "transformers", "sentencepiece"),
    "ctranslate2": ("ctranslate2", "tokenizers"),
    "onnxruntime": ("onnxruntime", "tokenizers"),
}
"""What each way of running a model needs, as modules."""
EXTRAS = {"torch": "neural", "ctranslate2": "neural-light", "onnxruntime": "neural-light"}


class Neural:
    """One model, or whichever speaks the language.

    Args:
        config: what is to run.
        name: the model; ``""`` for any that was added.

    Raises:
        UsageError: there is no such model, or what runs it is not installed.
    """

    name = "neural"

    def __init__(self, config: Config, name: str = "") -> None:
        self._runs = selected(config, PREFIX)[1]
        if name:
            self._models = [store.find(name)]
        else:  # those that can run here come first; else the first says what it needs
            self._models = sorted(store.installed(), key=lambda m: bool(missing(m.manifest)))
        if not self._models:
            raise UsageError("no neural model is here: see `cleanup models list` and `models add`")
        require(self._models[0].manifest)
        self._named = bool(name)
        self._loaded: dict[str, Corrector | str] = {}
        self._known: dict[tuple[str, str], Rewrite | None] = {}
        self._told: set[str] = set()

    @property
    def identity(self) -> str:
        """Checksums of the manifests in question: with another model a run is another run."""
        return " ".join(sha256(encoded(m.manifest)).hexdigest() for m in self._models)

    def prepare(self, language: Language) -> None:
        """Nothing: a model is loaded when a text needs it."""

    def propose(self, document: Document) -> Proposal:
        """Edits for this revision, and the rewrites that were refused."""
        language = document.language
        if not self._runs or not document.text.strip():
            return Proposal()
        model = next((m for m in self._models if m.manifest.speaks(language.base)), None)
        if model is None:
            return Proposal(notes=self._once(self._missing(language)))
        corrector = self._corrector(model)
        if isinstance(corrector, str):
            note = f"{model.manifest.name} is not used: {corrector}"
            return Proposal(notes=self._once(note))
        latin = language.scripts == ("Latn",)
        spans = list(units(document))
        sentences = [
            mask(document.text[start:end], shields_of(document, start, end), latin=latin)
            for start, end in spans
        ]
        try:
            notes = self._ask(model.manifest, corrector, sentences)
        except Exception as error:  # noqa: BLE001 whatever a model stumbles over is no one's loss
            reason = str(error).partition("\n")[0][:150] or type(error).__name__
            return Proposal(notes=[f"{model.manifest.name} failed and changes nothing: {reason}"])
        edits: list[Edit] = []
        refused: list[Refusal] = []
        for (start, _), sentence in zip(spans, sentences, strict=True):
            rewrite = self._known.get((model.manifest.name, sentence.text))
            if rewrite is not None and rewrite.text != sentence.text:
                found = outcome(document, start, sentence, rewrite, model.manifest)
                edits += found.edits
                refused += found.refused
        return Proposal(edits, notes, refused)

    def close(self) -> None:
        """Let go of the models."""
        self._loaded.clear()

    @classmethod
    def status(cls) -> Status:
        """Which ways of running a model are installed, and which models are here."""
        ways = [
            f"{runtime} {metadata.version(runtime)}"
            for runtime, modules in PACKAGES.items()
            if all(map(find_spec, modules))
        ]
        models = [model.manifest.name for model in store.installed()]
        if not ways:
            extras = "pip install 'translation-cleanup[neural]', or [neural-light] without torch"
            return Status(cls.name, None, f"optional, not installed: {extras}")
        broken = list(store.damaged())
        here = f"models: {', '.join(models)}" if models else "no model: cleanup models list"
        detail = "; ".join((", ".join(ways), here, *broken))
        return Status(cls.name, False if broken else bool(models) or None, detail)

    # ------------------------------------------------------------------ internals

    def _corrector(self, model: Model) -> Corrector | str:
        """The loaded model, or why it is not."""
        name = model.manifest.name
        if name not in self._loaded:
            tell(f"{name}: loading")
            try:
                self._loaded[name] = load(model)
            except CleanupError as error:
                self._loaded[name] = str(error)
        return self._loaded[name]

    def _ask(
        self, manifest: Manifest, corrector: Corrector, sentences: Sequence[Masked]
    ) -> list[str]:
        """Get the rewrites that are not remembered; returns notes."""
        texts = list(dict.fromkeys(sentence.text for sentence in sentences))
        unknown = []
        for text in texts:
            key = manifest.name, text
            if key in self._known:
                self._known[key] = self._known.pop(key)  # now the youngest
            elif any(c.isalpha() for c in text):
                unknown.append(text)
        for done, (index, rewrite) in enumerate(corrector.correct(unknown)):
            self._known[manifest.name, unknown[index]] = rewrite
            tell(f"{manifest.name}: {done + 1:,} of {len(unknown):,} sentences")
        long = sum(self._known.get((manifest.name, text), ()) is None for text in texts)
        while len(self._known) > max(REMEMBERED, len(texts)):
            del self._known[next(iter(self._known))]
        if not long:
            return []
        return [f"{long} sentence{'s' * (long > 1)} too long for {manifest.name} left as they were"]

    def _missing(self, language: Language) -> str:
        """What to tell of a language that no model speaks."""
        what = self._models[0].manifest.name if self._named else "no neural model here"
        does = "does not speak" if self._named else "speaks"
        return f"{what} {does} {language.english}: its grammar is not checked by one"

    def _once(self, note: str) -> tuple[str, ...]:
        if note in self._told:
            return ()
        self._told.add(note)
        return (note,)


def missing(manifest: Manifest) -> list[str]:
    """The modules that a model needs and that are not installed."""
    return [name for name in PACKAGES[manifest.runtime] if find_spec(name) is None]


def require(manifest: Manifest) -> None:
    """See that what runs a model is installed.

    Raises:
        UsageError: it is not; says what to install.
    """
    if lacking := missing(manifest):
        extra = f"translation-cleanup[{EXTRAS[manifest.runtime]}]"
        raise UsageError(f"{manifest.name} needs {', '.join(lacking)}: pip install '{extra}'")


def missing_for_conversion() -> None:
    """See that what converts a model is installed.

    Raises:
        UsageError: it is not; says what to install.
    """
    lacking = [name for name in ("torch", "ctranslate2", "onnxscript") if find_spec(name) is None]
    if lacking:
        raise UsageError(
            f"conversion needs {', '.join(lacking)}: pip install 'translation-cleanup[neural]'"
        )


def load(model: Model) -> Corrector:
    """A model, its files verified.

    Raises:
        CleanupError: they are not what was added, or it cannot be loaded.
    """
    require(model.manifest)
    name = model.manifest.name
    wrong = next(damage(model), None)
    if wrong is not None:
        raise CleanupError(f"{wrong}; remove {name} and add it again")
    try:
        return _loaded(model)
    except CleanupError:
        raise
    except Exception as error:  # any of six libraries, on whatever files there are
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise CleanupError(f"it cannot be loaded: {reason}") from error


def _loaded(model: Model) -> Corrector:
    from cleanup.engines.neural.seq2seq import Seq2Seq
    from cleanup.engines.neural.tagging import Tagger

    manifest = model.manifest
    spoken = [language(base) for base in manifest.languages]
    spaceless = bool(spoken) and all(each.spaceless for each in spoken)
    if manifest.runtime == "torch":
        from cleanup.engines.neural.with_torch import TorchClassifier, TorchDecoder

        if manifest.kind == "seq2seq":
            return Seq2Seq(TorchDecoder(model), manifest.prefix)
        return Tagger(TorchClassifier(model), spaceless=spaceless)
    from cleanup.engines.neural.light import LightClassifier, LightDecoder

    if manifest.kind == "seq2seq":
        return Seq2Seq(LightDecoder(model), manifest.prefix)
    return Tagger(LightClassifier(model), spaceless=spaceless)
