"""C2PA in and out of files: signs with the desk's certificate, and reads what any file carries. No network: no time-stamp
authority, no remote manifest, no revocation server. Leaves what is claimed to `manifest`."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.verification import Answer, Signature
from rightsdesk.engines.provenance.keys import Keys

# Containers that can hold credentials, and Ogg, whose credentials lie beside it.
MIMES = {
    "flac": "audio/flac",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "opus": "audio/ogg",
}
BESIDE = frozenset({"opus"})
# What a signing certificate must be for: C2PA's own purpose, and those that came before it.
_PURPOSES = "1.3.6.1.4.1.62558.2.1\n1.3.6.1.5.5.7.3.36\n1.3.6.1.5.5.7.3.4\n"
_SOUND = ("assertion.dataHash", "assertion.bmffHash", "assertion.boxesHash")
_UNTRUSTED = {"signingCredential.untrusted"}
_EXPIRED = {"signingCredential.expired", "claimSignature.outsideValidity"}


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a file's active manifest is worth. `problems`: C2PA's own status codes. `assertions` by label: to be believed
    only if the signature is."""

    signature: Signature
    hash: Answer
    signer: str = ""
    manifest: str = ""
    problems: tuple[str, ...] = ()
    assertions: dict[str, Any] = field(default_factory=dict)
    title: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """The store's bytes (the sidecar's content), and the name of the manifest in it."""

    store: bytes
    sha256: str


def container_at(path: Path) -> str:
    """The format of a file by its first bytes, whatever its name says; "" for one that is not known here."""
    with path.open("rb") as file:
        head = file.read(12)
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "mp3"
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "wav"
    marks = {"flac": head[:4] == b"fLaC", "m4a": head[4:8] == b"ftyp", "opus": head[:4] == b"OggS"}
    return next((name for name, found in marks.items() if found), "")


def sign(
    source: Path,
    target: Path,
    definition: dict[str, Any],
    ingredients: Sequence[tuple[dict[str, Any], Path | None]],
    keys: Keys,
) -> Signed:
    """Write `source` with its credentials to `target` (for Opus: the same bytes), and check them as a reader would.

    Raises Invalid: keys_cannot_sign (no private key, or its certificate has run out or is not fit for credentials)."""
    import c2pa

    try:
        return _signed(source, target, definition, ingredients, keys)
    except c2pa.C2paError as refusal:
        raise Invalid("keys_cannot_sign", f"The credentials could not be signed: {refusal}") from refusal


def _signed(
    source: Path,
    target: Path,
    definition: dict[str, Any],
    ingredients: Sequence[tuple[dict[str, Any], Path | None]],
    keys: Keys,
) -> Signed:
    import c2pa

    container = target.suffix[1:]
    carried = [(described, file) for described, file in ingredients if file and _carries(file, keys.anchors)]
    named = [each for each, _ in ingredients if each not in [one for one, _ in carried]]
    builder = c2pa.Builder(json.dumps({**definition, "ingredients": named}), context=_context(keys))
    if container in BESIDE:
        builder.set_no_embed()
    for described, file in carried:
        # With its file the credentials that a parent carries are kept inside ours: the chain stays whole.
        with file.open("rb") as stream:
            builder.add_ingredient(json.dumps(described), described["format"], stream)
    with source.open("rb") as clean, target.open("w+b") as signed:
        store = builder.sign(_signer(keys), MIMES[container], clean, signed)
    return Signed(store, hashlib.sha256(store).hexdigest())


def examine(path: Path, anchors: bytes, sidecar: bytes | None = None) -> Credentials:
    """What the credentials in a file, or beside it, are worth. Never raises for what the file holds."""
    import c2pa

    container = container_at(path)
    if not container or (container in BESIDE and sidecar is None):
        return Credentials(Signature.ABSENT, Answer.UNKNOWN)
    try:
        with path.open("rb") as file:
            return _examined(file, MIMES[container], sidecar, anchors)
    except c2pa.C2paError.ManifestNotFound:
        return Credentials(Signature.ABSENT, Answer.UNKNOWN)
    except c2pa.C2paError as damage:
        problem = str(damage).split("\n")[0][:200]
        return Credentials(Signature.INVALID, Answer.UNKNOWN, problems=(problem,))


def mime_of(path: Path | None) -> str:
    """The media type of a file by its content; Ogg's where it is not known."""
    return MIMES[(container_at(path) if path else "") or "opus"]


def _carries(path: Path | None, anchors: bytes) -> bool:
    """Whether a file holds credentials of its own that can be read, whatever they are worth."""
    return path is not None and bool(examine(path, anchors).manifest)


def _examined(file: io.BufferedReader, mime: str, sidecar: bytes | None, anchors: bytes) -> Credentials:
    import c2pa

    with c2pa.Reader(mime, file, sidecar, context=_context(Keys(anchors, (), ()))) as reader:
        report = json.loads(reader.json())
    active = report["manifests"].get(report["active_manifest"])
    if active is None:
        return Credentials(Signature.INVALID, Answer.UNKNOWN, problems=("the active manifest is not there",))
    results = report["validation_results"]["activeManifest"]
    failed = tuple(sorted({entry["code"] for entry in results["failure"]}))
    passed = {entry["code"] for entry in results["success"]}
    return Credentials(
        signature=signature_of(set(failed)),
        hash=_sound(set(failed), passed),
        signer=active.get("signature_info", {}).get("issuer", ""),
        manifest=report["active_manifest"],
        problems=failed,
        assertions={entry["label"]: entry["data"] for entry in active.get("assertions", [])},
        title=active.get("title", ""),
    )


def signature_of(failed: set[str]) -> Signature:
    """What the failures that C2PA names are worth. A changed sound is no flaw of the signature: it is told apart, as `hash`."""
    flaws = {code for code in failed if not code.startswith(_SOUND)}
    if flaws - _UNTRUSTED - _EXPIRED:
        return Signature.INVALID
    if flaws & _EXPIRED:  # then the library no longer says whose it was
        return Signature.EXPIRED
    return Signature.UNTRUSTED if flaws else Signature.VALID


def _sound(failed: set[str], passed: set[str]) -> Answer:
    if any(code.startswith(_SOUND) for code in failed):
        return Answer.NO
    return Answer.YES if any(code.startswith(_SOUND) for code in passed) else Answer.UNKNOWN


def _context(keys: Keys) -> Any:
    import c2pa

    anchors = {"user_anchors": keys.anchors.decode()} if keys.anchors else {}
    settings = {
        "version": 1,
        "trust": {"trust_config": _PURPOSES, **anchors},
        "verify": {
            "verify_trust": True,
            "verify_after_sign": True,
            "ocsp_fetch": False,
            "remote_manifest_fetch": False,
        },
        "builder": {"thumbnail": {"enabled": False}},
    }
    return c2pa.Context(c2pa.Settings.from_dict(settings))


def _signer(keys: Keys) -> Any:
    import c2pa

    if not keys.signing:
        raise Invalid("keys_cannot_sign", "There is no private key to sign credentials with.")
    _, pair = keys.signing[0]
    return c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", pair.certificate, pair.key, None))
