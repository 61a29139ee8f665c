"""Closed classes of words, by language: which never end a sentence, which open one.

Written for this project from common grammatical knowledge. A word that may end a sentence after
all (separable prefixes such as German *an*, Dutch *op*) is left out, and so is, of the openers,
what is written with a capital inside a sentence too (German nouns, polite forms, *Gobierno*) or
begins foreign names there (German *man* and *fast*: Isle of Man, Fast Food).
"""

from __future__ import annotations

from functools import cache

_UNFINISHED = {
    "ar": "في من على إلى عن مع أن إن أو و ثم بين بعد قبل التي الذي",
    "bg": "и а но или в във на с със от до за при по о че да който която които",
    "ca": "el la els les un una de del dels al als i o però en amb per sense sobre entre fins "
    "que si",
    "cs": "a i ale nebo v ve na z ze k ke o u do od pro při za po nad pod před mezi bez že aby "
    "když který která které jestli než pokud",
    "da": "en et og eller men af for at som fra ved mellem til",
    "de": "der die dem den des ein eine einen einem einer eines und oder von vom zum zur für "
    "bei beim im am in ins durch gegen ohne seit zwischen wegen dass wenn weil ob als wie "
    "sowie sondern kein keine keinen unsere ihre ihren ihrem ihrer seine seinen seinem "
    "seiner",
    "el": "ο η το οι τα του της των τον την και ή αλλά σε στο στη στην στον από με για που ότι "
    "αν ως",
    "en": "the a an of and or but if than as my your our their its to at by with from for into "
    "during because whether whose which who when while per every among including "
    "according until under against between mr mrs ms dr prof",
    "es": "el la los las un una unos unas de del al a y e o u pero en con por para sin sobre "
    "entre hasta desde que si como su sus mi mis cuyo cuya",
    "fi": "ja tai mutta että jos kun sekä",
    "fr": "le la les l un une des du de d au aux et ou mais à en dans par pour sur sous avec "
    "sans chez vers entre que qu qui dont où si comme son sa ses leurs mon ma mes notre "
    "votre ce cet cette ces",
    "hr": "i a ali ili u na s sa od do za po o iz da koji koja koje",
    "hu": "a az és vagy de hogy egy",
    "id": "dan atau di ke dari yang untuk dengan pada",
    "it": "il lo la i gli le l un uno una un' di del dello della dell dei degli delle a al allo "
    "alla all ai agli alle da dal dalla in nel nello nella nei con sul sulla sui per tra "
    "fra e ed o ma che se come cui",
    "nb": "en et og eller men av for som fra ved mellom til",
    "nl": "de een en of maar van te dat als om tot zonder naar tussen onze hun",
    "pl": "i a w z ze we do od o u po za ku dla przez przed przy nad pod bez między oraz lub "
    "albo ale że aby żeby gdy jeśli który która które których",
    "pt": "o a os as um uma uns umas de do da dos das em no na nos nas ao à aos às por pelo "
    "pela pelos pelas para com sem sobre entre até e ou mas que se como num numa",
    "ro": "un o și sau dar de la în din pe cu pentru prin spre până despre fără între al a ai "
    "ale că dacă care unui unei cel cea",
    "ru": "и а но или в во на с со к ко по о об от из до для при без над под за у что чтобы "
    "если который которая которое которые не ни",
    "sk": "a i ale alebo v vo na zo s so k o u do od pri za po pred že aby keď ktorý ktorá ktoré",
    "sv": "en ett och eller men av för att som från vid mellan",
    "tr": "ve veya ya ama çünkü bir ile",
    "uk": "і й та а але або в у на з із зі до від для по про при без над під за що щоб якщо "
    "який яка яке які не ні",
}

