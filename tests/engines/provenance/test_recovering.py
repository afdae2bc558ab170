"""A file whose credentials were stripped is still known by its sound; the mark of another house says nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.verification import Answer, Outcome, Signature, conclude
from rightsdesk.engines.audio_process import run
from rightsdesk.engines.provenance import (
    Keys,
    Parent,
    Sealed,
    make_keys,
    observed,
    read,
    rotate_keys,
    seal,
    watermark_payload,
)
from tests.engines.provenance.story import AT, claim, music


@pytest.fixture(scope="module")
def marked(keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    return seal(music(10.0), claim(), keys, tmp_path_factory.mktemp("marked"), ("flac",))


def stripped(path: Path, folder: Path) -> Path:
    """Re-encoded by somebody, as a phone or a platform does: credentials and tags are gone."""
    bare = folder / "found.mp3"
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map_metadata", "-1", "-b:a", "96k", str(bare)]
    assert run(command, seconds=30).code == 0
    return bare


def test_a_sealed_file_carries_the_mark_that_its_credentials_name(marked: Sealed, keys: Keys) -> None:
    found = read(marked.files["flac"].path, keys)

    assert found.claim is not None
    assert found.watermark is not None
    assert found.watermark.id == found.claim.watermark == marked.watermark
    assert found.watermark.key == marked.watermark_key == keys.watermark[0][0]
    assert "c2pa.watermarked.bound" in found.claim.actions
    assert conclude(observed(found)).reasons == ("signature_valid", "watermark_found", "register_not_asked")


def test_the_mark_is_the_hash_of_the_identifier_and_quiet(marked: Sealed) -> None:
    assert marked.watermark == f"{watermark_payload('drv_0123'):016x}"
    assert watermark_payload("drv_0123") != watermark_payload("drv_0124")
    assert marked.snr_db is not None
    assert marked.snr_db >= 32
    assert [done["step"] for done in marked.steps][-2:] == ["watermark", "encode"]


def test_stripped_of_everything_else_it_is_recovered_by_its_sound(
    marked: Sealed, keys: Keys, tmp_path: Path
) -> None:
    found = read(stripped(marked.files["flac"].path, tmp_path), keys)

    assert found.claim is None
    assert found.watermark is not None
    assert found.watermark.id == marked.watermark
    assert conclude(observed(found)).outcome is Outcome.STRIPPED


def test_after_a_rotation_what_was_marked_before_is_still_found(tmp_path: Path) -> None:
    first = make_keys(tmp_path / "keys", AT)
    old = seal(music(10.0), claim(), first, tmp_path, ("mp3",))

    later = rotate_keys(tmp_path / "keys", AT.replace(year=2025, month=6))

    found = read(old.files["mp3"].path, later).watermark
    assert found is not None
    assert found.key == first.watermark[0][0] != later.watermark[0][0]


def test_with_the_keys_of_another_house_nothing_is_found(
    marked: Sealed, stranger: Keys, tmp_path: Path
) -> None:
    found = read(stripped(marked.files["flac"].path, tmp_path), stranger)

    assert (found.watermark, conclude(observed(found)).outcome) == (None, Outcome.UNKNOWN)


def test_a_remix_of_a_remix_carries_its_own_mark_over_its_parents(
    marked: Sealed, keys: Keys, tmp_path: Path
) -> None:
    first = marked.files["flac"]
    parent = Parent("Slow Orchard", derivative="drv_0123", sha256=first.sha256, file=first.path)

    second = seal(first.path, claim((parent,), derivative="drv_0456"), keys, tmp_path, ("mp3",))

    found = read(second.files["mp3"].path, keys)
    assert found.watermark is not None
    assert (found.watermark.id, found.watermark.generation) == (second.watermark, 1)
    assert second.watermark == f"{watermark_payload('drv_0456'):016x}"
    assert conclude(observed(found)).outcome is Outcome.VERIFIED


def test_the_mark_of_another_derivative_under_signed_credentials_is_tampered_with(
    marked: Sealed, keys: Keys, signing_keys: Keys, tmp_path: Path
) -> None:
    """Somebody got hold of the signing key, and seals the sound of one derivative as another."""
    forged = replace(claim(derivative="drv_0999"), parents=())
    made = seal(marked.files["flac"].path, forged, signing_keys, tmp_path, ("wav",))

    found = read(made.files["wav"].path, keys)

    assert found.credentials.signature is Signature.VALID
    assert observed(found).watermark is Answer.NO
    assert conclude(observed(found)).reasons == ("watermark_differs",)


def test_sound_too_short_to_be_marked_says_so_and_claims_no_mark(keys: Keys, tmp_path: Path) -> None:
    made = seal(music(2.0), claim(), keys, tmp_path, ("mp3",))

    found = read(made.files["mp3"].path, keys)
    assert (made.watermark, made.unmarked, made.snr_db) == ("", "watermark_too_short", None)
    assert found.claim is not None
    assert "c2pa.watermarked.bound" not in found.claim.actions


def test_a_master_that_cannot_be_read_is_refused_and_no_file_is_left(keys: Keys, tmp_path: Path) -> None:
    broken, out = tmp_path / "master.flac", tmp_path / "out"
    broken.write_bytes(b"fLaC" + b"\0" * 100)
    out.mkdir()

    with pytest.raises(Invalid):
        seal(broken, claim(), replace(keys, watermark=()), out)

    assert list(out.iterdir()) == []
