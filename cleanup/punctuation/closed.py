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
    "cs": "ale ani avšak ačkoli až bezpochyby bohužel bude budou byl byla byli bylo byly během "
    "celkem celkově co další dle dnes dokonce dokud dosud doufám dva dvě dále díky hlavně i "
    "jak jakmile jakožto jaký jasně je jeden jedna jedno jednou jeho jehož jejich její "
    "jejím jen jenom jenže jestliže jež jinak jiná jiné jiný jistě již jsem jsme jsou jste "
    "já k kam každá každé každý kde kdo kdyby kdykoli kdysi když kolem kolik koneckonců "
    "konečně kromě kvůli křome letos letošní loni mají mezi mimo mnohem mnoho mnozí mně "
    "moje možná my má málokdo méně místo měl měla mělo můj na nad naopak naposledy "
    "například navzdory navíc naše naštěstí nedávno nejdříve nejprve není nic nicméně nikdo "
    "nikdy nyní náhle následně náš někdy několik několika některé někteří oba obecně "
    "obvykle občas obě od on ona oni opravdu opět ostatní ovšem pak po pod podle podobný "
    "podobně pokud postupně potom poté pouze prakticky pravděpodobně pro proto protože proč "
    "právě prý před předevčírem především předtím přestože při přibližně přitom původně "
    "rovněž rychle s samozřejmě se skutečně snad snadno současně společně stejně stále ta "
    "taková takové takový taktéž také takže tato tedy tehdy ten tento teprve ti tom totiž "
    "toto tradičně trochu ty tyto té tím těchto tři u uvnitř už v ve vedle vlastně vzhledem "
    "více včera většina však vše všechno všechny všichni vždy vždyť za zatím zatímco zda ze "
    "zejména zpočátku zvláště zároveň zřejmě zřídka často část žádná žádné žádný",
    "de": "ab aber alle allerdings als am an andere angesichts anschließend anstatt auch auf "
    "aufgrund augenblicklich aus außer außerdem bald bei beide bereits besonders bevor bis "
    "bisher bislang dabei dadurch dafür dagegen daher damals damit danach dann daraufhin "
    "darum darüber das dass dem den denn dennoch der derzeit des deshalb deswegen die dies "
    "diese dieser dieses doch dort drei durch ebenfalls ebenso eigentlich ein eine einem "
    "einen einer einerseits einige einmal endlich er erst erstens es etwa etwas falls "
    "ferner folglich früher für gegen genau gestern gewiss gleichzeitig grundsätzlich haben "
    "hat hatte hatten heute hier hinter hoffentlich häufig ich ihm ihn im immer in indem "
    "innerhalb insbesondere insgesamt inzwischen irgendwann ist jede jeder jedes jedoch "
    "jemand kann kaum kein keine konnte können künftig laut leider letztlich manche "
    "manchmal mehr mehrere mein meine meistens mit mittlerweile muss möglicherweise müssen "
    "nach nachdem natürlich neben nicht nichts nie niemand noch nun nur nämlich ob obwohl "
    "oder offenbar offensichtlich oft ohne plötzlich rund schließlich sein seine seit "
    "seitdem seltsamerweise sicher sicherlich sind so sobald sodass sogar solange "
    "solch solche soll sollte sondern später statt tagsüber tatsächlich teilweise trotz "
    "trotzdem um und unser unter unterdessen vermutlich viele vielleicht vielmehr vier von "
    "vor vorher wahrscheinlich wann war warum was weil weiterhin welche welcher weniger "
    "wenn wer werden wie wir wird wo wohin wurde wurden während zudem zuerst zugleich "
    "zuletzt zum zumindest zunächst zur zuvor zwar zwei zwischen über üblicherweise",
    "es": "actualmente además afirmó afortunadamente agregó ahora al algo alguien algunos allá "
    "allí ambas ambos ante antes aquel aquí asimismo así aunque ayer añadió aún bajo bien "
    "cada casi cerca como con contra creemos creo cualquier cuando cuál cuáles cuándo cómo "
    "dado debe deben debería debido dentro desafortunadamente desde desgraciadamente "
    "después dijo durante dónde el ella ellas ellos en entonces entre era eran es esa ese "
    "eso esta estaba estamos estas esto estos estoy está están excepto explicó finalmente "
    "fue fuera fueron generalmente gracias ha habrá había hace hacía han hasta hay hoy "
    "incluso indicó junto la las lejos los luego mas mejor menos mi mientras mis muchas "
    "muchos más nada nadie ni ninguna ninguno no normalmente nosotros nuestra nuestras "
    "nuestro nuestros nunca otra otras otro otros para peor pero pocas poco pocos podemos "
    "podría por posteriormente probablemente puede pueden queremos quería quien quienes "
    "quizá quizás quién qué recientemente salvo se seguramente según señaló si siempre sin "
    "solo son sostuvo su sus sólo tal también tampoco tan tanto teniendo tenía tiene tienen "
    "todavía todo todos tras tuvieron tuvimos tuvo un una varias varios vez y ya yo él",
    "fr": "actuellement afin ainsi alors après au aucun aucune aujourd'hui aussi autre autres aux "
    "avaient avait avant avec beaucoup bien c'est c'était car ce ceci cela celle celles "
    "celui cependant certain certaine certaines certains certes ces cet cette ceux chaque "
    "comme comment contre d'abord d'après d'autres dans depuis des deux devant donc dès "
    "elle elles en encore enfin ensuite entre environ et face faute finalement fut grâce "
    "généralement heureusement hier historiquement hors ici il ils j'ai jamais je jusqu'à "
    "l'un l'une la le les leur leurs loin lors lorsqu'il lorsque là ma mais malgré "
    "malheureusement mes mieux moins mon même n'est naturellement ni normalement nos "
    "notamment notre nous néanmoins on ont or outre où par parce parmi pendant personne peu "
    "peut-être plus plusieurs pour pourquoi presque probablement près puis puisque qu'il "
    "quand que quelqu'un quelque quelques qui quoi rien récemment s'il sa sans sauf selon "
    "ses seul seule seulement seuls si sitôt son sont soudain sous tandis tant tel telle "
    "tellement telles tels toujours tous tout toute toutefois toutes traditionnellement "
    "trois un une vers voici voilà vous y à également étaient était",
    "it": "abbia abbiamo accanto ad adesso ai al alcune alcuni alla alle allora altra altre altri "
    "altro anche ancora attualmente avere aveva avevano benché c'è certamente certo chi "
    "chiaramente ci circa ciò coloro colui come con considerati contro così da dai dal "
    "dalla dalle davanti degli dei del della delle dello dentro deve devono diverse diversi "
    "dopo dove dovrebbe dovremmo dunque durante ed egli entrambe entrambi eppure era erano "
    "essi evidentemente forse fortunatamente fra fuori generalmente gli grazie ha hanno "
    "ieri il in infatti infine inoltre invece io la le lo lontano là lì ma mai malgrado "
    "meglio meno mentre mia mie miei mio molte molti neanche nei nel nella nemmeno nessuna "
    "nessuno niente noi non nonostante normalmente nostra nostre nostri nostro nulla né "
    "oggi ogni oltre ora peggio per perché pertanto però più poche pochi poco poi poiché "
    "possono potrebbe potrebbero prima probabilmente purtroppo può qua qualcosa qualcuno "
    "quale quali quando quanto quasi quel quell' quella quello questa queste questi questo "
    "qui quindi recentemente sarebbe sarà se sebbene secondo sempre si siamo siccome "
    "sicuramente solo soltanto sono soprattutto sotto stata stato successivamente sui sul "
    "sulla tale tali tanto tra tutta tuttavia tutte tutti tutto ultimamente un una uno "
    "vicino vogliamo è",
    "nl": "al alle alleen allicht als altijd andere anderen behalve beide bij bijna blijkbaar "
    "bovendien daar daarentegen daarmee daarna daarnaast daarom daarop daarvoor dankzij dat "
    "de dergelijke desondanks deze dit door drie echter een eerder eigenlijk elk elke en "
    "enkele enkelen er geen gewoonlijk gisteren haar had hadden hebben heeft helaas hem hen "
    "het hier hierdoor hiermee hij hoe hoewel hopelijk hun ieder iedere iedereen iets ik in "
    "indien inmiddels intussen is je jij jouw jullie kan kennelijk klaarblijkelijk kunnen "
    "later maar meer meest meestal meeste met mijn minder misschien moet moeten momenteel "
    "morgen na naar naast naderhand natuurlijk net niemand niet niets nog nooit normaal nu "
    "om omdat ondanks onder ondertussen ongeveer onlangs ons onze ook op over pas "
    "plotseling rechtstreeks regelmatig sinds sommige sommigen soms tegen tegenwoordig "
    "tenzij terwijl tevens tijdens toch toen tot tussen twee uit uiteindelijk uiteraard uw "
    "vaak van vandaag vandaar vanwege veel vele verder vermoedelijk vervolgens vier volgens "
    "voor vooral voorlopig waar waarom waarschijnlijk wanneer want waren was wat we welke "
    "wellicht werd werden wie wij worden wordt zal ze zelfs zij zijn zo zodra zolang zonder "
    "zou zulk zulke zullen",
    "pl": "aby aktualnie ale ani bardzo bez był była było były całkiem chociaż choć co czy często "
    "członkowie dla dlaczego dlatego do dopiero dotychczas dotąd dwa dwie dzisiaj dzięki "
    "dziś faktycznie gdy gdyby gdzie generalnie głównie ich ile inne inni inny jak jeden "
    "jedna jednak jednakże jedynie jego jest jeśli jeżeli każda każde każdy kiedy kilka "
    "kilku kto lecz mają mam mamy miał miała miało mieli mimo między moja moje może można "
    "musimy my mój na nad nadal najpierw najwyraźniej naprawdę następnie nasz nasza nasze "
    "natomiast naturalnie nawet nic nie niedawno niektóre niektórzy niemal niestety "
    "niewielu nigdy nikt o oba obecnie obie obok oczywiście od ogólnie około on ona one oni "
    "oprócz ostatnio otóż owszem pewnie po początkowo pod podczas podobnie podobno pomimo "
    "ponad ponadto ponieważ poniżej potem powyżej poza prawdopodobnie prawie przed przy "
    "później raczej rzeczywiście skoro skąd spośród stopniowo szczególnie szczerze szybko "
    "są ta tak taka taki takie także tam te tego ten teraz też to trudno trzeba trzy tutaj "
    "tuż tylko tym tymczasem u w warto wciąż wczoraj we według wiele wielu więc większość "
    "wkrótce wobec wprawdzie wraz wreszcie wskutek wszelkie wszyscy wszystkie wszystko "
    "wtedy właśnie wśród z za zaledwie zamiast zapewne zarówno zatem zawsze zazwyczaj "
    "zdaniem ze zgodnie został została zostało zostały zresztą zwykle zwłaszcza żaden żadna "
    "żeby",
    "pt": "a acho acredita-se acredito ademais agora ainda algo alguns alguém ali aliás além "
    "ambas ambos anteriormente antes ao aparentemente apenas apesar após aquela aquelas "
    "aquele aqueles aqui as assim atualmente até cada certamente claramente com como contra "
    "contudo da das daí dentro depois desde dessa desse desta deste deve devem deveria "
    "devido disso do dos durante eis ela elas ele eles em embora enfim enquanto entanto "
    "entre entretanto então era eram essa esse esta estamos estas estava estavam este estes "
    "estou está estão eu felizmente finalmente foi fora foram geralmente graças havia hoje "
    "há infelizmente inicialmente isso isto junto já logo longe lá mais mas melhor menos "
    "mesmo meu meus minha minhas muitas muitos na nada naquela nas nem nenhum nenhuma nessa "
    "nesse nesta neste ninguém nisso no normalmente nos nossa nossas nosso nossos nunca não "
    "nós o onde ontem os outra outras outro outros para pela pelo perante perto pior pode "
    "pode-se podem podemos poderia pois por porque porém possivelmente posteriormente "
    "poucas pouco poucos provavelmente quais quaisquer qual qualquer quando quase quem "
    "queremos recentemente se segundo sempre sendo seria será serão seu seus sob somos sou "
    "sua suas são só tais tal talvez também tanto tem temos teria tinha tive tivemos toda "
    "todas todavia todos trata-se tratava-se tudo tão têm um uma várias vários é",
    "ro": "abia aceasta această aceea acela acelea acest acesta aceste acești aceștia acolo "
    "actualmente acum adesea aflat aici alte altul altă alți am anterior apoi are asta "
    "astfel astăzi atunci au avea avem având azi așa ați bineînțeles ce cea cei cele celor "
    "chiar ci cine conform cu cum când cât câteva câțiva către dacă dar de deoarece deseori "
    "desigur despre deși din dintre doar doi două după ea ei el ele era erau este eu există "
    "fie fiecare fiindcă fireşte firește fost fără i-a ieri inițial l-a la le-a loc lor lui "
    "lângă m-am mai majoritatea mea mele mereu meu mult multe mulți mulțumită ne-am nici "
    "niciodată nimeni nimic noastre noastră noi nostru nu nu-i numai o ori partea pe pentru "
    "peste poate potrivit precum prin printre probabil putem puțin până recent s-a s-au sa "
    "sau se sub sunt toate toată tocmai tot totodată totul totuși toți trebuie trei "
    "ulterior un una unde unele uneori unii unul va voi vom împotriva în înainte încât "
    "îndeosebi însă întrucât ăsta și",
    "ru": "без безусловно благодаря более больше большинство будет будут был была были было в "
    "вдобавок вероятно весь видимо вместо внутри во во-первых возможно вокруг вообще "
    "вопреки впрочем все всегда вскоре вся всё вчера где даже дальше два две действительно "
    "для до довольно другая другие другой едва если есть еще ещё за затем зачастую зачем "
    "здесь значит и из из-за из-под изначально или именно иногда итак их каждый кажется как "
    "какая какие какой когда кое-кто конечно кроме кстати кто куда либо лишь между менее "
    "многие много можно мои мой моя моё мы на надеюсь наконец например напротив наш наша "
    "наше наши не недавно некоторые нельзя немного необходимо несколько несмотря нет ни "
    "никогда никто ничего ничто но нужно о об обычно один одна однажды однако одно около он "
    "она они оно от откуда очевидно очень перед по по-прежнему под пожалуй позже пока "
    "помимо поначалу после постепенно потом потому почему поэтому практически при причем "
    "причём против разумеется ранее раньше с сам сама сами себя сегодня сейчас сколько "
    "скорее следовательно сначала со совершенно совсем согласно сперва среди та так такая "
    "также такие такое такой там те тем теперь то тогда тоже только тот три у увы уже "
    "хорошо хотя часто часть чаще чем через что чтобы эта эти это этот я",
    "uk": "або але багато без близько був буде будуть була були було більше більшість в весь вже "
    "взагалі власне вона вони воно вочевидь врешті всередині всупереч вся всі втім вчора "
    "від він два дві де декілька деякі для до довго досить дійсно з за завдяки завжди "
    "зазвичай замість зараз звичайно звідки звісно згідно здається зокрема зрештою "
    "зрозуміло зі й ймовірно кожен коли крім куди кілька ледь лише мабуть майже менше ми "
    "можливо можна моя мої між мій на навколо навпаки навіть навіщо напевно наприклад "
    "нарешті насправді наш наша наше наші не невдовзі недавно незабаром немає необхідно "
    "нещодавно нині ні ніколи ніхто нічого ніщо один одна однак одне окрім отже очевидно "
    "переважно перед по поки понад попри поступово потрібно потім практично при причому про "
    "просто проте проти протягом під пізніше після раніше раптом сам сама саме самі серед "
    "скоріше скільки спершу спочатку справді сьогодні та так така таке такий також такі там "
    "тепер то тоді той тому треба три тут ті тільки у усі хоч хоча хто це цей ця ці цілком "
    "частина часто через чи чому ще що щоб щодо я як якось якщо і із із-за іноді інша інший "
    "інші їх",
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
