"""Public identifiers: a prefix that names the kind and a UUIDv7 (RFC 9562) in Crockford base 32."""

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def public_id(prefix: str, milliseconds: int, randomness: int) -> str:
    """`drv_` + 26 characters that sort by time. `randomness` is 74 random bits."""
    number = (milliseconds & (2**48 - 1)) << 80
    number |= 0x7 << 76 | ((randomness >> 62) & 0xFFF) << 64
    number |= 0b10 << 62 | (randomness & (2**62 - 1))
    digits = (ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))
    return f"{prefix}_{''.join(digits)}"
