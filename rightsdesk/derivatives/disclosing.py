"""What a platform says of how it made a rendering, in the desk's own words; nothing is added to it."""

from collections.abc import Mapping
from typing import Any

from rightsdesk.domain.disclosure import ALL_FACETS, GENERATIVE, METHODS, TRAINED, ddex
from rightsdesk.domain.errors import Invalid


def said(facets: object) -> dict[str, Any]:
    """The disclosure of these facets: each of ALL_FACETS with the kinds of method that touched it. Raises Invalid."""
    if not isinstance(facets, Mapping) or ddex.facets({"facets": facets}, ()) is None:
        facts = {"facets": list(ALL_FACETS), "methods": sorted(METHODS)}
        message = (
            "A disclosure names every facet of the music, each with the kinds of method that touched it."
        )
        raise Invalid("disclosure_malformed", message, facts)
    told = {facet: sorted(set(facets[facet])) for facet in ALL_FACETS}
    used = {method for methods in told.values() for method in methods}
    return {
        "generative_ai": GENERATIVE in used,
        "trained_model": bool(used & {GENERATIVE, TRAINED}),
        "facets": told,
    }
