"""What is done to sound that is already there: tone, room, warmth, movement, ends. Each takes audio and gives audio;
randomness comes in as a generator. Leaves what is added to the music to `playing`."""

from rightsdesk.generation.effects.ends import faded
from rightsdesk.generation.effects.motion import moved
from rightsdesk.generation.effects.rooms import echoed, reverberated, tail_seconds
from rightsdesk.generation.effects.tape import taped
from rightsdesk.generation.effects.tone import filtered, saturated

__all__ = ["echoed", "faded", "filtered", "moved", "reverberated", "saturated", "tail_seconds", "taped"]
