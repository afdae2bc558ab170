"""The words of prompts in their order of reading: whatever stands first claims its words first."""

from rightsdesk.domain.prompts.lexicon.added import ADDED, DRUM_RULES
from rightsdesk.domain.prompts.lexicon.pitch import KEEPING, PITCH, PITCH_WORDS
from rightsdesk.domain.prompts.lexicon.sound import MACHINE, ROOM, TONE
from rightsdesk.domain.prompts.lexicon.stems import STEM_RULES
from rightsdesk.domain.prompts.lexicon.styles import STYLE_RULES
from rightsdesk.domain.prompts.lexicon.tempo import GROOVE, TEMPO, TEMPO_WORDS
from rightsdesk.domain.prompts.lexicon.whole import MASHUP, WHOLE
from rightsdesk.domain.prompts.refusals import FIRST, LATER
from rightsdesk.domain.prompts.rules import Rule

RULES: tuple[Rule, ...] = (
    *KEEPING,
    *PITCH,
    *FIRST,
    *TEMPO,
    *DRUM_RULES,
    *STEM_RULES,
    *STYLE_RULES,
    *ADDED,
    *GROOVE,
    *ROOM,
    *TONE,
    *MACHINE,
    *WHOLE,
    *PITCH_WORDS,
    *LATER,
    *TEMPO_WORDS,
)

__all__ = ["MASHUP", "RULES"]
