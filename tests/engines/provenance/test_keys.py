"""Keys: made once, kept to their owner, rotated without breaking what was signed before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.verification import Signature
from rightsdesk.engines.provenance import Keys, make_keys, read, read_keys, rotate_keys, seal
from tests.engines.provenance.story import AT, claim, music


def test_keys_are_made_once_and_the_second_worker_gets_the_same(tmp_path: Path) -> None:
    made = make_keys(tmp_path / "keys", AT)

    again = make_keys(tmp_path / "keys", AT + timedelta(seconds=1))

    assert again == made
    assert [path.name for path in tmp_path.glob("*keys*")] == ["keys"]


def test_only_their_owner_may_read_them(tmp_path: Path) -> None:
    make_keys(tmp_path / "keys", AT)

    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()}

    assert modes == {0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_secrets_are_not_shown_where_keys_are_printed(keys: Keys) -> None:
    assert "PRIVATE" not in repr(keys)
    assert keys.watermark[0][1].hex() not in repr(keys)


def test_a_folder_without_keys_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        read_keys(tmp_path)

    assert refused.value.code == "keys_absent"


def test_the_newest_signs_and_what_the_older_signed_still_holds(tmp_path: Path) -> None:
    first = make_keys(tmp_path / "keys", AT)
    old = seal(music(1.0), claim(), replace(first, watermark=()), tmp_path, ("mp3",), "old").files["mp3"]

    second = rotate_keys(tmp_path / "keys", AT + timedelta(days=90))
    quiet = replace(second, watermark=())
    new = seal(music(1.0), claim(), quiet, tmp_path, ("mp3",), "new").files["mp3"]

    assert [stamp for stamp, _ in second.watermark] == ["20250402T170000Z", "20250102T170000Z"]
    assert second.signing[0] != first.signing[0] == second.signing[1]
    for file in (old, new):
        assert read(file.path, quiet).credentials.signature is Signature.VALID


def test_a_root_that_is_kept_elsewhere_cannot_rotate_and_nothing_changes(tmp_path: Path) -> None:
    made = make_keys(tmp_path / "keys", AT)
    (tmp_path / "keys" / "root.key").unlink()

    with pytest.raises(Invalid) as refused:
        rotate_keys(tmp_path / "keys", AT + timedelta(days=1))

    assert refused.value.code == "root_key_absent"
    assert read_keys(tmp_path / "keys") == made


def test_a_second_rotation_in_the_same_second_is_refused(tmp_path: Path) -> None:
    make_keys(tmp_path / "keys", AT)

    with pytest.raises(Invalid) as refused:
        rotate_keys(tmp_path / "keys", AT)

    assert refused.value.code == "keys_exist"


@pytest.mark.parametrize("gone", ["signing", "certificate"])
def test_keys_that_cannot_sign_are_refused_and_no_file_is_left(gone: str, keys: Keys, tmp_path: Path) -> None:
    expired = make_keys(tmp_path / "old", AT.replace(year=2010))
    unfit = replace(keys, signing=()) if gone == "signing" else expired
    (tmp_path / "out").mkdir()

    with pytest.raises(Invalid) as refused:
        seal(music(0.5), claim(), replace(unfit, watermark=()), tmp_path / "out", ("mp3",))

    assert refused.value.code == "keys_cannot_sign"
    assert list((tmp_path / "out").iterdir()) == []
