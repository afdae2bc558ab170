"""The guarded connection under TLS: it goes to the judged address, but the certificate must be that of the name."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from rightsdesk.generation.remote.transport import guarded_client, trust
from tests.generation.remote.outside import DeskWeb

HERE = frozenset({"localhost", "127.0.0.1"})


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for "localhost" that signs itself, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def port(desk: DeskWeb, certificate: Path) -> int:
    """A desk's web server that speaks TLS only."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    desk.web.server.socket = context.wrap_socket(desk.web.server.socket, server_side=True)
    return desk.web.port


def test_a_certificate_that_nobody_vouches_for_is_refused(port: int) -> None:
    with guarded_client(HERE, 3) as client, pytest.raises(httpx.ConnectError):
        client.get(f"https://localhost:{port}/")


def test_the_certificate_is_held_against_the_name_not_the_address(port: int, certificate: Path) -> None:
    trust().load_verify_locations(certificate)

    with guarded_client(HERE, 3) as client:
        assert client.get(f"https://localhost:{port}/nothing").status_code == 404
    with guarded_client(HERE, 3) as client, pytest.raises(httpx.ConnectError):
        client.get(f"https://127.0.0.1:{port}/nothing")
