"""A claim in C2PA's form (Technical Specification 2.4): ingredients, actions from the steps that ran, the watermark as a
soft binding, IPTC's source type, and the register's own facts. Every word comes from the disclosure table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rightsdesk.domain.disclosure import STEPS, UNKNOWN_ACTION, ddex, digital_source
from rightsdesk.engines.provenance.claim import Claim, Parent

DERIVATIVE = "org.rightsdesk.derivative"
WATERMARK = "org.rightsdesk.watermark.1"
_RECORD = "org.rightsdesk.record"
_GENERATOR = {"name": "rightsdesk", "version": "1"}
_CONTEXT = {
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def manifest(claim: Claim, steps: Sequence[Mapping[str, Any]], mime: str, watermark: str) -> dict[str, Any]:
    """The manifest's definition without its ingredients (see `ingredient`). `watermark`: 16 hexadecimal digits or ""."""
    assertions = [
        {"label": "c2pa.actions", "data": {"actions": _actions(claim, steps)}},
        {"label": "c2pa.metadata", "data": _metadata(claim)},
        {"label": DERIVATIVE, "data": _derivative(claim, watermark)},
    ]
    if watermark:
        assertions.append({"label": "c2pa.soft-binding", "data": _soft_binding(watermark)})
    return {
        "claim_generator_info": [_GENERATOR],
        "title": claim.title,
        "format": mime,
        "assertions": assertions,
    }


def ingredient(parent: Parent, index: int, mime: str) -> dict[str, Any]:
    """The first parent is what was opened; every other one was placed into it."""
    return {
        "label": f"parent{index}",
        "title": parent.title,
        "format": mime,
        "relationship": "componentOf" if index else "parentOf",
        "instance_id": f"sha256:{parent.sha256}",
        "description": parent.isrc or parent.derivative,
    }


def source_type(claim: Claim) -> str | None:
    """IPTC's term for the whole."""
    return digital_source.of_whole(
        claim.steps, len(claim.parents), bool(claim.disclosure.get("generative_ai"))
    )


def _actions(claim: Claim, steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    first: dict[str, Any] = {"action": "c2pa.created", "digitalSourceType": source_type(claim)}
    parents: list[dict[str, Any]] = [
        {
            "action": "c2pa.placed" if index else "c2pa.opened",
            "parameters": {"ingredientIds": [f"parent{index}"]},
        }
        for index in range(len(claim.parents))
    ]
    found = [*(parents or [first]), *map(_action, steps)]
    return [{**found[0], "when": claim.made_at.isoformat()}, *found[1:]]


def _action(done: Mapping[str, Any]) -> dict[str, Any]:
    """A step that ran: what it is by the table, and the whole line of the record."""
    kind = STEPS.get(str(done.get("step")))
    source = digital_source.of_method(done.get("method"))
    return {
        "action": kind.action if kind else UNKNOWN_ACTION,
        "description": kind.words if kind else "Not made by the desk",
        **({"softwareAgent": {"name": str(done["tool"])}} if done.get("tool") else {}),
        **({"digitalSourceType": source} if source else {}),
        "parameters": {_RECORD: dict(done)},
    }


def _metadata(claim: Claim) -> dict[str, Any]:
    term = source_type(claim)
    return {
        "@context": _CONTEXT,
        "dc:title": claim.title,
        "dc:creator": [claim.artist],
        **({"Iptc4xmpExt:DigitalSourceType": term} if term else {}),
    }


def _soft_binding(watermark: str) -> dict[str, Any]:
    return {"alg": WATERMARK, "blocks": [{"scope": {}, "value": watermark}]}


def _derivative(claim: Claim, watermark: str) -> dict[str, Any]:
    told = ddex.facets(claim.disclosure, claim.steps)
    return {
        "id": claim.derivative,
        "licence": claim.licence,
        "recipe_sha256": claim.recipe_sha256,
        "engine": claim.engine,
        "made_at": claim.made_at.isoformat(),
        "badge": claim.badge_url,
        "watermark": watermark,
        "digital_source_type": source_type(claim),
        "contains_ai": str(ddex.contains(told)) if told else None,
        "facets": {name: str(ddex.of_facet(methods)) for name, methods in told.items()} if told else None,
        "methods": {name: sorted(methods) for name, methods in told.items()} if told else None,
        "parents": [_parent(parent) for parent in claim.parents],
    }


def _parent(parent: Parent) -> dict[str, str]:
    return {
        "title": parent.title,
        "isrc": parent.isrc,
        "sha256": parent.sha256,
        "derivative": parent.derivative,
    }
