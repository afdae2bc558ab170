"""Where a request may go: no address inside anybody's network. A name is resolved once, every address it has is judged,
and the connection is made to the very address that was judged, so that a second answer of the name server changes nothing."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from rightsdesk.domain.errors import Invalid

Address = IPv4Address | IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Not for the public, though older tables of the standard library call some of them global.
_RESERVED = [
    ipaddress.ip_network(net)
    for net in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/23", "fec0::/10", "::/96")
]  # fmt: skip
_LONGEST_URL = 4096


class ForbiddenAddressError(OSError):
    """A name stands for an address that no request may go to."""


def is_public(address: Address) -> bool:
    """Whether a stranger on the internet could have this address; what is wrapped inside it counts too."""
    inner = _wrapped(address)
    if inner is not None:
        return is_public(inner)
    reserved = any(address.version == net.version and address in net for net in _RESERVED)
    return address.is_global and not address.is_multicast and not reserved


def _wrapped(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def pinned(host: str, port: int, allow_private: Iterable[str]) -> list[str]:
    """The addresses to connect to, the best first. Raises ForbiddenAddressError when any address of the name is not
    public and the name is not listed in `allow_private`, and OSError when the name has none."""
    found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    addresses = [str(address) for address in found]
    if host not in allow_private and not all(_is_public_text(address) for address in addresses):
        raise ForbiddenAddressError(f"{host} is not a public address")
    return addresses


def check_form(url: str, allow_private: Iterable[str]) -> str:
    """The host of an address that a request may be sent to: https (plain http only to hosts in `allow_private`), no
    name or password inside. Raises Invalid("url_forbidden")."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise _forbidden("This is no address.") from error
    if not host or len(url) > _LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise _forbidden("This is no address.")
    if parts.username is not None or parts.password is not None:
        raise _forbidden("An address holds no name and no password.")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in allow_private):
        raise _forbidden("An address begins with https.")
    return host


def check_url(url: str, allow_private: Iterable[str]) -> None:
    """Judge an address before it is written down; `pinned` judges again when it is used. Raises Invalid("url_forbidden").
    A name that cannot be resolved now passes: the request itself will say so."""
    host = check_form(url, allow_private)
    try:
        pinned(host, 443, allow_private)
    except ForbiddenAddressError as error:
        raise _forbidden("This address leads into a private network.") from error
    except (OSError, UnicodeError):
        return


def _is_public_text(address: str) -> bool:
    return "%" not in address and is_public(ipaddress.ip_address(address))


def _forbidden(message: str) -> Invalid:
    return Invalid("url_forbidden", message)
