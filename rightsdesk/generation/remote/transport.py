"""An HTTP client for addresses that others name: guarded connections, one deadline over the whole exchange however
slowly the bytes drip, no proxies, no compression that could blow up, few redirects."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from time import monotonic

import httpcore
import httpx

from rightsdesk.domain.errors import Invalid
from rightsdesk.generation.remote.guard import ForbiddenAddressError, check_form, pinned

_IDLE_S = 10.0
MOST_REDIRECTS = 3


@contextmanager
def guarded_client(
    allow_private: frozenset[str], seconds: float, redirects: bool = False
) -> Iterator[httpx.Client]:
    """A client for one exchange that is over after `seconds`. Requests raise httpx.HTTPError, and
    Invalid("url_forbidden") for an address that is not allowed."""
    transport = _GuardedTransport(allow_private, monotonic() + seconds)
    with httpx.Client(
        transport=transport,
        trust_env=False,
        timeout=min(_IDLE_S, seconds),
        follow_redirects=redirects,
        max_redirects=MOST_REDIRECTS,
        headers={"Accept-Encoding": "identity", "User-Agent": "rightsdesk"},
        event_hooks={"request": [lambda request: _judge(request, allow_private)]},
    ) as client:
        yield client


def _judge(request: httpx.Request, allow_private: frozenset[str]) -> None:
    """Runs before every request, redirects too."""
    check_form(str(request.url), allow_private)


@cache
def trust() -> ssl.SSLContext:
    """The authorities that are believed, read once: reading takes longer than most exchanges."""
    return httpx.create_ssl_context(trust_env=False)


class _GuardedTransport(httpx.HTTPTransport):
    """httpx's own transport over a pool whose connections are guarded: httpx offers no other door to put them in."""

    def __init__(self, allow_private: frozenset[str], deadline: float) -> None:
        super().__init__(verify=trust(), trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=trust(),
            network_backend=_GuardedBackend(allow_private, deadline),
            max_connections=2,
        )


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, allow_private: frozenset[str], deadline: float) -> None:
        self.allow_private, self.deadline = allow_private, deadline
        self.inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a judged address itself; the name stays in the TLS handshake and the Host header."""
        *others, last = _addresses(host, port, self.allow_private)
        for address in others:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return self._connected(address, port, timeout, local_address, socket_options)
        return self._connected(last, port, timeout, local_address, socket_options)

    def _connected(
        self,
        address: str,
        port: int,
        timeout: float | None,
        local_address: str | None,
        options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.NetworkStream:
        wait = remaining(self.deadline, timeout)
        return _TimedStream(
            self.inner.connect_tcp(address, port, wait, local_address, options), self.deadline
        )


def _addresses(host: str, port: int, allow_private: frozenset[str]) -> list[str]:
    try:
        return pinned(host, port, allow_private)
    except ForbiddenAddressError as error:
        raise Invalid("url_forbidden", "This address leads into a private network.") from error
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(str(error)) from error


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends with the exchange's deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self.inner, self.deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, remaining(self.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, remaining(self.deadline, timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        wait = remaining(self.deadline, timeout)
        return _TimedStream(self.inner.start_tls(ssl_context, server_hostname, wait), self.deadline)

    def get_extra_info(self, info: str) -> object:
        return self.inner.get_extra_info(info)


def remaining(deadline: float, timeout: float | None) -> float:
    """Seconds that a wait may last. Raises httpcore.ReadTimeout once the deadline has passed."""
    left = deadline - monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the exchange took too long")
    return left if timeout is None else min(left, timeout)
