"""Where a request may go: not into anybody's network, whatever a name, a redirect or a second answer says."""

import ipaddress
import socket
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.generation.remote.guard import check_form, check_url, is_public, pinned
from rightsdesk.generation.remote.transport import guarded_client
from tests.generation.remote.outside import HOST, DeskWeb

HERE = frozenset({HOST})
PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.88.99.1", "::", "::1", "fe80::1", "fd00::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1", "64:ff9b:1::1", "fec0::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_inside_a_network_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9", "64:ff9b::909:909"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/a", "ftp://example.com/a", "file:///etc/passwd", "https://", "//example.com", "", "https://a b/",
        "https://ada:secret@example.com/", "https://example.com:99999/", "https://example.com/\n", "https://exämple.com/",
        "https://" + "a" * 5000,
    ],
)  # fmt: skip
def test_it_refuses_what_is_no_plain_https_address(url: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_form(url, frozenset())

    assert refusal.value.code == "url_forbidden"


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://127.1/",
    ],
)
def test_it_refuses_every_way_to_write_this_machine(url: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_url(url, frozenset())

    assert refusal.value.code == "url_forbidden"


def test_a_host_that_the_operator_named_may_be_private() -> None:
    check_url(f"http://{HOST}:1/", HERE)

    assert pinned(HOST, 1, HERE) == [HOST]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("9.9.9.9", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)

    with pytest.raises(Invalid):
        check_url("https://rebinding.example/", frozenset())


def test_a_name_that_turns_private_after_it_was_judged_is_refused_when_it_is_used(
    monkeypatch: pytest.MonkeyPatch, desk: DeskWeb
) -> None:
    answers = iter(["9.9.9.9", HOST])
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, **_: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))],
    )
    check_url("https://rebinding.example/", frozenset())

    with guarded_client(frozenset(), 2) as client, pytest.raises(Invalid) as refusal:
        client.get(f"https://rebinding.example:{desk.web.port}/")

    assert refusal.value.code == "url_forbidden"


def test_a_name_with_two_addresses_is_tried_at_both(monkeypatch: pytest.MonkeyPatch, desk: DeskWeb) -> None:
    known = socket.getaddrinfo

    def answers(host: str, port: int, *more: int, **named: int) -> list[Any]:
        names = ["127.0.0.2", HOST] if host == "two.example" else [host]
        return [each for name in names for each in known(name, port, *more, **named)]

    monkeypatch.setattr(socket, "getaddrinfo", answers)

    with guarded_client(frozenset({"two.example"}), 3) as client:
        assert client.get(f"http://two.example:{desk.web.port}/nothing").status_code == 404


def test_a_redirect_into_the_network_is_not_followed(desk: DeskWeb, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    desk.files["/secret"] = secret
    desk.redirects["/out"] = f"http://localhost:{desk.web.port}/secret"

    with guarded_client(HERE, 2, redirects=True) as client, pytest.raises(Invalid):
        client.get(f"{desk.url}/out")

    assert desk.fetched == ["/out"]


def test_endless_redirects_end(desk: DeskWeb) -> None:
    desk.redirects["/round"] = f"{desk.url}/round"

    with guarded_client(HERE, 5, redirects=True) as client, pytest.raises(httpx.TooManyRedirects):
        client.get(f"{desk.url}/round")

    assert len(desk.fetched) == 4


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, desk: DeskWeb) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://192.0.2.1:1")

    with guarded_client(HERE, 2) as client:
        assert client.get(f"{desk.url}/nothing").status_code == 404


def test_a_server_that_drips_is_left_when_the_time_is_over() -> None:
    with socket.create_server((HOST, 0)) as listener:

        def drip() -> None:
            connection, _ = listener.accept()
            with connection:
                try:
                    for letter in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 1000:
                        connection.send(bytes([letter]))
                        time.sleep(0.02)
                except OSError:
                    return

        threading.Thread(target=drip, daemon=True).start()
        began = time.monotonic()
        with guarded_client(HERE, 0.5) as client, pytest.raises(httpx.TimeoutException):
            client.get(f"http://{HOST}:{listener.getsockname()[1]}/")

    assert 0.4 < time.monotonic() - began < 2
