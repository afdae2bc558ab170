"""The secret in an invitation's link: 256 random bits that the desk itself keeps only as a hash."""

import hashlib
import secrets


def new_token() -> str:
    """A fresh token for a link."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is stored of a token; random enough that a plain hash cannot be searched."""
    return hashlib.sha256(token.encode()).hexdigest()
