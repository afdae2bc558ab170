"""What was really done, in DDEX's words for generative AI (ERN 4.3.2: ContainsAI, AiContribution), from the table.

DDEX asks about generative AI only: signal processing, synthesis and trained models that invent nothing are "None". Where nobody
has said how a sound came to be, nothing is claimed either way."""

from collections.abc import Iterable, Mapping
from typing import Any

from rightsdesk.domain.disclosure.table import (
    ALL_FACETS,
    FACETS,
    GENERATIVE,
    MACHINE_ROLE,
    METHODS,
    ROLES,
    SOURCE,
    ContainsAI,
)

# Generated, but nobody has said in which facet: what an imported message says of a recording as a whole.
SOMEWHERE = "generated_somewhere"
Facets = Mapping[str, frozenset[str]]


def facets(disclosure: Mapping[str, Any], steps: Iterable[Mapping[str, Any]]) -> Facets | None:
    """Which kinds of method touched each facet; None where a facet or a method is not told in words the desk knows.

    The recorded steps count as well as the disclosure made from them: what ran cannot be undone by what is said of it."""
    told = disclosure.get("facets")
    if not isinstance(told, Mapping) or set(told) != set(ALL_FACETS):
        return None
    found = {facet: frozenset(_methods(told[facet])) for facet in ALL_FACETS}
    if any(not methods or methods.difference(METHODS) for methods in found.values()):
        return None
    if disclosure.get("generative_ai") and not any(GENERATIVE in methods for methods in found.values()):
        return {facet: methods | {SOMEWHERE} for facet, methods in found.items()}
    return {facet: methods | _stepped(facet, list(steps)) for facet, methods in found.items()}


def _methods(told: object) -> list[str]:
    return [str(each) for each in told] if isinstance(told, list) else []


def _stepped(facet: str, steps: list[Mapping[str, Any]]) -> frozenset[str]:
    """The methods of the steps that touch a facet; a generative step of an unknown name touched one of them."""
    known = (
        str(done["method"]) for done in steps if facet in _touched(done) and done.get("method") in METHODS
    )
    lost = any(done.get("method") == GENERATIVE and str(done.get("step")) not in FACETS for done in steps)
    return frozenset(known) | ({SOMEWHERE} if lost else frozenset())


def _touched(done: Mapping[str, Any]) -> tuple[str, ...]:
    return FACETS.get(str(done.get("step")), ())


def inherited(own: Facets | None, source: Facets | None) -> Facets | None:
    """What is heard of a source is still in it, except in a facet that was generated anew. Unknown stays unknown."""
    if own is None or source is None:
        return None
    return {facet: own[facet] if wholly(own[facet]) else own[facet] | source[facet] for facet in ALL_FACETS}


def of_recording(contains: str) -> Facets:
    """What a message from outside said about a whole recording; recordings nobody spoke of are people's work."""
    methods = {"All": {GENERATIVE}, "Partly": {SOURCE, SOMEWHERE}}.get(contains, {SOURCE})
    return {facet: frozenset(methods) for facet in ALL_FACETS}


def wholly(methods: frozenset[str]) -> bool:
    """Whether a facet holds nothing but what a model generated."""
    return all(method in METHODS and METHODS[method].contains_ai is ContainsAI.ALL for method in methods)


def contains(found: Facets) -> ContainsAI:
    """ContainsAI of the whole recording."""
    if all(wholly(methods) for methods in found.values()):
        return ContainsAI.ALL
    generated = any(map(_generated, found.values()))
    return ContainsAI.PARTLY if generated else ContainsAI.NONE


def of_facet(methods: frozenset[str]) -> ContainsAI:
    """ContainsAI of one facet."""
    return contains({"": methods})


def _generated(methods: frozenset[str]) -> bool:
    return any(
        method == SOMEWHERE or METHODS[method].contains_ai is not ContainsAI.NONE for method in methods
    )


def left_to_a_machine(found: Facets, role: str) -> bool:
    """Whether nothing of what a person in this role does is left in it: then no person is credited with it."""
    return all(wholly(found[facet]) for facet in ROLES[role])


def contribution(found: Facets, role: str) -> ContainsAI | None:
    """AiContribution of a person in a role; None where it is not known which part was generated."""
    touched = [found[facet] for facet in ROLES[role]]
    if any(GENERATIVE in methods for methods in touched):
        return ContainsAI.PARTLY
    return None if any(SOMEWHERE in methods for methods in touched) else ContainsAI.NONE


def machine_roles(found: Facets) -> list[str]:
    """The roles of the generative model itself."""
    return [MACHINE_ROLE[facet] for facet in ALL_FACETS if GENERATIVE in found[facet]]
