"""LanguageTool's names for languages, which lingotweaker shares."""

from __future__ import annotations

from cleanup.language import Language

VARIANTS = {
    "ar": "ar", "ca": "ca-ES", "da": "da-DK", "de": "de-DE", "el": "el-GR", "en": "en-US",
    "es": "es", "fa": "fa", "fr": "fr", "gl": "gl-ES", "it": "it", "ja": "ja-JP", "nl": "nl",
    "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI",
    "sv": "sv", "uk": "uk-UA", "zh": "zh-CN",
}  # fmt: skip
"""The variant that stands for a language as a whole."""
_REGIONAL = frozenset(
    {"de-AT", "de-CH", "en-AU", "en-CA", "en-GB", "en-NZ", "en-ZA", "nl-BE", "pt-BR"}
)


def variant_of(language: Language) -> str:
    """The name of a language: ``en-US`` for ``en``, ``en-GB`` for ``en-GB``."""
    tag = language.tag
    return tag if tag in _REGIONAL else VARIANTS.get(language.base, tag)
