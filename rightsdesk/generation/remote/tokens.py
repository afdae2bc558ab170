"""Signed tokens between a desk and an engine: compact JWS (RFC 7515), EdDSA and nothing else, each kind with a type of
its own so that none can stand in for another (RFC 8725). What the claims mean is for those who read them."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from hmac import compare_digest
from typing import Any

from jwcrypto.common import JWException
from jwcrypto.jws import JWS

from rightsdesk.domain.errors import Forbidden
from rightsdesk.generation.remote.keys import PublicKey, SigningKey

LEEWAY_S = 30
"""Two clocks may differ by so much."""
LONGEST = 16_384
_COMPACT = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_ALGORITHM = "EdDSA"


def sign(
    kind: str, claims: Mapping[str, Any], *, key: SigningKey, audience: str, now: float, expires: float
) -> str:
    """A token of `kind` from the owner of `key` to the owner of the key `audience`; `jti` is made when not among the claims."""
    whole = {"jti": secrets.token_urlsafe(16), **claims}
    whole |= {"iss": key.id, "aud": audience, "iat": int(now), "exp": int(expires)}
    token = JWS(json.dumps(whole))
    header = json.dumps({"alg": _ALGORITHM, "typ": kind, "kid": key.id})
    token.add_signature(key.jwk, alg=_ALGORITHM, protected=header)
    return str(token.serialize(compact=True))


def opened(kind: str, token: str, *, keys: Sequence[PublicKey], audience: str, now: float) -> dict[str, Any]:
    """The claims of a token that one of `keys` signed for `audience`. Raises Forbidden: token_invalid, token_expired."""
    header, claims = _verified(token, keys)
    meant = claims.get("iss") == header.get("kid") and compare_digest(str(claims.get("aud")), audience)
    if header.get("typ") != kind or not meant:
        raise _invalid("This token was made for something else.")
    if not _is_id(claims.get("jti")) or not all(type(claims.get(name)) is int for name in ("iat", "exp")):
        raise _invalid("This token lacks its number or its times.")
    if claims["iat"] > now + LEEWAY_S:
        raise _invalid("This token comes from the future.")
    if claims["exp"] <= now:
        raise Forbidden("token_expired", "This token has expired.", {"expired_at": claims["exp"]})
    return claims


def _verified(token: str, keys: Sequence[PublicKey]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims, once the signature of a known key stands."""
    if len(token) > LONGEST or not _COMPACT.fullmatch(token):
        raise _invalid("This is no signed token.")
    read = JWS()
    read.allowed_algs = [_ALGORITHM]
    try:
        read.deserialize(token)
        header = read.jose_header
        key = next((key for key in keys if key.id == header.get("kid")), None)
        if key is None:
            raise _invalid("This token is signed by nobody known here.")
        read.verify(key.jwk)
        claims = json.loads(read.payload)
    except (JWException, ValueError, TypeError) as error:
        raise _invalid("The signature of this token does not stand.") from error
    if not isinstance(claims, dict):
        raise _invalid("This token holds no claims.")
    return header, claims


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 100


def _invalid(message: str) -> Forbidden:
    return Forbidden("token_invalid", message)
