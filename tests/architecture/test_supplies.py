"""What the house is built from: the locks, the right bindings, the size of the fixtures, one database."""

import importlib.metadata
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements" / "lock.txt").read_text()
MEGABYTE = 1_000_000


def locked() -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", LOCK, re.MULTILINE))


def test_every_locked_package_has_hashes() -> None:
    blocks = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]

    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert len(blocks) == len(locked())


def test_the_lock_leaves_out_what_would_break_the_house() -> None:
    unwanted = {"torch", "webrtcvad", "typing", "chromaprint", "triton"}
    graphics = [name for name in locked() if name.startswith("nvidia")]

    assert unwanted & set(locked()) == set()
    assert graphics == []


def test_scipy_stays_below_the_version_that_the_voice_encoder_cannot_read() -> None:
    assert int(locked()["scipy"].split(".")[0]) < 2


def test_every_package_asked_for_is_locked() -> None:
    asked = {
        re.split(r"[\[=<>; ]", line)[0].lower()
        for name in ("run.in", "test.in")
        for line in (ROOT / "requirements" / name).read_text().splitlines()
        if line and not line.startswith(("#", "-r"))
    }

    assert asked - {name.lower() for name in locked()} == set()


def test_the_browsers_lock_names_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_chromaprint_is_the_fingerprint_library_and_not_its_namesake() -> None:
    import chromaprint

    assert callable(chromaprint.decode_fingerprint)
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        importlib.metadata.version("chromaprint")


def test_the_fixtures_stay_small_enough_to_clone() -> None:
    size = sum(path.stat().st_size for path in (ROOT / "fixtures").rglob("*") if path.is_file())

    assert size <= 12 * MEGABYTE


def test_no_other_database_is_accepted() -> None:
    from rightsdesk.environment import BadSetting, database

    with pytest.raises(BadSetting):
        database("sqlite:///desk.db")
