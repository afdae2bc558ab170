"""The consent token: what a licence lets an engine do with one job. The desk decides and signs; an engine reads it,
holds the job against it, and does nothing that it does not allow. It says nothing about who asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from rightsdesk.domain.errors import Forbidden
from rightsdesk.domain.recipe import Recipe, recipe_hash
from rightsdesk.generation.remote.keys import PublicKey, SigningKey
from rightsdesk.generation.remote.tokens import opened, sign

TYPE = "rightsdesk-consent+jwt"
WORLD = "WW"
_TERRITORY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Grant:
    """What was licensed: by which licence, the kinds of operation it allows, where (ISO 3166-1 alpha-2, or "WW" for
    everywhere), and until when (Unix seconds)."""

    licence: str
    operations: tuple[str, ...]
    territories: tuple[str, ...]
    expires_at: int


@dataclass(frozen=True, slots=True)
class Consent:
    """A grant as it was signed, for one job and one recipe."""

    grant: Grant
    job_id: str
    recipe_sha256: str
    number: str


def consent_token(
    grant: Grant, *, job_id: str, recipe: Recipe, key: SigningKey, audience: str, now: float
) -> str:
    claims = {
        "licence": grant.licence,
        "operations": sorted(grant.operations),
        "territories": sorted(grant.territories),
        "job": job_id,
        "recipe_sha256": recipe_hash(recipe),
    }
    return sign(TYPE, claims, key=key, audience=audience, now=now, expires=grant.expires_at)


def read_consent(token: str, *, keys: Sequence[PublicKey], audience: str, now: float) -> Consent:
    """Raises Forbidden: consent_invalid, consent_expired."""
    try:
        claims = opened(TYPE, token, keys=keys, audience=audience, now=now)
    except Forbidden as refusal:
        code = refusal.code.replace("token", "consent")
        raise Forbidden(code, refusal.message, refusal.facts) from refusal
    named = [claims.get(name) for name in ("licence", "job", "recipe_sha256")]
    operations, territories = claims.get("operations"), claims.get("territories")
    if not (
        all(isinstance(n, str) and n for n in named) and _are_words(operations) and _are_words(territories)
    ):
        raise Forbidden("consent_invalid", "The consent token does not say what is allowed.")
    return _consent(claims)


def require(consent: Consent, *, job_id: str, recipe: Recipe, territory: str | None = None) -> None:
    """Raises Forbidden unless the consent covers this job: consent_other_job, recipe_not_consented,
    operation_not_allowed, territory_not_covered."""
    if not compare_digest(consent.job_id.encode(), job_id.encode()):
        raise Forbidden("consent_other_job", "This consent was given for another job.")
    if not compare_digest(consent.recipe_sha256.encode(), recipe_hash(recipe).encode()):
        raise Forbidden("recipe_not_consented", "Consent was given for another recipe.")
    asked = {operation.kind for operation in recipe.operations}
    beyond = sorted(asked - set(consent.grant.operations))
    if beyond:
        message = "The licence does not allow every operation of this recipe."
        raise Forbidden("operation_not_allowed", message, {"operations": beyond})
    if territory is not None and not {territory, WORLD} & set(consent.grant.territories):
        raise Forbidden("territory_not_covered", "The licence does not cover this territory.")


def _consent(claims: dict[str, Any]) -> Consent:
    if not all(_TERRITORY.fullmatch(territory) for territory in claims["territories"]):
        raise Forbidden("consent_invalid", "Territories are two capital letters each.")
    grant = Grant(claims["licence"], tuple(claims["operations"]), tuple(claims["territories"]), claims["exp"])
    return Consent(grant, claims["job"], claims["recipe_sha256"], claims["jti"])


def _are_words(value: object) -> bool:
    return isinstance(value, list) and len(value) <= 300 and all(isinstance(word, str) for word in value)
