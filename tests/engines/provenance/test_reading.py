"""Reading what anybody may send: typed outcomes, bounded work, and no belief in what is not in form."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.verification import Answer, Outcome, Signature, conclude
from rightsdesk.engines.provenance import Keys, Sealed, observed, read, sidecar_of
from rightsdesk.engines.provenance.credentials import sign
from tests.engines.provenance.story import music

NOTHING: dict[str, object] = {
    "id": 7,
    "licence": ["x"],
    "facets": "all",
    "parents": {"isrc": 1},
    "watermark": None,
}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "audio_empty"),
        (b"just words " * 50, "audio_not_audio"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "audio_not_audio"),
        (b"ID3\x04\0\0\0\0\0\x20" + b"\0" * 64, "audio_not_audio"),
    ],
)
def test_what_is_no_audio_is_refused_in_words(
    content: bytes, code: str, signing_keys: Keys, tmp_path: Path
) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(content)

    with pytest.raises(Invalid) as refused:
        read(path, signing_keys)

    assert refused.value.code == code


def test_a_file_that_nobody_sealed_is_unknown(signing_keys: Keys, tmp_path: Path) -> None:
    path = tmp_path / "song.flac"
    soundfile.write(path, music(1.0).samples, 48_000)

    found = read(path, signing_keys)

    assert (found.claim, found.watermark, found.credentials.signature) == (None, None, Signature.ABSENT)
    assert conclude(observed(found)).outcome is Outcome.UNKNOWN


def test_the_name_of_a_file_says_nothing_about_what_it_is(
    sealed: Sealed, signing_keys: Keys, tmp_path: Path
) -> None:
    path = tmp_path / "song.wav"
    path.write_bytes(sealed.files["flac"].path.read_bytes())

    assert read(path, signing_keys).credentials.signature is Signature.VALID


def test_only_a_container_that_cannot_hold_credentials_is_read_with_those_beside_it(sealed: Sealed) -> None:
    opus = sealed.files["opus"]

    assert sidecar_of(opus.path) == opus.sidecar
    assert sidecar_of(sealed.files["mp3"].path) is None


def test_without_any_root_a_signature_is_checked_but_not_trusted(sealed: Sealed) -> None:
    found = read(sealed.files["flac"].path, Keys(b"", (), ()))

    assert (found.credentials.signature, found.credentials.hash) == (Signature.UNTRUSTED, Answer.YES)


def test_claims_in_another_form_are_read_as_nothing(
    sealed: Sealed, stranger: Keys, signing_keys: Keys, tmp_path: Path
) -> None:
    created = {
        "action": "c2pa.created",
        "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/composite",
    }
    definition = {
        "claim_generator_info": [{"name": "x"}],
        "assertions": [
            {"label": "c2pa.actions", "data": {"actions": [created]}},
            {"label": "org.rightsdesk.derivative", "data": NOTHING},
        ],
    }
    plain, forged = tmp_path / "plain.wav", tmp_path / "forged.wav"
    soundfile.write(plain, music(0.5).samples, 48_000)
    sign(plain, forged, json.loads(json.dumps(definition)), [], stranger)

    found = read(forged, signing_keys)

    assert found.claim is not None
    assert (found.claim.derivative, found.claim.licence, found.claim.parents) == ("", "", ())
    assert found.credentials.signature is Signature.UNTRUSTED


def test_of_a_long_file_only_the_beginning_is_listened_to(keys: Keys, tmp_path: Path) -> None:
    path = tmp_path / "long.flac"
    soundfile.write(path, np.zeros((8_000 * 130, 1), dtype=np.float32), 8_000)

    found = read(path, keys)

    assert found.seconds == pytest.approx(130)
    assert found.watermark is None
