"""Closed classes of words, by language: which never end a sentence, which open one.

Written for this project from common grammatical knowledge. A word that may end a sentence after
all (separable prefixes such as German *an*, Dutch *op*) is left out, and so is, of the openers,
what is written with a capital inside a sentence too (German nouns, polite forms, *Gobierno*).
"""

from __future__ import annotations

from functools import cache

from cleanup.words import function_words

_UNFINISHED = {
    "ca": "el la els les un una de del dels al als i o però en amb per sense sobre entre fins que si",
    "cs": "a i ale nebo v ve na z ze k ke o u do od pro při za po nad pod před mezi bez že aby když "
    "který která které jestli než pokud",
    "da": "en et og eller men af for at som fra ved mellem til",
    "de": "der die dem den des ein eine einen einem einer eines und oder von vom zum zur für bei beim "
    "im am in ins durch gegen ohne seit zwischen wegen dass wenn weil ob als wie sowie sondern kein "
    "keine keinen unsere ihre ihren ihrem ihrer seine seinen seinem seiner",
    "el": "ο η το οι τα του της των τον την και ή αλλά σε στο στη στην στον από με για που ότι αν ως",
    "en": "the a an of and or but if than as my your our their its to at by with from for into during "
    "because whether whose which who when while per every among including according until under "
    "against between mr mrs ms dr prof",
    "es": "el la los las un una unos unas de del al a y e o u pero en con por para sin sobre entre "
    "hasta desde que si como su sus mi mis cuyo cuya",
    "fr": "le la les l un une des du de d au aux et ou mais à en dans par pour sur sous avec sans chez "
    "vers entre que qu qui dont où si comme son sa ses leurs mon ma mes notre votre ce cet cette ces",
    "it": "il lo la i gli le l un uno una un' di del dello della dell dei degli delle a al allo alla "
    "all ai agli alle da dal dalla in nel nello nella nei con sul sulla sui per tra fra e ed o ma che "
    "se come cui",
    "nl": "de een en of maar van te dat als om tot zonder naar tussen onze hun",
    "pl": "i a w z ze we do od o u po za ku dla przez przed przy nad pod bez między oraz lub albo ale "
    "że aby żeby gdy jeśli który która które których",
    "pt": "o a os as um uma uns umas de do da dos das em no na nos nas ao à aos às por pelo pela pelos "
    "pelas para com sem sobre entre até e ou mas que se como num numa",
    "ro": "un o și sau dar de la în din pe cu pentru prin spre până despre fără între al a ai ale că "
    "dacă care unui unei cel cea",
    "ru": "и а но или в во на с со к ко по о об от из до для при без над под за у что чтобы если "
    "который которая которое которые не ни",
    "sv": "en ett och eller men av för att som från vid mellan",
    "tr": "ve veya ya ama çünkü bir ile",
    "uk": "і й та а але або в у на з із зі до від для по про при без над під за що щоб якщо який яка "
    "яке які не ні",
}

