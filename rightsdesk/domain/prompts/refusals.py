"""Wishes this desk knows and cannot fulfil, each with the reason: said whole, never half heard.
What nobody has foreseen is reported too, word by word; that is the business of `reading`."""

from __future__ import annotations

from rightsdesk.domain.prompts.rules import Rule, refusal
from rightsdesk.domain.prompts.words import AFTER, AMOUNT, ARTICLE, ONE_STEM

_HARMONY = "Another key or mode needs other chords, and nothing here re-harmonises; a shift in semitones can be asked for."
_METRE = "Another metre needs another performance; tempo and swing can be asked for."
_WORDS = "Nobody here sings, translates or rewrites; the words stay those of the recording."
_CLEAN = "Which words are sung is not known here, so none can be taken out."
_SINGER = "The singer stays the singer: no voice is replaced, added or corrected; harmonies of the own voice can be asked for."
_PART = "Which part is the verse or the chorus is not known here; a length, a loop or a radio edit can be asked for."
_PLAYER = "No new player joins in and single instruments are not told apart: there are vocals, drums, bass and the other instruments, and held chords can be added."
_ERA = "A decade is no recipe; a style, a filter or old tape can be asked for."
_ALONE = "One part cannot have a tempo of its own; the whole can be slower or faster."
_TRICK = "Nothing is played backwards, chopped, dropped or built up here."
_LOUDNESS = "Every derivative is mastered to the same loudness; single parts can be louder or softer."
_SPACE = "Stereo width, brightness and restoration are left as they are; filters, reverb and motion can be asked for."
_SCENE = "Rain, vinyl and waves are the backgrounds there are."

