"""Slips of the pen and ways of writing: long letters ("sloooow"), short forms ("vox"), one letter wrong ("revreb").
A word is only mended when one word of the trade is near; real words that lie near one are left alone."""

from __future__ import annotations

import re
from functools import cache

from rightsdesk.domain.prompts.stop_words import STOP_WORDS
from rightsdesk.domain.prompts.words import several

TRADE = frozenset(several("""
    nightcore slowed reverb reverbed reggaeton acoustic acoustique karaoke acapella disco house bossa lofi trap rock
    slower faster slow fast quicker speed tempo pitch pitched higher lower deeper semitone semitones octave octaves
    vocals vocal voice voices drums drum bass bassline instrumental instrumentale instruments accompaniment percussion
    percussions without remove louder quieter softer boosted boost isolate only echo delay distortion distorted
    saturation saturated saturee overdrive cassette tape vinyl vinyle crackle crackles rain pluie waves ocean vagues
    swing quantize quantise straighten harmony harmonies harmonize chords accords strings cordes underwater muffled
    dreamy ethereal extended shorter longer minutes minute seconds seconde secondes radio version mashup loop looped
    boucle lent lente lentement rapide rapidement ralenti ralentie ralentir accelere acceleree accelerer batterie basse
    voix chant paroles grave aigu aigue instruments seulement uniquement sans avec enleve supprime fondu cathedral
    cathedrale eglise underwater chipmunk telephone megaphone spatial octave demi tons filter lowpass highpass warm
    warmer mellow unplugged dembow bpm spacious church stadium stade slightly little beaucoup legerement
"""))  # fmt: skip
SHORT = {
    "vox": "vocals", "vocs": "vocals", "vocalz": "vocals", "voc": "vocals", "instru": "instrumental",
    "inst": "instrumental", "drumz": "drums", "drms": "drums", "revrb": "reverb", "lowfi": "lofi", "hiphop": "hip hop",
    "slo": "slow", "slowmo": "slow motion", "fst": "fast", "nitecore": "nightcore", "nightcored": "nightcore",
    "reggeaton": "reggaeton", "regaeton": "reggaeton", "regueton": "reggaeton", "raggaeton": "reggaeton",
    "reggaetton": "reggaeton", "bossanova": "bossa nova", "karaoked": "karaoke", "akapella": "acapella",
    "acappella": "acapella", "accapella": "acapella", "acapela": "acapella", "acapellas": "acapella",
    "drumnbass": "drum n bass", "dandb": "d & b", "lil": "little", "lotta": "lot of", "bcp": "beaucoup",
    "ptit": "petit", "plu": "plus", "spedup": "sped up", "slowedreverb": "slowed reverb", "wout": "without",
    "lentment": "lentement", "mashups": "mashup", "bpms": "bpm", "percent": "%", "pct": "%", "pourcent": "%",
    "pourcents": "%", "rnb": "r & b", "k7": "cassette", "4x4": "4 x 4", "twise": "twice",
    "halfspeed": "half speed", "doublespeed": "double speed", "fastr": "faster", "slowr": "slower",
    "semis": "semitones", "semi": "semitone", "semitons": "semitones", "secs": "seconds",
    "sec": "seconds", "mins": "minutes", "min": "minutes", "mn": "minutes", "ralentit": "ralenti", "hertz": "hz",
    "khz": "k hz", "vitt": "vite", "moin": "moins", "pitchdown": "pitch down", "pitchup": "pitch up",
    "bassboost": "bass boost", "bassboosted": "bass boosted", "lofii": "lofi", "lofy": "lofi",
}  # fmt: skip
# Real words one letter away from a word of the trade.
_REAL = frozenset(several("""
    mouse horse hours master fatter lover older closer flower power tower fester lasted vocalist reverse reversed reversal
    baisse baisser baissez coupe couper coupez couple monte monter montez montee garde garder gardez retire retirer
    vire virer ajoute ajouter mettre mettez touche toucher change changer changes chanter chante chantee filtre filtrer
    minor major mineur majeur tempos octaver pistes mixed mixes vocale vocales rythme rythmes bossed retro style styles
    revert acoustics loosen locals choral cords harmonic versions radios speech speedy tapes wave raining rains trains
    train brain rainbow rainy warms warmth swings echoes string stung score chorus house houses instrument mellow dream
    drama lyric lyrics aigus graves filters vinyls delays pitches stems cover covers tone tones minuter ministers
    slope slick slot shower shorten faded voiced ocean basse basses rapid rapport accord accorde seconde pistes
"""))  # fmt: skip
_LONG = re.compile(r"(\w)\1{2,}")


def mended(word: str) -> str:
    """The word as the lexicon knows it; "very " stands before a word that was drawn out."""
    if word in SHORT:
        return SHORT[word]
    drawn = _drawn_out(word)
    if drawn is not None:
        return f"very {drawn}" if drawn in TRADE else drawn
    if word in TRADE or word in STOP_WORDS or word in _REAL:
        return word
    return _near(word) or word


def _drawn_out(word: str) -> str | None:
    if not _LONG.search(word):
        return None
    for kept in (r"\1", r"\1\1"):
        short = _LONG.sub(kept, word)
        if short in TRADE or short in STOP_WORDS or short in SHORT:
            return SHORT.get(short, short)
    return None


@cache
def _by_first_letter() -> dict[str, tuple[str, ...]]:
    letters = {word[0] for word in TRADE}
    return {letter: tuple(sorted(w for w in TRADE if w[0] == letter)) for letter in letters}


def _near(word: str) -> str | None:
    """The one word of the trade with one letter too many, missing, wrong or swapped; the first letter is right."""
    if not 5 <= len(word) <= 20:
        return None
    near = [each for each in _by_first_letter().get(word[0], ()) if len(each) >= 5 and _one_slip(word, each)]
    return near[0] if len(near) == 1 else None


def _one_slip(written: str, meant: str) -> bool:
    start = 0
    while start < min(len(written), len(meant)) and written[start] == meant[start]:
        start += 1
    left, right = written[start:], meant[start:]
    if len(left) == len(right):
        swapped = len(left) > 1 and left[:2] == right[1::-1] and left[2:] == right[2:]
        return swapped or (len(meant) >= 7 and left[1:] == right[1:])
    return left[1:] == right if len(left) > len(right) else left == right[1:]
