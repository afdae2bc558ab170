"""`verify FILE`: each item apart, the conclusion, and an honest word about what was not looked up."""

import json
from pathlib import Path
from typing import Any

import pytest
import soundfile

from rightsdesk.engines.provenance import Keys, Parent, Sealed, make_keys, seal
from rightsdesk.generation.__main__ import main
from tests.engines.provenance.story import AT, claim, music


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def keys(house: Path) -> Keys:
    return make_keys(house / "keys", AT)


@pytest.fixture(scope="module")
def original(house: Path) -> Path:
    path = house / "original.flac"
    soundfile.write(path, music(9.0).samples, 48_000)
    return path


@pytest.fixture(scope="module")
def sealed(house: Path, keys: Keys, original: Path) -> Sealed:
    from hashlib import sha256

    parent = Parent("Glass Orchard", sha256=sha256(original.read_bytes()).hexdigest())
    return seal(original, claim((parent,)), keys, house, ("mp3", "opus"))


def verified(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    code = main(["verify", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def values(answer: dict[str, Any]) -> dict[str, str]:
    return {name: item["value"] for name, item in answer["items"].items()}


def test_a_sealed_file_is_verified_item_by_item(
    sealed: Sealed, house: Path, original: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sealed.files["mp3"]

    code, answer = verified(capsys, file.path, "--keys", house / "keys", "--original", original)

    assert (code, answer["outcome"], answer["sha256"]) == (0, "verified", file.sha256)
    assert values(answer) == {
        "signature": "valid",
        "hash": "yes",
        "watermark": "yes",
        "fingerprint": "unknown",
        "parent": "yes",
        "delivered": "unknown",
        "licence": "unknown",
        "status": "unknown",
        "consent": "unknown",
    }
    assert answer["items"]["watermark"]["id"] == sealed.watermark == answer["claim"]["watermark"]
    assert answer["reasons"][-1]["code"] == "register_not_asked"


def test_the_credentials_beside_an_ogg_file_are_found(
    sealed: Sealed, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, answer = verified(capsys, sealed.files["opus"].path, "--keys", house / "keys")

    assert answer["outcome"] == "verified"


def test_another_copy_of_the_original_proves_nothing_against_it(
    sealed: Sealed, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mp3, opus = sealed.files["mp3"].path, sealed.files["opus"].path

    _, answer = verified(capsys, mp3, "--keys", house / "keys", "--original", opus)

    assert (answer["outcome"], answer["items"]["parent"]["value"]) == ("verified", "unknown")


def test_without_keys_nothing_is_trusted_and_nothing_listened_for(
    sealed: Sealed, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PROVENANCE_KEYS", raising=False)

    _, answer = verified(capsys, sealed.files["mp3"].path)

    assert (answer["outcome"], answer["keys"]) == ("unknown", None)
    assert (answer["items"]["signature"]["value"], answer["items"]["hash"]["value"]) == ("untrusted", "yes")


def test_what_is_no_audio_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "words.txt"
    path.write_text("no sound in here")

    code, answer = verified(capsys, path)

    assert (code, answer["error"]["code"]) == (1, "audio_not_audio")
