"""What ran, and what must therefore be said about the result: in the desk's words, DDEX's, IPTC's and C2PA's."""

from rightsdesk.domain.disclosure import digital_source
from rightsdesk.domain.disclosure.record import Named, disclosure, step
from rightsdesk.domain.disclosure.table import (
    ALL_FACETS,
    FACETS,
    GENERATIVE,
    METHODS,
    SIGNAL_PROCESSING,
    SOURCE,
    STEPS,
    SYNTHESIS,
    TRAINED,
    UNKNOWN_ACTION,
    ContainsAI,
    Step,
)

__all__ = [
    "ALL_FACETS", "FACETS", "GENERATIVE", "METHODS", "SIGNAL_PROCESSING", "SOURCE", "STEPS", "SYNTHESIS", "TRAINED",
    "UNKNOWN_ACTION", "ContainsAI", "Named", "Step", "digital_source", "disclosure", "step",
]  # fmt: skip
