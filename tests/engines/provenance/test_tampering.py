"""Whatever is changed after sealing is noticed, in every container; who cannot be believed is not believed."""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from rightsdesk.domain.verification import Answer, Items, Outcome, Signature, conclude
from rightsdesk.engines.audio_process import run
from rightsdesk.engines.provenance import Credentials, Keys, Sealed
from rightsdesk.engines.provenance.credentials import examine, signature_of
from tests.engines.provenance.story import FORMATS

Change = Callable[[bytes], bytes]


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def flipped_in(pattern: bytes) -> Change:
    def change(data: bytes) -> bytes:
        found = re.search(pattern, data, re.DOTALL)
        assert found, f"{pattern!r} is not in the file"
        return flipped(data, found.end() - 1)

    return change


SOUND: dict[str, Change] = {
    "one bit of the sound": lambda data: flipped(data, len(data) * 2 // 3),
    "something appended": lambda data: data + b"\0" * 16,
    "the end cut off": lambda data: data[:-400],
}
CLAIM: dict[str, Change] = {
    "the licence": flipped_in(rb"terms 12"),
    "the derivative": flipped_in(rb"org\.rightsdesk\.derivative.*?drv_0123"),
    "a parent": flipped_in(rb"FRX762600001"),
    "a step": flipped_in(rb"c2pa\.changedSpeed"),
    "the source type": flipped_in(rb"algorithmicMedia"),
    "who signed": flipped_in(rb"rightsdesk credentials"),
}


def look(data: bytes, kind: str, keys: Keys, folder: Path, sidecar: bytes | None = None) -> Credentials:
    path = folder / f"found.{kind}"
    path.write_bytes(data)
    return examine(path, keys.anchors, sidecar)


def outcome(found: Credentials) -> Outcome:
    return conclude(Items(found.signature, found.hash)).outcome


def parts(sealed: Sealed, kind: str) -> tuple[bytes, bytes | None]:
    file = sealed.files[kind]
    return file.path.read_bytes(), file.sidecar.read_bytes() if file.sidecar else None


@pytest.mark.parametrize("kind", FORMATS)
def test_an_untouched_file_is_verified(kind: str, sealed: Sealed, signing_keys: Keys, tmp_path: Path) -> None:
    data, sidecar = parts(sealed, kind)

    found = look(data, kind, signing_keys, tmp_path, sidecar)

    assert outcome(found) is Outcome.VERIFIED
    assert (found.signer, found.problems) == ("rightsdesk", ())


@pytest.mark.parametrize("change", SOUND)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_changed_sound_is_tampered_with(
    kind: str, change: str, sealed: Sealed, signing_keys: Keys, tmp_path: Path
) -> None:
    data, sidecar = parts(sealed, kind)

    found = look(SOUND[change](data), kind, signing_keys, tmp_path, sidecar)

    assert outcome(found) is Outcome.TAMPERED


@pytest.mark.parametrize("change", CLAIM)
@pytest.mark.parametrize("kind", FORMATS)
def test_changed_credentials_are_tampered_with(
    kind: str, change: str, sealed: Sealed, signing_keys: Keys, tmp_path: Path
) -> None:
    data, sidecar = parts(sealed, kind)
    forged = (data, CLAIM[change](sidecar)) if sidecar else (CLAIM[change](data), None)

    found = look(forged[0], kind, signing_keys, tmp_path, forged[1])

    assert found.signature is Signature.INVALID
    assert outcome(found) is Outcome.TAMPERED


@pytest.mark.parametrize("kind", FORMATS)
def test_another_house_that_signs_the_same_way_is_not_believed(
    kind: str, sealed: Sealed, stranger: Keys, tmp_path: Path
) -> None:
    data, sidecar = parts(sealed, kind)

    found = look(data, kind, Keys(stranger.anchors, (), ()), tmp_path, sidecar)

    assert (found.signature, found.hash) == (Signature.UNTRUSTED, Answer.YES)
    assert outcome(found) is Outcome.UNKNOWN


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_stripped_of_its_credentials_is_unknown_as_far_as_they_go(
    kind: str, sealed: Sealed, signing_keys: Keys, tmp_path: Path
) -> None:
    bare = tmp_path / f"bare.{kind}"
    strip = ["ffmpeg", "-v", "error", "-i", str(sealed.files[kind].path), "-c", "copy", str(bare)]
    assert run(strip, seconds=20).code == 0

    found = examine(bare, signing_keys.anchors)

    assert (found.signature, found.assertions) == (Signature.ABSENT, {})


def test_credentials_laid_beside_another_file_do_not_fit_it(
    sealed: Sealed, signing_keys: Keys, tmp_path: Path
) -> None:
    _, sidecar = parts(sealed, "opus")
    other, _ = parts(sealed, "mp3")

    found = look(other, "mp3", signing_keys, tmp_path, sidecar)

    assert found.hash is Answer.NO
    assert outcome(found) is Outcome.TAMPERED


@pytest.mark.parametrize("sidecar", [b"", b"no credentials at all", None])
def test_damaged_credentials_beside_a_file_are_no_credentials(
    sidecar: bytes | None, sealed: Sealed, signing_keys: Keys, tmp_path: Path
) -> None:
    data, whole = parts(sealed, "opus")
    assert whole is not None

    found = look(data, "opus", signing_keys, tmp_path, whole[:900] if sidecar is None else sidecar)

    assert found.signature is Signature.INVALID


def test_an_expired_certificate_is_told_apart_from_a_broken_signature() -> None:
    expired = {"signingCredential.expired", "signingCredential.untrusted"}

    assert signature_of(expired) is Signature.EXPIRED
    assert signature_of({*expired, "claimSignature.mismatch"}) is Signature.INVALID
    assert signature_of({"assertion.dataHash.mismatch"}) is Signature.VALID


@pytest.mark.parametrize("kind", FORMATS)
def test_no_random_damage_breaks_the_reader_or_makes_it_believe_another_claim(
    kind: str, sealed: Sealed, signing_keys: Keys, tmp_path: Path
) -> None:
    """Padding may be changed unnoticed, as it says nothing; what the credentials say may not."""
    data, sidecar = parts(sealed, kind)
    said = look(data, kind, signing_keys, tmp_path, sidecar)
    target, random = sidecar or data, Random(7)
    start = 0 if sidecar else target.index(b"jumb")

    for _ in range(40):
        damaged = bytearray(target)
        for _ in range(random.choice((1, 2, 20))):
            damaged[random.randrange(start, min(start + 6000, len(target)))] = random.randrange(256)
        changed = (data, bytes(damaged)) if sidecar else (bytes(damaged), None)
        found = look(changed[0], kind, signing_keys, tmp_path, changed[1])
        if outcome(found) is Outcome.VERIFIED:
            assert (found.assertions, found.title, found.signer) == (said.assertions, said.title, said.signer)
