"""A mark is read after what happens to files in the world, and nothing is read where nothing was written."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from rightsdesk.engines.audio import Audio
from rightsdesk.engines.watermark import detect, embed
from rightsdesk.engines.watermark.attacks import ATTACKS, cropped
from tests.engines.watermark.sounds import KEY, PAYLOAD, marked_song, noise, song

_USUAL = ("mp3 64k", "opus 64k", "aac 96k", "22.05 kHz", "44.1 kHz", "mono, -6 dB")


def _keys(count: int) -> list[bytes]:
    return [hashlib.sha256(f"stranger {number}".encode()).digest() for number in range(count)]


@pytest.mark.parametrize("attack", _USUAL)
def test_twelve_seconds_are_read_after(attack: str) -> None:
    found = detect(ATTACKS[attack](cropped(marked_song(), 0.4)), [KEY])

    assert found is not None
    assert found.payload == PAYLOAD


@pytest.mark.parametrize(
    ("attack", "faster"),
    [("Rubber Band +7 %", 1.07), ("atempo -7 %", 0.93), ("speed +7 %", 1.07), ("speed -7 %", 0.93)],
)
def test_another_tempo_is_read_and_told(attack: str, faster: float) -> None:
    found = detect(ATTACKS[attack](cropped(marked_song(), 0.4)), [KEY])

    assert found is not None
    assert found.payload == PAYLOAD
    assert found.tempo_ratio == pytest.approx(faster, abs=0.003)


@pytest.mark.parametrize("share", [0.0, 0.33, 0.71, 1.0])
def test_it_is_read_from_any_twelve_seconds(share: float) -> None:
    found = detect(cropped(marked_song(), share), [KEY])

    assert found is not None
    assert found.payload == PAYLOAD


def test_it_says_which_of_the_keys_wrote_it() -> None:
    old, new, other = _keys(3)
    marked = embed(noise(12.0), 7, new)

    found = detect(marked, [old, new, other])

    assert found is not None
    assert (found.payload, found.key) == (7, 1)
    assert found.bits_wrong < 20


def test_two_marks_of_different_keys_are_both_read() -> None:
    first, second = _keys(2)
    twice = embed(embed(cropped(song(), 0.4, 14.0), 1, first), 2, second)

    found = [detect(twice, [key]) for key in (first, second)]

    assert [each.payload for each in found if each] == [1, 2]


@pytest.mark.parametrize("audio", [song(), cropped(marked_song(), 0.2)], ids=["unmarked", "wrong key"])
def test_nothing_is_read_with_forty_strange_keys(audio: Audio) -> None:
    assert detect(cropped(audio, 0.5), _keys(40)) is None


@pytest.mark.parametrize(
    "audio",
    [
        noise(4.9),
        noise(10.0, level=0.0),
        noise(10.0, rate=8_000, channels=2),
        Audio(np.zeros((0, 2), dtype=np.float32), 44_100),
        Audio(np.full((441_000, 1), 0.5, dtype=np.float32), 44_100),
    ],
    ids=["short", "silence", "8 kHz", "nothing at all", "constant"],
)
def test_it_finds_nothing_where_nothing_can_be(audio: Audio) -> None:
    assert detect(audio, [KEY]) is None


def test_without_keys_nothing_is_sought() -> None:
    assert detect(marked_song(), []) is None
