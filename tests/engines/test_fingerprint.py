"""Fingerprints by the real libchromaprint, on sound made here and on the demo's recordings."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rightsdesk.domain.matching import ITEM_HZ, align
from rightsdesk.engines.audio import Audio, decode
from rightsdesk.engines.fingerprint import fingerprint, library_version, pack, unpack

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "audio"


def recording(name: str) -> Audio:
    return decode(FIXTURES / f"{name}.opus", mono=True)


def cut(audio: Audio, start_s: float, end_s: float) -> Audio:
    return replace(audio, samples=audio.samples[round(start_s * audio.rate) : round(end_s * audio.rate)])


def test_the_binding_is_acoustids_and_not_the_terminal_colours() -> None:
    import chromaprint

    assert callable(chromaprint.decode_fingerprint)
    assert library_version().startswith("chromaprint 1.")


def test_raw_items_are_those_of_the_librarys_own_compressed_form() -> None:
    import chromaprint
    import soxr

    sound = cut(recording("slow_tide"), 0, 20)
    maker = chromaprint.Fingerprinter(1)
    maker.start(11_025, 1)
    mono = soxr.resample(sound.mono(), sound.rate, 11_025)
    maker.feed(np.clip(np.rint(mono * 32767), -32768, 32767).astype("<i2").tobytes())
    items, algorithm = chromaprint.decode_fingerprint(maker.finish())

    found = fingerprint(sound)

    assert found.items.tolist() == items
    assert (found.algorithm, found.rate_hz) == (algorithm, ITEM_HZ)


def test_packing_loses_nothing() -> None:
    items = fingerprint(cut(recording("slow_tide"), 0, 10)).items

    assert unpack(pack(items)).tolist() == items.tolist()


@pytest.mark.parametrize("seconds", [0.0, 0.5, 2.0])
def test_sound_too_short_for_one_item_has_none(seconds: float) -> None:
    assert len(fingerprint(cut(recording("slow_tide"), 0, seconds)).items) == 0


def test_twenty_seconds_are_found_in_their_recording_at_their_place() -> None:
    whole, excerpt = recording("last_tram_home"), cut(recording("last_tram_home"), 21.37, 41.37)

    found = align(fingerprint(excerpt).items, fingerprint(whole).items)

    assert len(found) == 1
    assert found[0].reference_start_s == pytest.approx(21.37, abs=1.0)
    assert found[0].score > 0.8


def test_no_two_recordings_of_the_demo_match() -> None:
    names = ["slow_tide", "harbour_lights", "last_tram_home", "gravel_and_rain", "north_window"]
    items = {name: fingerprint(recording(name)).items for name in names}

    assert [(a, b) for a in names for b in names if a < b and align(items[a], items[b])] == []


def test_silence_has_a_fingerprint_that_matches_nothing() -> None:
    silence = Audio(np.zeros((60 * 11_025, 1), dtype=np.float32), 11_025)

    assert align(fingerprint(silence).items, fingerprint(silence).items) == ()
