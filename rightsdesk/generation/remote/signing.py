"""Every request carries a token that is good for this request alone, for a minute: method, path and the hash of the body
are in it. Whoever reads one on the way cannot use it for anything else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from hmac import compare_digest

from rightsdesk.domain.errors import Forbidden
from rightsdesk.generation.remote.keys import PublicKey, SigningKey
from rightsdesk.generation.remote.tokens import opened, sign

TYPE = "rightsdesk-request+jwt"
_VALID_S = 60
_SCHEME = "Bearer "


def authorization(method: str, path: str, body: bytes, *, key: SigningKey, audience: str, now: float) -> str:
    """The value of the Authorization header."""
    claims = {"method": method, "path": path, "body_sha256": hashlib.sha256(body).hexdigest()}
    return _SCHEME + sign(TYPE, claims, key=key, audience=audience, now=now, expires=now + _VALID_S)


def desk_of(
    header: str, method: str, path: str, body: bytes, *, desks: Sequence[PublicKey], audience: str, now: float
) -> str:
    """The id of the key that signed this very request. Raises Forbidden: token_invalid, token_expired."""
    if not header.startswith(_SCHEME):
        raise Forbidden("token_missing", "The request is not signed.")
    claims = opened(TYPE, header.removeprefix(_SCHEME), keys=desks, audience=audience, now=now)
    said = "\n".join(str(claims.get(name)) for name in ("method", "path", "body_sha256"))
    meant = f"{method}\n{path}\n{hashlib.sha256(body).hexdigest()}"
    if not compare_digest(said.encode(), meant.encode()):
        raise Forbidden("token_invalid", "This token was made for another request.")
    return str(claims["iss"])
