"""What a chat model says before and after the text it was asked to translate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_YES = (
    r"(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|"
    r"natürlich|gerne?|klar|selbstverständlich|sicher|"
    r"bien sûr|bien entendu|certainement|d[’']accord|avec plaisir|voilà|"
    r"claro(?: que sí)?|por supuesto|desde luego|con gusto|com certeza|"
    r"certo|certamente|ecco|volentieri|natuurlijk|uiteraard|zeker|oczywiście|jasne|"
    r"конечно|разумеется|звичайно|jistě|samozřejmě|desigur|sigur|tabii ki|elbette|"
    r"بالطبع|بالتأكيد|حسنا|もちろん(?:です)?|はい|承知しました|かしこまりました|当然|好的|물론(?:입니다|이죠)?)"
)
_HERE = (
    r"(?:here(?:[’']s| is| are| you go)?|below is|this is|the following is|i have translated|"
    r"hier(?: ist| sind| folgt)?|nachfolgend|im folgenden|voici|ci-dessous|aquí (?:está|tiene|va)|"
    r"a continuación|aqui (?:está|vai)|a seguir|segue|di seguito|qui sotto|ecco(?:la)?|"
    r"hieronder|oto|poniżej|вот|ниже|ось|нижче|zde je|níže|iată|mai jos|işte|aşağıda|"
    r"إليك(?:م)?|فيما يلي|هذه|以下(?:は|が)?|こちらが|以下是|这是|다음은)"
)
_WORK = (
    r"(?:translat(?:ion|ed)|übersetz\w+|tradu(?:ction|cción|ção|zione|it\w*|cid\w*|zid\w*|cere\w*)|"
    r"vertaling|vertaalde|tłumaczeni\w+|przekład\w*|перевод\w*|переклад\w*|překlad\w*|traducere\w*|"
    r"çeviri\w*|ترجمة|الترجمة|翻訳|訳文|翻译|译文|번역\w*)"
)
_PREAMBLE = re.compile(
    rf"\A\s*(?:[*_#>\s]*)(?:{_YES}[\s,.!¡،、。！-]{{0,4}})?\s*{_HERE}[^\n.!?。！？]{{0,60}}?"
    rf"{_WORK}[^\n.!?。！？]{{0,60}}[:：][*_\s]*?(?:\r?\n|\Z)\s*"
    rf"|\A\s*{_YES}\s*[!.。！]\s*(?:\r?\n)+\s*",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\n\s*(?:let me know if you (?:need|would like|want)|i hope this (?:helps|translation)|"
    r"would you like me to|feel free to ask|please let me know if|"
    r"lass(?:en sie)? (?:es )?mich (?:bitte )?wissen, (?:ob|wenn|falls)|ich hoffe, das hilft|"
    r"n[’']hésitez pas à (?:me )?|j[’']espère que cette traduction|"
    r"espero que (?:esta traducción|te sea útil|ajude|isso ajude)|"
    r"spero che (?:questa traduzione|sia utile)|дайте знать, если|надеюсь, это поможет)"
    r"[^\n]{0,160}[.!?…]\s*\Z",
    re.IGNORECASE,
)


@rule(
    "chat-preamble",
    stage="structure",
    safety=Safety.SAFE,
    message="Talk of the translating assistant, not part of the text.",
    breaks_shields=True,
    fix=[
        Fix("Sure! Here is the translation:\n\nThe port reopened.", "The port reopened."),
        Fix("Here's the translated article:\nThe port reopened.", "The port reopened."),
        Fix("Voici la traduction :\n\nLe port a rouvert.", "Le port a rouvert.", lang="fr"),
        Fix(
            "Natürlich, hier ist die Übersetzung des Textes:\n\nDer Hafen ist offen.",
            "Der Hafen ist offen.",
            lang="de",
        ),
        Fix("Вот перевод статьи:\n\nПорт открыт.", "Порт открыт.", lang="ru"),
        Fix("以下は翻訳です：\n\n港が開いた。", "港が開いた。", lang="ja"),
        Fix("The port reopened.\n\nLet me know if you need any changes!\n", "The port reopened.\n"),
    ],
    keep=[
        Keep("Here is the house: it has a translation office.\n\nIt is old."),
        Keep("Sure enough, the translation came late: it was lost.\n\nNobody knew."),
        Keep("Voici la maison :\n\nElle est grande.", lang="fr"),
        Keep("Translation is an art.\n\nHere is why."),
    ],
)
def chat_preamble(document: Document) -> Iterator[Found]:
    """Removes a first line that announces the translation and a last one that offers more.

    Chat models frame their answers so. The line must be the first (or last) of the text, stand
    on its own and speak of translating; the words are listed for sixteen languages.
    """
    if match := _PREAMBLE.match(document.text):
        yield Found(*match.span(), "")
    if match := _OFFER.search(document.text, max(0, len(document.text) - 400)):
        end = match.start() + len(match[0].rstrip())
        start = (
            match.start()
            - len(document.text[: match.start()][-4:])
            + len(document.text[max(0, match.start() - 4) : match.start()].rstrip())
        )
        yield Found(start, end, "")
