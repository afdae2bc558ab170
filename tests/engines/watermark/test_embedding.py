"""What a mark does to sound: it stays the same sound, and what cannot carry a mark is refused in words."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from rightsdesk.domain.errors import Invalid
from rightsdesk.engines.audio import Audio
from rightsdesk.engines.watermark import detect, embed
from tests.engines.watermark.sounds import KEY, PAYLOAD, marked_song, noise, snr_db, song


def test_it_lies_35_db_below_the_sound_and_changes_nothing_else() -> None:
    audio, marked = song(), marked_song()

    assert marked.samples.shape == audio.samples.shape
    assert marked.rate == audio.rate
    assert marked.samples.dtype == np.dtype(np.float32)
    assert round(snr_db(audio, marked), 1) == 35.0
    assert np.abs(marked.samples).max() <= np.abs(audio.samples).max() * 1.03


def test_the_same_sound_payload_and_key_give_the_same_bytes() -> None:
    audio = noise(9.0, channels=2)

    twice = [embed(audio, PAYLOAD, KEY).samples.tobytes() for _ in range(2)]

    assert twice[0] == twice[1]
    assert embed(audio, PAYLOAD + 1, KEY).samples.tobytes() != twice[0]


def test_the_sound_that_was_given_is_left_as_it_was() -> None:
    audio = noise(9.0)
    before = hashlib.sha256(audio.samples.tobytes()).hexdigest()

    embed(audio, PAYLOAD, KEY)

    assert hashlib.sha256(audio.samples.tobytes()).hexdigest() == before


def test_silence_within_a_song_stays_silent() -> None:
    audio = noise(16.0)
    audio.samples[: 6 * audio.rate] = 0.0

    marked = embed(audio, PAYLOAD, KEY)

    assert np.abs(marked.samples[: int(5.995 * audio.rate)]).max() < 1e-6


def test_a_steady_tone_is_hardly_touched() -> None:
    turns = 2 * np.pi * 1_500 * np.arange(12 * 44_100) / 44_100
    tone = Audio((0.3 * np.sin(turns)[:, None]).astype(np.float32), 44_100)

    assert snr_db(tone, embed(tone, PAYLOAD, KEY)) >= 32.0


@pytest.mark.parametrize(("rate", "channels"), [(22_050, 1), (32_000, 2), (44_100, 2), (48_000, 1)])
def test_mono_and_stereo_of_every_usual_rate_carry_it(rate: int, channels: int) -> None:
    marked = embed(noise(10.0, rate=rate, channels=channels), PAYLOAD, KEY)

    found = detect(marked, [KEY])

    assert found is not None
    assert (found.payload, found.key) == (PAYLOAD, 0)
    assert found.tempo_ratio == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(
    ("audio", "code"),
    [
        (noise(7.6), "watermark_too_short"),
        (noise(0.3), "watermark_too_short"),
        (Audio(np.zeros((0, 1), dtype=np.float32), 44_100), "watermark_too_short"),
        (noise(9.0, level=0.0), "watermark_too_quiet"),
        (noise(9.0, level=1e-6), "watermark_too_quiet"),
        (noise(20.0, rate=8_000), "watermark_rate"),
    ],
)
def test_what_cannot_carry_a_mark_is_refused(audio: Audio, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        embed(audio, PAYLOAD, KEY)

    assert refused.value.code == code


@pytest.mark.parametrize("payload", [-1, 1 << 64])
def test_a_payload_has_64_bits(payload: int) -> None:
    with pytest.raises(ValueError, match="64 bits"):
        embed(noise(9.0), payload, KEY)