_OPENERS = {
    "cs": "i ale když protože podle pokud však tato tento toto tyto jeho její jejich on ona oni já my "
    "po při pro před během kromě navíc zatímco ačkoli přestože také proto mezi v ve na od dle díky",
    "de": "aber auch das dass der die dies diese dieser dieses doch ein eine einer er es sie und wir "
    "ich wenn während weil nach bei mit im in am an auf für seit vor zum zur durch trotz laut obwohl "
    "zudem außerdem allerdings jedoch dabei dann danach damit dort hier nun so als wie was wer man "
    "viele einige mehr nur noch bis aus unter über kein keine sein seine mein meine unser alle",
    "en": "he she it they we you this these those there however but and then when while after before "
    "if since although though despite because as at in on for with by from during according his her "
    "its their our my some many most several such so now meanwhile what who how why where no not the",
    "es": "pero y cuando aunque también sin después antes entre desde hasta durante según este esta "
    "estos estas ese esa esto eso aquel él ella ellos ellas yo nosotros si no en el la los las un una "
    "al con por para como además sin mientras muchos muchas algunos todo todos su sus cada ya así hay",
    "fr": "mais et il elle ils elles nous vous on je ce cet cette ces cela ceci c'est il y le la les un "
    "une des au aux en dans pour par avec sans après avant selon depuis pendant lors alors quand si "
    "comme toutefois cependant néanmoins ainsi puis son sa ses leur leurs notre nos plusieurs certains "
    "beaucoup tout tous même malgré or donc car bien aucun chaque à",
    "it": "ma e quando anche se però dopo prima durante secondo questo questa questi queste quello "
    "quella egli essi io noi il lo la i gli le un una uno nel nella nei al alla dal dalla con per da "
    "in tra fra non come così inoltre tuttavia mentre molti molte alcuni tutti ogni ci si è c'è",
    "nl": "maar en het de een dit dat deze hij zij ze we wij ik er als toen toch ook na voor met in op "
    "bij volgens tijdens omdat hoewel echter daarnaast bovendien verder daarom zo veel sommige alle "
    "mijn zijn haar hun onze om door sinds wat wie hoe waarom niet geen nu dan",
    "pl": "i a ale jednak gdy kiedy jeśli po w we na z ze do od dla przy przed podczas według ten ta to "
    "te ci tego on ona oni one my nie jest są był była było były może można jego jej ich tym też także "
    "jak co kto dlatego ponieważ ponadto poza mimo choć chociaż wiele kilka każdy wszyscy",
    "pt": "mas e quando se também depois antes durante segundo este esta estes estas esse essa isso "
    "isto ele ela eles elas eu nós não o a os as um uma no na nos nas ao em com por para como além "
    "embora enquanto muitos muitas alguns todos cada já assim há seu sua seus suas entre desde",
    "ro": "dar și când dacă după înainte în din pe cu pentru prin acest această acesta aceasta aceste "
    "acești aceștia el ea ei ele noi eu nu un o potrivit deși totuși însă astfel de la mai mulți unii "
    "toți fiecare este sunt a au va când conform printre",
    "ru": "и а но однако когда если после до в во на с со по при для из от об о это этот эта эти он она "
    "они оно мы я не как так также поэтому потому хотя пока тем кроме несмотря между его её ее их "
    "многие некоторые все всё каждый по-прежнему среди уже там здесь у за под во-первых",
    "uk": "і й та а але однак коли якщо після до в у на з із зі по при для від це цей ця ці він вона "
    "вони воно ми я не як так також тому хоча поки крім попри між його її їх багато деякі всі усі "
    "кожен серед вже там тут за під про",
}

_ARTICLES = {
    "de": frozenset(),
    "en": frozenset({"the", "in", "on", "at", "for", "with", "from", "by", "as", "what", "who", "no"}),
    "es": frozenset("el la los las un una en al su sus".split()),
    "fr": frozenset("le la les un une des au aux à en dans notre".split()),
    "it": frozenset("il lo la i gli le un una uno in nel nella al alla è".split()),
    "nl": frozenset("de het een in op".split()),
    "pt": frozenset("o a os as um uma no na nos nas ao em seu sua".split()),
    "ro": frozenset("un o a la de în el ea".split()),
}


@cache
def unfinished(base: str) -> frozenset[str]:
    """Words of a language that a sentence does not end in; where none are known, frequent ones."""
    if base in _UNFINISHED:
        return frozenset(_UNFINISHED[base].split())
    return function_words(base, 30)


@cache
def openers(base: str) -> frozenset[str]:
    """Words of a language that open sentences and have no capital inside one."""
    return frozenset(_OPENERS.get(base, "").split())


def names_follow(base: str) -> frozenset[str]:
    """Openers that begin names and titles as well (*The Hague*, *La Paz*, *In Bruges*)."""
    return _ARTICLES.get(base, frozenset())
