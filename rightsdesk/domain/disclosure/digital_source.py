"""IPTC's digital source type of a whole recording and of single facets, from the steps that ran."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rightsdesk.domain.disclosure.table import (
    COMPOSITE,
    COMPOSITE_WITH_GENERATIVE_AI,
    EDITED_BY_GENERATIVE_AI,
    GENERATIVE,
    METHODS,
    SIGNAL_PROCESSING,
    SYNTHESIS,
)


def of_method(method: str | None) -> str | None:
    """The term for what one step put in; None for a method the desk has no word for."""
    known = METHODS.get(method or "")
    return known.digital_source_type if known else None


def of_whole(steps: Iterable[Mapping[str, Any]], sources: int = 1, generative: bool = False) -> str | None:
    """The term for the recording: the strongest true statement wins, and generative AI is never left unsaid. None where
    a step does not say how it was done.

    `sources`: how many recordings it was made from; with none everything in it was generated. `generative`: somebody
    said so, whatever the steps say."""
    methods = {str(done.get("method")) for done in steps}
    if generative or GENERATIVE in methods:
        edited = EDITED_BY_GENERATIVE_AI if sources else METHODS[GENERATIVE].digital_source_type
        return COMPOSITE_WITH_GENERATIVE_AI if sources > 1 else edited
    if methods.difference(METHODS):
        return None
    if sources > 1 or SYNTHESIS in methods:
        return COMPOSITE
    return METHODS[SIGNAL_PROCESSING].digital_source_type