_LANGUAGE = (
    r"(?:english|french|spanish|german|italian|portuguese|japanese|korean|chinese|mandarin|arabic|hindi|russian|dutch|turkish|latin|swahili"
    r"|anglais|francais|espagnol|allemand|italien|portugais|japonais|coreen|chinois|arabe|russe|neerlandais|turc)"
)
_TONIC = r"(?:[a-g]|do|re|mi|fa|sol|la|si)(?: ?(?:sharp|flat|#|♭|diese|bemol))?"
_MINOR = r"(?:minor|major|mineure?|majeure?|maj)"
_INSTRUMENT = (
    r"(?:guitars?|guitares?|riffs?|pianos?|violins?|violons?|violas?|cellos?|violoncelles?|sax(?:ophone|o)?s?|trumpets?|trompettes?|trombones?"
    r"|flutes?|clarinets?|clarinettes?|harps?|harpe|harmonica|accordions?|accordeons?|banjos?|ukuleles?|sitar|mandoline?|bagpipes?|cornemuse"
    r"|orchestras?|orchestral|orchestre|symphon(?:y|ic|ique)|brass|horns?|cuivres|choirs?|choeurs?|chorale|gospel choir|synths?|synthes?|synthesi[sz]ers?|synthetiseurs?"
    r"|bells?|cloches?|whistl(?:e|es|ing)|claps?|hand ?claps?|snaps?|kicks?|snares?|hi ?hats?|hats|cymbals?|cymbales?|cowbells?|tambourines?|tambourins?|shakers?|congas?|bongos?|backing vocals?|ad ?libs?)"
)
_VERB = (
    r"(?:(?:add(?:ing)?|with|put(?: in)?|throw in|play(?:ed)?(?: (?:on|by|with))?|replace(?: \w+ (?:with|by))?|remove|without|no|mute|more|less|louder|quieter|only|just|solo|boost|swap(?: \w+ for)?|on|for"
    r"|avec|ajout(?:e|er|ez)|rajout(?:e|er|ez)|mets|met|mettre|joue[er]?|jouee?|sans|enleve[rz]?|plus de|moins de|a la|au|remplace[rz]?(?: \w+ par)?|pas de) )*"
)
_KIND = r"(?:(?:electric|acoustic|distorted|spanish|jazz|epic|crazy|sad|soft|nice|big|new|full|string|gospel|killer|sick|screaming|80 s|short|long|face ?melting|electrique|acoustique|petite?|gros|grosse|real|live) )*"
# Before everything else: they hold words that would mean something alone.
FIRST: tuple[Rule, ...] = (
    refusal(rf"(?:(?:only|just|keep only|isolate|juste|seulement) {ARTICLE}(?:strings|cordes|keys|chords|pads?)|(?:strings|cordes|keys|pads?) (?:only|alone|seulement))", _PLAYER),
    refusal(rf"(?:slow(?:er)?(?: down)?|speed(?: up)?|faster|ralenti[rs]?|accelere[rz]?) {ARTICLE}(?:intro|outro|chorus|verses?|bridge|hook|refrain|couplets?|pont|end|ending|fin|beginning|debut)", _PART),
    refusal(r"drop(?:s|ping)? (?:(?:the|da|that|la|le) )?(?:bass|beat|basse)", _TRICK),
    refusal(rf"(?:only|just|keep only|isolate|juste|seulement|uniquement|que) {ARTICLE}(?:{ONE_STEM}) (?:and|&|\+|et) {ARTICLE}{_KIND}{_INSTRUMENT}(?: only)?|(?:only|just|keep only|isolate|juste|seulement|uniquement) {ARTICLE}{_KIND}{_INSTRUMENT} (?:and|&|\+|et) {ARTICLE}(?:{ONE_STEM})", _PLAYER),
    refusal(r"(?:(?:like|in|from|comme|dans|style|with|a) )*(?:(?:the|les|an?|des|late|early) )*(?:annees )?(?:19)?[2-9]0 s? ?(?:version|vibes?|style|music|sound|feel|pop|rock|dance|song|era|remix)|(?:(?:the|les|des|from|like|in) )+(?:19)?[2-9]0 s|(?:les |des )?annees (?:19)?[2-9]0", _ERA),
    refusal(r"(?:slow(?:er)?|fast(?:er)?) (?:drums?|vocals?|bass|bassline|voices?)|(?:batterie|voix|basse) plus (?:lente?|rapide)", _ALONE),
    refusal(rf"(?:(?:to|in|into|en|vers|from|a) )?(?:(?:the )?key of )?{_TONIC} (?:{_MINOR}|m)|(?:(?:to|in|into|en) )?(?:[b-g]) minutes", _HARMONY),
    refusal(r"(?:(?:to|in|into|en) )?(?:the )?key of [a-g](?: ?(?:sharp|flat|#|♭))?|(?:transpose[dr]?|change|move|shift)(?: (?:it|the key|this|la tonalite))* (?:to|into|en) (?:the key of )?(?:[a-g]|do|re|mi|fa|sol|si)(?: ?(?:sharp|flat|#|♭|diese|bemol))?", _HARMONY),
    refusal(r"(?:in |en |to |a )?(?:[2-9]|12)/(?:4|8|16)(?: time)?|waltz(?:es)?|(?:en |une )?valse", _METRE),
    refusal(rf"(?:(?:make it |have (?:it|her|him|them) |version )?(?:sung|sing(?:ing|s)?(?: it| this)?|rapped|chantee?r?|rappe[er]?|spoken|vocals?|lyrics|paroles|voix) )?(?:in|en|into) {_LANGUAGE}(?: (?:lyrics|please|version))?"
            rf"|(?:translat(?:e|ed|ion)|tradui(?:s|re|t|te|sez)|traduction)(?: (?:it|this|the|les|la|le|lyrics|words|song|paroles|chanson))*(?: (?:to|into|in|en) {_LANGUAGE})?|{_LANGUAGE} (?:lyrics|vocals?|version)|version (?:{_LANGUAGE}e?)", _WORDS),
    refusal(r"(?:(?:with|add|write|use|avec|ecris|invente) )?(?:(?:some|the|de|des|les|d) )*(?:(?:new|other|different|better|funny|my|our|own|rewritten|romantic|nouvelles?|autres?|mes|droles?) )+(?:own )?(?:lyrics|words|paroles|texte)(?: (?:about|sur) (?:(?:my|the|an?|mon|ma|un|une|le|la) )?[^ ,.\x00]+)?"
            r"|(?:chang(?:e|er|ez|ing)|rewrit(?:e|ing)|replac(?:e|ing)|reecri(?:s|re|vez)|modifie[rz]?|swap)(?: out)? (?:(?:the|all|all the|les|toutes|le) )*(?:lyrics|words|paroles|texte)"
            r"|(?:lyrics|paroles) (?:about|sur) (?:(?:my|the|an?|mon|ma|un|une|le|la) )?[^ ,.\x00]+|(?:say|saying|sing|mention|include|dis|dire|chante) (?:my|his|her|our|the|mon|son|notre) (?:\w+ )?(?:name|prenom|nom)", _WORDS),
    refusal(r"(?:(?:remov(?:e|ing)|bleep(?:ing)?|censor(?:ing)?|mut(?:e|ing)|without|no|cut|take|hide|sans|enlev(?:e|er|ez)|supprim(?:e|er|ez)|censur(?:e|er|ez)|coup(?:e|er|ez)|bip(?:e|er)?)(?: out)? )?(?:(?:the|all|any|les|tous|toutes|des) )*"
            r"(?:swear(?:ing|s)?(?: words?)?|curs(?:e|es|ing)(?: words?)?|cuss(?:ing)?(?: words?)?|profanit(?:y|ies)|explicit(?: words?| lyrics| content| parts?)?|bad words?|bad language|f bombs?|gros mots?|insultes|grossieretes|vulgarites)"
            r"|(?:clean|censored|family friendly|kid friendly|non explicit|kids?)(?: (?:version|edit|lyrics))|(?:bleep|censor)(?:ed)?|version (?:clean|propre|censuree|sans gros mots)|censuree?", _CLEAN),
    refusal(r"(?:(?:with|by|sung by|in|as|make it|using|avec|par|swap|chante(?:e|r)? par) )*(?:(?:an?|the|une?|la|le|it) )*(?:(?:female|male|woman|man|girl|boy|kid|child|children|baby|robot(?:ic)?|different|other|another|new|ai|opera|autre|nouvelle|nouveau|better|real) )+(?:s )?"
            r"(?:voices?|singers?|vocals?|vocalist|voix|chanteu(?:r|se)|artist)|(?:an? )?(?:female|male|girl|gender swap(?:ped)?) (?:version|cover)|voix (?:de |d |d une |d un |en )?(?:femme|homme|feminine|masculine|enfant|robot|fille|garcon)"
            r"|(?:make|turn) (?:(?:the|her|him|it) )*(?:singer |voice )?(?:into )?(?:an? )?(?:woman|man|girl|boy|child|robot|female|male)|(?:chang|replac|swap)(?:e|er|ing|ping)? (?:the |her |his |la |le |de )?(?:singer|voice|vocalist|voix|chanteu(?:r|se))"
            r"|(?:(?:add|with|remove|without|no|avec|sans|use|more|less) )?(?:some |the |de l )?(?:auto ?tun(?:e|ed|ing)|vocoder|vocod\w+|talk ?box|pitch correct\w*)|(?:(?:as|add|make it|with|en|un) )*(?:an? )?(?:duet|duo)|beat ?box(?:ing)?"
            r"|(?:(?:add|with|ajoute) )?(?:an? |un |some |the )?(?:guest|rap|feature[d]?|extra) (?:verse|part|artist|rapper|singer)|(?:add|with|ajoute) (?:an? |un |some |du )?(?:rap|rapper|rappeu(?:r|se)|feature|feat)|couplet (?:de )?rap", _SINGER),
    refusal(rf"{_VERB}{ARTICLE}{_KIND}{_INSTRUMENT} (?:solos?|riffs?|parts?|licks?|melod(?:y|ies)|arrangement|version|cover|line|hook|instead.*|section|hits?|stabs?)|{_VERB}{ARTICLE}{_KIND}(?:guitar |piano |sax |drum )?(?:solos?|riffs?)(?: de \w+| on the \w+)?", _PLAYER),
)  # fmt: skip
# After the words for parts, room and styles, before the vaguest ones.
LATER: tuple[Rule, ...] = (
    refusal(rf"{_VERB}{ARTICLE}{_KIND}{_INSTRUMENT}(?: (?:sounds?|instead|version|cover))?", _PLAYER),
    refusal(rf"(?:(?:make it|turn it|in|into|to|en|in a|in the|passe|change|relative|parallel) )*{_MINOR}(?: (?:key|scale|mode|version|chords))?|re ?harmoni[sz]\w*|modulat\w+|key change|change (?:the )?(?:key|chords|melody)|(?:change|autre) (?:la )?(?:tonalite|melodie)|(?:sad|happy|jazz|different|new) chords", _HARMONY),
    refusal(r"(?:(?:only|just|start(?:ing)?|with|at|from|skip(?:ping)?|cut|remove|repeat(?:ing)?|loop(?:ing)?|extend|without|no|play|keep|use|add|double|drop|move|swap|switch|on|to|juste|seulement|que|garde[rz]?|enleve[rz]?|coupe[rz]?|saute[rz]?|repete[rz]?|commence[rz]?|par|boucle[rz]?|sur|sans|ajoute[rz]?|en boucle) )*"
            rf"{ARTICLE}(?:(?:first|second|third|last|final|2|3|1|premiere?|deuxieme|dernieres?|dernier|extra|another|main) )*(?:choru?s(?:es)?|verses?|bridge|hook|intros?|outros?|breakdown|refrains?|couplets?|pont|pre ?chorus|interlude|middle 8)"
            r"(?: (?:only|twice|again|first|alone|seulement|\d times|2 fois|\d fois|on loop|loop|en boucle|looped|en premier|a la fin))*", _PART),
    refusal(r"(?:play(?:ed)? |(?:mets|passe) |joue )?(?:it )?(?:in )?(?:revers(?:e|ed|ing)|backwards?|back to front|a l envers|inversee?)|(?:(?:with|add|an?|the|more|before|avec|un|le|ajoute) )*(?:(?:big|beat|bass|huge|sick|gros|massive|dubstep|edm|insane|heavy|crazy) )*(?:drops?|build ?ups?|risers?|montee)(?: (?:the|le|la) (?:bass|beat))?"
            r"|side ?chain\w*|pumping|stutter\w*|glitch\w*|chop(?:s|ped|py)?(?: (?:(?:and|n|&|up|not|slopped) ?)+(?:screwed)?)?|screwed|(?:dj )?scratch(?:es|ing)?|filter sweeps?|vocal chops|transitions?|8 ?bit|chip ?tunes?|bit ?crush\w*|flanger|phaser|chorus effect|wah(?: wah)?|tremolo|vibrato|compress(?:ed|ion)?", _TRICK),
    refusal(rf"{AMOUNT}(?:(?:turn|pump|crank|turning) (?:(?:the|it|le|up|down|volume|son|sound) ?)*(?:up|down|volume|it)|(?:volume|son|sound) (?:up|down|plus fort|a fond)|louder|quieter|softer|loud|(?:more|higher|lower|less|full|max|increase|raise|monte[rz]?|baisse[rz]?|plus de|moins de)(?: (?:the|le|du|de))* (?:volume|loudness|son)|plus fort|moins fort|volume){AFTER}", _LOUDNESS),
    refusal(rf"{AMOUNT}(?:wider|wide|stereo(?: (?:width|image|widening))?|mono|surround(?: sound)?|dolby(?: atmos)?|atmos|binaural|asmr|re ?master(?:ed|ing|ise[er]?)?|re ?mix quality|(?:better|higher|best|hd|high|studio|meilleure) (?:quality|qualite)|hd|hi ?fi|hi ?res|de ?nois\w*|noise reduction|clean(?:er)?(?: up)?|bright(?:er)?|crisp(?:er|y)?|sharper|clear(?:er)?"
            rf"|(?:more|plus de|plus d|boost(?: the)?) (?:treble|highs?|aigus|mids?|mediums?|presence|air)|plus (?:brillante?|claire?|nette?)|eq(?:ualize[rd]?)?){AFTER}", _SPACE),
    refusal(r"(?:(?:with|add|some|the|sounds? of|bruits? de|bruits? d|avec|ajoute|a|distant|les|des|du|le|la|l|un|in|dans) )*(?:thunder(?:storm)?|storm|lightning|orage|tonnerre|birds?(?:ong| song)?|oiseaux|fire ?place|crackling fire|feu|cheminee|crowds?|audience|applause|cheer(?:s|ing)|foule|public|applaudissements|cafe|coffee ?shop"
            r"|wind|vent|city|street|traffic|rue|trafic|forest|foret|nature|crickets|grillons|night sounds?|laugh(?:s|ter|ing)?|rires?|gun ?shots?|sirens?|air ?horns?|dog|cat|cow ?boy|space ?ship|train|snow|neige|white noise|bruit blanc|river|riviere|jungle sounds?)(?: (?:sounds?|noises?|in the background|effects?|crackling))*", _SCENE),
)  # fmt: skip
