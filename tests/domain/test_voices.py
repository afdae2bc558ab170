"""A voice counts when it is nearer to a known profile than strangers are, for longer than a moment."""

import numpy as np
import pytest

from rightsdesk.domain import voices
from rightsdesk.domain.voices import Backend, Embedding, Segment

ADA, BEN, CLEO = 11, 12, 13
MUSIC = np.full(256, 1 / 16, dtype=np.float32)


def direction(seed: int) -> Embedding:
    found = np.random.default_rng(seed).normal(size=256)
    return (found / np.linalg.norm(found)).astype(np.float32)


def voice(seed: int, weight: float = 0.5) -> Embedding:
    """A voice heard over music: what all of them share, and something of its own."""
    mixed = MUSIC + weight * direction(seed)
    return np.asarray(mixed / np.linalg.norm(mixed), dtype=np.float32)


def window(index: int, embedding: Embedding, voiced_s: float = 7.0) -> Segment:
    return Segment(4.0 * index, 4.0 * index + 8.0, voiced_s, embedding)


PROFILES = {ADA: voice(ADA), BEN: voice(BEN), CLEO: voice(CLEO)}
BACKEND = Backend("test", MUSIC, MUSIC, 0.3, 0.01, 300)


def test_a_voice_nobody_expects_is_sighted_from_its_first_window_to_its_last() -> None:
    heard = [window(n, voice(BEN if 3 <= n <= 6 else 99)) for n in range(10)]

    found = voices.sightings(heard, PROFILES, frozenset({ADA}), BACKEND)

    assert [(each.artist, each.start_s, each.end_s) for each in found] == [(BEN, 12.0, 32.0)]
    assert found[0].score > found[0].threshold == 0.3
    assert len(found[0].curve) == 10


def test_the_voice_of_a_declared_source_is_expected() -> None:
    heard = [window(n, voice(ADA)) for n in range(10)]

    assert voices.sightings(heard, PROFILES, frozenset({ADA}), BACKEND) == ()


def test_what_a_declared_source_sounds_like_already_is_no_news() -> None:
    heard = [window(n, voice(BEN)) for n in range(10)]

    assert voices.sightings(heard, PROFILES, frozenset(), BACKEND, sources=heard[:2]) == ()


def test_a_voice_well_above_what_the_source_sounds_like_is_news_and_its_bar_is_told() -> None:
    source = [window(n, voice(99) + 0.2 * direction(BEN)) for n in range(3)]
    own = float(voices.similarities(source, PROFILES, BACKEND)[:, 1].max())
    heard = [window(n, voice(BEN)) for n in range(10)]

    found = voices.sightings(heard, PROFILES, frozenset(), BACKEND, sources=source)

    assert own > 0.3
    assert [each.artist for each in found] == [BEN]
    assert found[0].threshold == pytest.approx(own + voices.MARGIN, abs=1e-4)


def test_a_likeness_of_one_window_is_a_coincidence() -> None:
    heard = [window(n, voice(BEN if n == 4 else 99)) for n in range(10)]

    assert voices.sightings(heard, PROFILES, frozenset(), BACKEND) == ()


def test_one_window_is_enough_where_there_is_only_one() -> None:
    assert len(voices.sightings([window(0, voice(BEN))], PROFILES, frozenset(), BACKEND)) == 1


def test_windows_without_three_seconds_of_voice_are_not_heard() -> None:
    heard = [window(n, voice(BEN), voiced_s=2.9) for n in range(10)]

    assert voices.sightings(heard, PROFILES, frozenset(), BACKEND) == ()


def test_windows_apart_in_time_are_two_runs() -> None:
    heard = [window(n, voice(BEN), voiced_s=0.0 if 3 <= n <= 5 else 7.0) for n in range(9)]

    found = voices.sightings(heard, PROFILES, frozenset(), BACKEND)

    assert [(each.start_s, each.end_s) for each in found] == [(0.0, 16.0), (24.0, 40.0)]


def test_nothing_is_sighted_where_nobody_is_enrolled() -> None:
    assert voices.sightings([window(0, voice(BEN))], {}, frozenset(), BACKEND) == ()
    assert voices.nearest(voice(BEN), {}, BACKEND) == ()


def test_the_nearest_profiles_come_first() -> None:
    found = voices.nearest(voice(CLEO, 0.4), PROFILES, BACKEND, limit=2)

    assert found[0].artist == CLEO
    assert len(found) == 2
    assert found[0].score > found[1].score


def test_centring_the_mean_itself_leaves_nothing() -> None:
    assert not voices.centred(MUSIC, MUSIC).any()


def catalogue() -> list[tuple[int, list[Segment]]]:
    return [(artist, [window(n, voice(artist, 0.3 + 0.02 * n)) for n in range(20)]) for artist in PROFILES]


def test_a_backend_is_measured_on_strangers_and_never_under_the_floor() -> None:
    measured = voices.calibrate("v", PROFILES, catalogue())

    assert measured.trials == 3 * 20 * 2
    assert measured.threshold == voices.FLOOR
    assert measured.false_positive_rate == pytest.approx(3 / 120)


def test_strangers_who_are_alike_raise_the_threshold() -> None:
    twins = {**PROFILES, CLEO: voice(BEN, 0.45)}

    assert voices.calibrate("v", twins, catalogue()).threshold > 0.5


def test_without_recordings_the_floor_holds_and_no_rate_is_claimed() -> None:
    measured = voices.calibrate("v", PROFILES, [])

    assert (measured.threshold, measured.false_positive_rate, measured.trials) == (voices.FLOOR, 1.0, 0)


def test_the_same_catalogue_gives_the_same_backend() -> None:
    first, second = (voices.calibrate("v", PROFILES, catalogue()) for _ in range(2))

    assert first.threshold == second.threshold
    assert first.segment_mean.tobytes() == second.segment_mean.tobytes()