_OPENERS = {
    "cs": "ale ani avšak ačkoli až bude budou byl byla byli bylo byly během co další dle dnes "
    "dokud dosud dva dvě díky i jak jakmile jakožto jaký je jeden jedna jedno jednou jeho "
    "jehož jejich její jejím jen jenom jenže jestliže jež jinak jiná jiné jiný již jsem "
    "jsme jsou jste já k kam každá každé každý kde kdo kdyby kdykoli když kolem kolik "
    "konečně kromě kvůli křome letos letošní loni mají mezi mimo mnohem mnoho mnozí mně "
    "moje možná my má málokdo méně místo měl měla mělo můj na nad naopak naposledy "
    "například navzdory navíc naše naštěstí nedávno nejdříve nejprve není nic nicméně "
    "nikdo nikdy nyní následně náš několik několika některé někteří oba obvykle obě od on "
    "ona oni ostatní ovšem pak po pod podle podobný podobně pokud potom poté pouze pro "
    "proto protože proč právě před předevčírem především předtím přestože při přibližně "
    "přitom původně rovněž s se snad současně společně stejně stále ta taková takové "
    "takový také takže tato tedy tehdy ten tento teprve ti tom totiž toto ty tyto té tím "
    "těchto tři u uvnitř už v ve vedle vlastně více včera většina však vše všechno "
    "všechny všichni vždy vždyť za zatím zatímco zda ze zejména zvláště zároveň zřejmě "
    "část žádná žádné žádný",
    "de": "ab aber alle allerdings als am an andere angesichts anstatt auch auf aufgrund aus "
    "außer außerdem bei beide bevor bis dabei dadurch dafür dagegen daher damals damit "
    "danach dann daraufhin darum darüber das dass dem den denn dennoch der des deshalb "
    "deswegen die dies diese dieser dieses doch dort drei durch ein eine einem einen "
    "einer einige endlich er es etwa etwas falls früher für gegen gestern haben hat "
    "hatte hatten heute hier hinter ich ihm ihn im immer in indem innerhalb inzwischen "
    "ist jede jeder jedes jedoch jemand kann kein keine konnte können laut leider "
    "letztlich manche manchmal mehr mehrere mein meine mit mittlerweile muss müssen "
    "nach nachdem natürlich neben nicht nichts nie niemand noch nun nur ob obwohl oder "
    "oft ohne rund schließlich sein seine seit seitdem sind so sobald sodass sogar "
    "solange solch solche soll sollte sondern später statt trotz trotzdem und unser unter "
    "viele vielleicht vier von vor wahrscheinlich wann war warum was weil welche welcher "
    "weniger wenn wer werden wie wir wird wo wohin wurde wurden während zudem zuerst zum "
    "zunächst zur zuvor zwei zwischen über",
    "es": "actualmente además ahora al algo alguien algunos allá allí ambas ambos ante antes "
    "aquel aquí asimismo así aunque ayer aún bajo bien cada casi cerca como con contra "
    "cualquier cuando cuál cuáles cuándo cómo dado debe deben debería debido dentro desde "
    "después durante dónde el ella ellas ellos en entonces entre era eran es esa ese eso "
    "esta estaba estas esto estos está están excepto finalmente fue fuera fueron gracias "
    "ha había hace hacía han hasta hay hoy incluso junto la las lejos los luego mas mejor "
    "menos mi mientras mis muchas muchos más nada nadie ni ninguna ninguno no nosotros "
    "nuestra nuestras nuestro nuestros nunca otra otras otro otros para peor pero pocas "
    "poco pocos podría por puede pueden quería quien quienes quizá quizás quién qué "
    "recientemente salvo se según si siempre sin solo son su sus sólo tal también tampoco "
    "tan tanto tenía tiene tienen todavía todo todos tras un una varias varios vez y ya "
    "yo él",
    "fr": "actuellement afin ainsi alors après au aucun aucune aujourd'hui aussi autre autres "
    "aux avaient avait avant avec beaucoup bien c'est c'était car ce ceci cela celle "
    "celles celui cependant certain certaine certaines certains ces cet cette ceux chaque "
    "comme comment contre d'abord d'après d'autres dans depuis des deux devant donc dès "
    "elle elles en encore enfin ensuite entre environ et face faute finalement fut grâce "
    "hier hors ici il ils j'ai jamais je jusqu'à l'un l'une la le les leur leurs loin "
    "lors lorsqu'il lorsque là ma mais malgré mes mieux moins mon même n'est ni nos notre "
    "nous néanmoins on ont or outre où par parce parmi pendant personne peu peut-être "
    "plus plusieurs pour pourquoi presque près puis puisque qu'il quand que quelqu'un "
    "quelque quelques qui quoi rien récemment s'il sa sans sauf selon ses seul seule "
    "seulement seuls si sitôt son sont sous tandis tant tel telle tellement telles tels "
    "toujours tous tout toute toutefois toutes trois un une vers vous y à étaient était",
    "it": "abbia abbiamo accanto ad adesso ai al alcuni alla alle allora altra altre altri "
    "altro anche ancora attualmente avere aveva avevano benché c'è chi ci circa ciò "
    "coloro colui come con considerati contro così da dai dal dalla dalle davanti degli "
    "dei del della delle dello dentro deve devono diverse diversi dopo dove dovrebbe "
    "dunque durante ed egli entrambe entrambi eppure era erano essi forse fra fuori gli "
    "grazie ha hanno ieri il in infatti infine inoltre invece io la le lo lontano là lì "
    "ma mai malgrado meglio meno mentre mia mie miei mio molte molti neanche nei nel "
    "nella nemmeno nessuna nessuno niente noi non nonostante nostra nostre nostri nostro "
    "nulla né oggi ogni oltre ora peggio per perché pertanto però più poche pochi poco "
    "poi poiché possono potrebbe prima può qua qualcosa qualcuno quale quali quando "
    "quanto quasi quella quello questa queste questi questo qui quindi recentemente se "
    "sebbene secondo sempre si siccome solo soltanto sono sotto stata stato sui sul sulla "
    "tale tali tanto tra tutta tuttavia tutte tutti tutto un una uno vicino è",
    "nl": "al alle alleen als altijd andere anderen behalve beide bij bijna bovendien daar "
    "daarna daarnaast daarom dankzij dat de dergelijke deze dit door drie echter een "
    "eerder elk elke en enkele enkelen er geen gisteren haar had hadden hebben heeft "
    "helaas hem hen het hier hij hoe hoewel hun ieder iedere iedereen iets ik in indien "
    "inmiddels intussen is je jij jouw jullie kan kunnen later maar meer meest meeste met "
    "mijn minder misschien moet moeten momenteel morgen na naar naast natuurlijk net "
    "niemand niet niets nog nooit nu om omdat ondanks onder ondertussen ongeveer onlangs "
    "ons onze ook op over pas sinds sommige sommigen soms tegen tenzij terwijl tijdens "
    "toch toen tot tussen twee uit uiteindelijk uw vaak van vandaag vanwege veel vele "
    "verder vervolgens vier volgens voor waar waarom waarschijnlijk wanneer want waren "
    "was wat we welke werd werden wie wij worden wordt zal ze zelfs zij zijn zo zodra "
    "zolang zonder zou zulk zulke zullen",
    "pl": "aby aktualnie ale ani bez był była było były chociaż choć co czy często członkowie "
    "dla dlaczego dlatego do dopiero dwa dwie dzisiaj dzięki dziś gdy gdyby gdzie ich ile "
    "inne inni inny jak jeden jedna jednak jednakże jego jest jeśli jeżeli każda każde "
    "każdy kiedy kilka kilku kto lecz mają mam mamy miał miała miało mieli mimo między "
    "moja moje może można musimy my mój na nad nadal następnie nasz nasza nasze natomiast "
    "nawet nic nie niektóre niektórzy niestety niewielu nigdy nikt o oba obecnie obie "
    "obok oczywiście od około on ona one oni oprócz ostatnio otóż po początkowo pod "
    "podczas pomimo ponad ponadto ponieważ potem poza przed przy później skoro skąd "
    "spośród szczególnie są ta tak taka taki takie także tam te tego ten teraz też to "
    "trudno trzeba trzy tutaj tuż tylko tym tymczasem u w warto wciąż wczoraj we według "
    "wiele wielu więc większość wkrótce wobec wprawdzie wraz wreszcie wskutek wszelkie "
    "wszyscy wszystkie wszystko wtedy właśnie wśród z za zaledwie zamiast zapewne zarówno "
    "zatem zawsze zazwyczaj zdaniem ze zgodnie został została zostało zostały zwykle "
    "zwłaszcza żaden żadna żeby",
    "pt": "a acredita-se ademais agora ainda algo alguns alguém ali aliás além ambas ambos "
    "anteriormente antes ao aparentemente apenas apesar após aquela aquelas aquele "
    "aqueles aqui as assim atualmente até cada com como contra contudo da das daí dentro "
    "depois desde dessa desse desta deste deve devem deveria devido disso do dos durante "
    "eis ela elas ele eles em embora enfim enquanto entanto entre entretanto então era "
    "eram essa esse esta estas estava este estes está estão eu felizmente finalmente foi "
    "fora foram graças havia hoje há infelizmente inicialmente isso isto junto já logo "
    "longe lá mais mas melhor menos mesmo meu meus minha minhas muitas muitos na nada "
    "naquela nas nem nenhum nenhuma nessa nesse nesta neste ninguém nisso no normalmente "
    "nos nossa nossas nosso nossos nunca não nós o onde ontem os outra outras outro "
    "outros para pela pelo perante perto pior pode pode-se podem poderia pois por porque "
    "porém posteriormente poucas pouco poucos quais quaisquer qual qualquer quando quase "
    "quem recentemente se segundo sempre sendo seu seus sob sua suas são só tais tal "
    "talvez também tanto tem tinha toda todas todavia todos trata-se tratava-se tudo tão "
    "têm um uma várias vários é",
    "ro": "abia aceasta această aceea acela acelea acest acesta aceste acești aceștia acolo "
    "acum adesea aflat aici alte altul altă alți am anterior apoi are asta astfel astăzi "
    "atunci au avea avem având azi așa ați ce chiar ci cine conform cu cum când cât "
    "câteva câțiva către dacă dar de deoarece deseori despre deși din dintre doar doi "
    "două după ea ei el ele era erau este eu există fie fiecare fiindcă fost fără i-a "
    "ieri inițial l-a la le-a loc lor lui lângă m-am mai majoritatea mea mele mereu meu "
    "mult multe mulți ne-am nici niciodată nimeni nimic noastre noastră noi nostru nu "
    "nu-i numai o ori partea pe pentru peste poate potrivit precum prin printre putem "
    "puțin până recent s-a s-au sa sau se sub sunt toate toată tot totodată totuși toți "
    "trebuie trei ulterior un una unde unele uneori unii unul va împotriva în înainte "
    "încât însă întrucât ăsta și",
    "ru": "без безусловно благодаря более больше большинство будет будут был была были было в "
    "вероятно весь вместо внутри во во-первых возможно вокруг вопреки впрочем все всегда "
    "вскоре вся всё вчера где даже два две для до другая другие другой едва если есть еще "
    "ещё за затем зачем здесь значит и из из-за из-под или именно иногда итак их каждый "
    "как когда конечно кроме кстати кто куда либо лишь между менее многие много можно мои "
    "мой моя моё мы на наконец например напротив наш наша наше наши не недавно некоторые "
    "нельзя необходимо несколько несмотря нет ни никогда никто ничего ничто но нужно о об "
    "один одна однажды однако одно около он она они оно от откуда перед по по-прежнему "
    "под позже пока помимо после потом потому почему поэтому при причем причём против "
    "ранее раньше с сам сама сами себя сегодня сейчас сколько следовательно со согласно "
    "среди та так такая также такие такое такой там те тем теперь то тогда только тот три "
    "у уже хотя часто часть через что чтобы эта эти это этот я",
    "uk": "або але багато без близько був буде будуть була були було більше більшість в весь "
    "вже вона вони воно всередині всупереч вся всі втім вчора від він два дві де декілька "
    "деякі для до з за завдяки завжди замість зараз звичайно звідки згідно зі й ймовірно "
    "кожен коли крім куди кілька ледь лише менше ми можливо можна моя мої між мій на "
    "навколо навпаки навіть навіщо наприклад нарешті наш наша наше наші не незабаром "
    "немає необхідно нещодавно ні ніколи ніхто нічого ніщо один одна однак одне окрім "
    "отже перед по поки понад попри потрібно потім при причому про проте проти протягом "
    "під пізніше після раніше сам сама саме самі серед скільки спочатку сьогодні та так "
    "така таке такий також такі там тепер то тоді той тому треба три тут ті тільки у усі "
    "хоча хто це цей ця ці частина часто через чи чому ще що щоб щодо я як якось якщо і "
    "із із-за іноді інша інший інші їх",
}

_NAMES_FOLLOW = {
    "es": "al el en la las los su sus un una",
    "fr": "au aux dans des en la le les notre un une à",
    "it": "al alla gli i il in la le lo nel nella un una uno è",
    "nl": "de een het in op",
    "pt": "a ao as em na nas no nos o os seu sua um uma",
    "ro": "a de ea el la o un în",
}


@cache
def unfinished(base: str) -> frozenset[str]:
    """Words of a language that a sentence does not end in."""
    return frozenset(_UNFINISHED.get(base, "").split())


@cache
def openers(base: str) -> frozenset[str]:
    """Words of a language that open sentences and have no capital inside one."""
    return frozenset(_OPENERS.get(base, "").split())


@cache
def names_follow(base: str) -> frozenset[str]:
    """Openers that begin names and titles as well (*The Hague*, *La Paz*, *In Bruges*)."""
    return frozenset(_NAMES_FOLLOW.get(base, "").split())


LANGUAGES = frozenset(_OPENERS) | frozenset(_UNFINISHED)
"""Base tags of the languages that something is known of."""
