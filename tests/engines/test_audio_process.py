"""Outside programs run within limits, and stop when they are told to."""

import time

import pytest

from rightsdesk.engines.audio_process import ToolCancelledError, ToolMissingError, ToolTimeoutError, run


def test_it_gives_what_the_program_said() -> None:
    finished = run(["sh", "-c", "echo out; echo err >&2; exit 3"], seconds=5)

    assert (finished.code, finished.output, finished.errors) == (3, "out\n", "err\n")


def test_it_stops_a_program_that_hangs() -> None:
    started = time.monotonic()

    with pytest.raises(ToolTimeoutError):
        run(["sleep", "30"], seconds=0.5)

    assert time.monotonic() - started < 5


def test_it_stops_a_program_when_the_caller_cancels() -> None:
    with pytest.raises(ToolCancelledError):
        run(["sleep", "30"], seconds=30, cancelled=lambda: True)


def test_it_names_a_program_that_is_not_installed() -> None:
    with pytest.raises(ToolMissingError, match="no-such-program is not installed"):
        run(["no-such-program"], seconds=1)


def test_a_program_cannot_take_all_memory() -> None:
    greedy = "import time; time.sleep(0.3); bytearray(3 * 1024**3)"

    finished = run(["python3", "-c", greedy], seconds=20)

    assert finished.code != 0
    assert "MemoryError" in finished.errors
