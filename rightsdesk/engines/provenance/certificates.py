"""The desk's own certificates: a root that stays home, and the ones it gives out for signing credentials.
The profile is C2PA's (Technical Specification 2.4, "X.509 Certificates"). Leaves files and rotation to `keys`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier

# c2pa-kp-claimSigning: the extended key usage that C2PA's trust list asks for.
CLAIM_SIGNING = ObjectIdentifier("1.3.6.1.4.1.62558.2.1")
ROOT_YEARS = 25
# Without a time-stamp authority a credential is believed only as long as its certificate lives: it must outlive licences.
SIGNING_YEARS = 10
_EARLY = timedelta(hours=1)
_USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its private key, both PEM."""

    certificate: bytes
    key: bytes


def root(at: datetime, organisation: str) -> Pair:
    """A certificate authority of its own (ECDSA P-256), for signing certificates only."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(organisation, f"{organisation} provenance root")
    builder = (
        _builder(name, name, key, at, ROOT_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
    )
    return _pair(builder.sign(key, hashes.SHA256()), key)


def signing(authority: Pair, at: datetime, organisation: str) -> Pair:
    """A certificate for signing credentials, given out by `authority`."""
    issuer = x509.load_pem_x509_certificate(authority.certificate)
    issuer_key = serialization.load_pem_private_key(authority.key, None)
    if not isinstance(issuer_key, ec.EllipticCurvePrivateKey):
        raise TypeError("the root's key is no elliptic curve key")
    key = ec.generate_private_key(ec.SECP256R1())
    public = issuer_key.public_key()
    builder = (
        _builder(_name(organisation, f"{organisation} credentials"), issuer.subject, key, at, SIGNING_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage("digital_signature"), critical=True)
        .add_extension(x509.ExtendedKeyUsage([CLAIM_SIGNING]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
    )
    return _pair(builder.sign(issuer_key, hashes.SHA256()), key)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, at: datetime, years: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _EARLY)
        .not_valid_after(at + timedelta(days=365 * years))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(organisation: str, common: str) -> x509.Name:
    # C2PA shows the organisation as the signer: without one a reader has nothing to show.
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _usage(*wanted: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{usage: usage in wanted for usage in _USAGES})


def _pair(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Pair:
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Pair(certificate.public_bytes(serialization.Encoding.PEM), secret)
