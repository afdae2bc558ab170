"""The real voice encoder on sung and spoken voices, and what it must not cost."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from rightsdesk.domain.voices import usable
from rightsdesk.engines.audio import Audio, decode
from rightsdesk.engines.voice import embed, embed_segments
from rightsdesk.engines.voice_mel import RATE, mel_spectrogram

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures" / "audio"
SPEAKERS = ROOT.parent / "shared" / "audio" / "speech" / "speakers"
MOST_BYTES = 1_200_000_000
ONE_SCREENING = """
import sys
from pathlib import Path
from rightsdesk.engines.audio import decode
from rightsdesk.engines.fingerprint import fingerprint
from rightsdesk.engines.voice import embed_segments

sound = decode(Path(sys.argv[1]), rate=16000, mono=True)
assert len(fingerprint(sound).items) > 300 and len(embed_segments(sound)) > 10
assert "numba" not in sys.modules
# Not ru_maxrss: a child begins with that of whoever started it, and a test process has grown large by now.
highest = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
print(int(highest) * 1024)
"""


def cosine(a: Audio, b: Audio) -> float:
    return float(embed(a).embedding @ embed(b).embedding)


def sample(name: str) -> Audio:
    return decode(FIXTURES / f"{name}.opus", rate=RATE, mono=True)


def test_the_mel_spectrogram_is_librosas() -> None:
    librosa_filters = pytest.importorskip("librosa").filters.mel(sr=RATE, n_fft=400, n_mels=40)
    noise = np.random.default_rng(1).normal(0, 0.1, RATE).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(noise, 200), 400)[::160]
    hann = np.hanning(401)[:-1]
    power = np.abs(np.fft.rfft(frames * hann, axis=1)) ** 2

    assert mel_spectrogram(noise) == pytest.approx(power @ librosa_filters.T, abs=1e-5)


def test_one_singer_on_two_texts_is_nearer_than_two_singers() -> None:
    same = cosine(sample("dry_marlow"), sample("enrol_marlow"))

    assert same > cosine(sample("dry_marlow"), sample("enrol_ada"))
    assert same > cosine(sample("dry_marlow"), sample("enrol_sam"))


def test_windows_cover_the_sound_and_are_unit_vectors() -> None:
    found = embed_segments(sample("dry_marlow"))

    assert [segment.start_s for segment in found] == [4.0 * n for n in range(len(found))]
    assert {segment.embedding.shape for segment in found} == {(256,)}
    assert [float(np.linalg.norm(segment.embedding)) for segment in found] == pytest.approx(
        [1.0] * len(found)
    )


def test_silence_passes_no_gate() -> None:
    silence = Audio(np.zeros((20 * RATE, 1), dtype=np.float32), RATE)

    assert usable(embed_segments(silence)) == ()


def test_stereo_is_mixed_down_and_a_scrap_has_no_windows() -> None:
    stereo = Audio(np.zeros((10 * RATE, 2), dtype=np.float32), RATE)

    assert len(embed_segments(stereo)) == 1
    assert embed_segments(Audio(np.zeros((RATE, 1), dtype=np.float32), RATE)) == ()


def test_a_voice_that_was_raised_is_itself_again_once_that_is_undone() -> None:
    plain = sample("enrol_ada")
    # Played faster: a third of an octave higher, and shorter.
    raised = Audio(plain.samples, round(RATE * 2 ** (4 / 12)))

    heard = embed_segments(raised, semitones=4.0)

    known = embed(plain).embedding
    shifted = np.mean([segment.embedding for segment in embed_segments(raised)], axis=0)
    assert float(np.mean([segment.embedding @ known for segment in heard])) > float(shifted @ known) + 0.05
    assert heard[-1].end_s <= raised.seconds


def test_the_same_sound_gives_the_same_embedding() -> None:
    once, twice = (embed(sample("enrol_ada")).embedding for _ in range(2))

    assert once.tobytes() == twice.tobytes()


def test_one_screening_stays_under_its_memory_and_never_compiles() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ONE_SCREENING, str(FIXTURES / "slow_tide.opus")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )

    assert int(done.stdout) < MOST_BYTES


def test_the_engine_imports_no_torch_until_it_is_asked() -> None:
    asked = (
        "import sys, rightsdesk.engines.voice, rightsdesk.engines.fingerprint; print('torch' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.strip() == "False"


@pytest.mark.skipif(not SPEAKERS.exists(), reason="real voices lie beside the project, in ../shared/audio")
def test_real_speakers_are_nearest_to_themselves() -> None:
    profiles, tests = {}, {}
    for folder in sorted(SPEAKERS.iterdir()):
        files = sorted(folder.glob("*.flac"))
        parts = [decode(path, rate=RATE, mono=True).samples for path in files]
        profiles[folder.name] = embed(Audio(np.concatenate(parts[:2]), RATE)).embedding
        tests[folder.name] = embed(Audio(np.concatenate(parts[5:8]), RATE)).embedding

    nearest = {
        who: max(profiles, key=lambda other: float(profiles[other] @ heard)) for who, heard in tests.items()
    }

    assert nearest == {who: who for who in tests}
