"""Words for the presets. What a preset does is in `domain.styles`."""

from __future__ import annotations

from rightsdesk.domain.prompts.rules import Rule, preset_rule
from rightsdesk.domain.styles import STYLES

_AFTER = r"(?: (?:style|version|remix|mix|edit|vibes?|music|type beat|flip|cover|mode|feel|ambiance))*"
_BEFORE = r"(?:(?:version|style|facon|genre|ambiance|remix|mode|type|mix) )?"
STYLE_WORDS = {
    "lofi": r"(?:chill )?lo ?fi(?: hip hop| chill| girl)?(?: beats?)?|chill ?hop|study beats?|beats? to (?:study|relax)(?: to)?",
    "slowed": r"slowed(?: (?:and|&|\+|n|et|with|w|avec|,))*(?: (?:de la |some |with )?reverb(?:ed)?)|slowed(?: version)?|(?:slow|ralentie?) (?:&|\+) reverb|day ?core",
    "nightcore": r"night ?core|anti day ?core",
    "dnb": r"(?:liquid )?(?:drum (?:and|&|n|et) bass|dnb|d & b|d n b)|jungle|neurofunk",
    "house": r"(?:(?:deep|tech|tropical|french|progressive|future|afro|piano|bass|slap|chicago) )?house|4 (?:on|to) the floor|club|clubbing|dancefloor",
    "rock": r"(?:(?:punk|indie|hard|alt|pop|classic) )?rock",
    "trap": r"trap(?: soul)?",
    "reggaeton": r"(?:neo ?)?reggaeton|dembow|perreo",
    "bossa": r"bossa(?: nova)?",
    "disco": r"(?:(?:nu|italo|french|funky) )?disco|seventies dance",
    "acoustic": r"acoustic|unplugged|acoustique|stripped(?: (?:back|down))?|depouillee?|campfire|feu de camp",
    "karaoke": r"karaoke|sing ?along",
    "acapella": r"a ?cap+el+as?",
    "8d": r"(?:8|9|16) ?d(?: (?:audio|sound|son))?|360(?: (?:audio|sound|°|degres))?|spatial (?:audio|sound)|(?:audio|son) (?:spatial|8 ?d|360)|immersive|immersif",
    "radio-edit": r"radio (?:edit|version|cut|mix|friendly|length)|(?:edit|version|format|montage) radio|single (?:edit|version)",
}
# A word or two that make a preset of the whole, but which also lie well over another one.
OVER_OTHERS = frozenset({"karaoke", "acapella", "8d", "radio-edit"})
STYLE_RULES: tuple[Rule, ...] = tuple(
    preset_rule(rf"{_BEFORE}(?:{words}){_AFTER}", style, *STYLES[style])
    for style, words in STYLE_WORDS.items()
    if style in STYLES
)
