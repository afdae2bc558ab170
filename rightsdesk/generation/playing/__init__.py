"""What is played along with a song: drums, held chords, a second voice, the sound of a place. All but the second voice
is synthesised by arithmetic from the song's beats and key. Leaves what is done to the song itself to `effects`."""

from rightsdesk.generation.playing.ambience import with_ambience
from rightsdesk.generation.playing.drums import with_drums
from rightsdesk.generation.playing.harmony import HarmonyReport, harmony
from rightsdesk.generation.playing.keys import transposed
from rightsdesk.generation.playing.pads import PadReport, with_pad

__all__ = [
    "HarmonyReport",
    "PadReport",
    "harmony",
    "transposed",
    "with_ambience",
    "with_drums",
    "with_pad",
]
