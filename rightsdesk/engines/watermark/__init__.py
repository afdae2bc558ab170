"""A keyed, inaudible mark of 64 bits in sound. Knows signals and keys; leaves what the bits mean to provenance."""

from rightsdesk.engines.watermark.detection import Found, detect
from rightsdesk.engines.watermark.embedding import embed
from rightsdesk.engines.watermark.layout import PAYLOAD_BITS

__all__ = ["PAYLOAD_BITS", "Found", "detect", "embed"]
