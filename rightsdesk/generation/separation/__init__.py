"""A mix taken apart into vocals, drums, bass and other, without trained weights. The four sum to the mix; nobody assumes
that a voice is in the middle."""

from rightsdesk.generation.separation.blocks import blocks
from rightsdesk.generation.separation.preview import GRADE, IDENTITY, METHOD, PreviewSeparator, remixed

__all__ = ["GRADE", "IDENTITY", "METHOD", "PreviewSeparator", "blocks", "remixed"]
