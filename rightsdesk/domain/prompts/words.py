"""Pieces of regular expressions that several rooms of the lexicon share, over plain words with single spaces."""

from __future__ import annotations


def several(text: str) -> tuple[str, ...]:
    """The words of a text: lists of words stay readable this way."""
    return tuple(text.split())


LITTLE = (
    r"(?:just )?(?:an? |the )?(?:(?:very )?(?:little|tiny|wee|small|slight) )*(?:bit|touch|tad|hint|smidge|dash|pinch|notch)"
    r"|(?:just )?a little|(?:very )?(?:slightly|slight|lightly|light)|little|somewhat|kinda|subtle|subtly|gentle|gently|soft"
    r"|(?:juste )?(?:un|1) (?:tout )?(?:petit )?(?:peu|poil|chouia|brin|soupcon|zeste)|(?:tres )?(?:legerement|legere?)"
    r"|a peine|not (?:too|so|that) much|pas trop (?:de|d)"
)
MUCH = (
    r"much|way|(?:a )?(?:whole )?(?:lots?|ton|tons|loads|bunch|heaps)|very|really|real|far|super|mega"
    r"|ultra|extra|hella|heav(?:y|ily)|massive(?:ly)?|huge|big|deep|extreme(?:ly)?|insanely|crazy|intense|so|beaucoup|bien|tres"
    r"|vraiment|hyper|vachement|enormement|carrement|plein|gros|grosse|enorme|long"
)
OF = r"(?:(?:of|de|du|d|des|la|le|les|l|the|that|some|more|plus) )*"
AMOUNT = rf"(?:(?:(?P<small>{LITTLE})|(?P<big>(?:{MUCH})(?: (?:{MUCH})){{0,3}})) {OF})?"
AFTER = (
    r"(?: (?:(?P<small2>(?:but |mais )?(?:not (?:too|so) (?:much|slow|fast|strong|high|low)"
    r"|pas trop(?: (?:lent|vite|rapide|fort|haut|bas))?)"
    rf"|{LITTLE})|(?P<big2>a (?:whole )?lot|loads|like crazy|big time|so much|way down|way up|beaucoup|a fond|a mort)))?"
)
NUMBER = r"(?P<number>[+-]?\d{1,4}(?:\.\d{1,3})?)"
ARTICLE = r"(?:(?:the|a|an|any|some|all|her|his|their|its|that|this|le|la|les|l|un|une|du|de|d|des|ce|cette|sa|son) )*"
SONG = r"(?:song|track|tempo|beat|music|thing|tune|pace|speed|morceau|chanson|musique|son|rythme|titre|piste|cadence)"
IT = rf"(?: (?:it(?: all)?|this|that|everything|the (?:whole )?{SONG}|(?:tout )?(?:le|la|ce|cette|toute la) {SONG}|tout(?: ca)?|ca))?"
SLOWER = (
    rf"slower|less (?:fast|quick)|slow(?:ing|ed)?{IT} down|slow|plus (?:lent(?:e|ement)?|doucement)|moins (?:vite|rapide(?:ment)?)"
    rf"|ralenti(?:r|s|e|ssez)?{IT}|lent(?:e|ement)?"
    r"|(?:lower|reduce|decrease|drop|bring down|baisse[rz]?|diminue[rz]?|reduis|reduire) (?:the |its |le |la )?"
    r"(?:tempo|speed|bpm|pace|vitesse|cadence)|lower (?:tempo|bpm)"
)
FASTER = (
    rf"faster|quicker|less slow|speed(?:ing)?{IT} up|sped{IT} up|sped|speed it|fast|quick|plus (?:vite|rapide(?:ment)?)"
    rf"|moins lente?(?:ment)?|accelere(?:r|z|e|s)?{IT}|rapide(?:ment)?|vite"
    r"|(?:raise|increase|up|boost|bump(?: up)?|augmente[rz]?|monte[rz]?) (?:the |its |le |la )?"
    r"(?:tempo|speed|bpm|pace|vitesse|cadence)|higher (?:tempo|bpm)"
)
STEM_WORDS = {
    "vocals": r"(?:lead |main |all )?vocals?|voices?|sing(?:ing|er)|lyrics|voix|chant|paroles|chanteu(?:r|se)|words",
    "drums": r"drums?|percussions?|beats?|batterie|percus?|drumming|drum track",
    "bass": r"bass(?: ?line| guitar)?|sub ?bass|basses?|ligne de basse|low end|les basses",
    "other": r"other instruments?|instruments|accompaniment|accompagnement|autres instruments|instrus?|reste",
}
ONE_STEM = f"(?:{'|'.join(STEM_WORDS.values())})"
STEMS_LIST = rf"(?P<stems>{ONE_STEM}(?:(?: (?:,|and|or|nor|&|et|ou|ni|\+|/|plus|sans|no|without))+ {ARTICLE}{ONE_STEM})*)"
SECONDS = r"(?:seconds?|s|secondes?)"
MINUTES = r"(?:minutes?|m)"
LENGTH = (
    rf"(?:(?P<minutes>\d{{1,3}}(?:\.\d{{1,2}})?|a|an|one|une?) {MINUTES}(?: (?P<half>and a half|et demie?)"
    rf"| (?:and |et )?(?P<rest>\d{{1,2}})(?: {SECONDS})?)?|(?P<seconds>\d{{1,4}}) {SECONDS}|(?P<part>half an? (?:hour|minute)|(?:une )?demi (?:heure|minute))|(?P<hours>\d{{1,3}}|an?|one|une?) (?:hours?|h|heures?))(?: long| de long)?"
)
