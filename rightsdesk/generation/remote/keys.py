"""Ed25519 keys as JWK (RFC 8037): how they are made, read and named. What is signed with them is not known here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jwcrypto.jwk import JWK

from rightsdesk.domain.errors import Invalid


@dataclass(frozen=True)
class PublicKey:
    """The half that checks signatures. `id` is the key's thumbprint (RFC 7638): it names whose key it is."""

    jwk: JWK

    @classmethod
    def from_json(cls, text: str) -> PublicKey:
        """Raises Invalid("key_invalid"). A private key is taken for its public half."""
        return cls(_ed25519(text, "x"))

    @cached_property
    def id(self) -> str:
        return str(self.jwk.thumbprint())

    def to_json(self) -> str:
        return str(self.jwk.export_public())


@dataclass(frozen=True)
class SigningKey:
    """The half that signs; kept in settings or a file of its own, never in the repository."""

    jwk: JWK

    @classmethod
    def make(cls) -> SigningKey:
        return cls(JWK.generate(kty="OKP", crv="Ed25519"))

    @classmethod
    def from_json(cls, text: str) -> SigningKey:
        """Raises Invalid("key_invalid"), for a public key too."""
        return cls(_ed25519(text, "x", "d"))

    @cached_property
    def id(self) -> str:
        return self.public().id

    def public(self) -> PublicKey:
        return PublicKey.from_json(self.to_json())

    def to_json(self) -> str:
        return str(self.jwk.export_private())

    def __repr__(self) -> str:
        return f"SigningKey({self.id})"


def _ed25519(text: str, *parts: str) -> JWK:
    try:
        given: Any = json.loads(text)
        if given["kty"] != "OKP" or given["crv"] != "Ed25519":
            raise Invalid("key_invalid", "Keys are Ed25519 keys, written as JWK.")
        return JWK(kty="OKP", crv="Ed25519", **{part: given[part] for part in parts})
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid("key_invalid", "This is no Ed25519 key, written as JWK.") from error
