"""Every command in README.md is run: the cheap ones here, each of the others by the place named below."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from rightsdesk.engines.audio import encode
from tests.generation import signals

ROOT = Path(__file__).resolve().parents[2]
SERVICE = ".venv/bin/python -m rightsdesk.generation "
CHEAP = ("help", "manage")
# The command as its words begin, and the file that runs it (with the words to find there).
ELSEWHERE = {
    "./desk demo --source": (".ci/run", "./desk demo --once --source"),
    "./desk demo": (".ci/run", "./desk demo --once --json"),
    "./desk test --production": (".ci/run", "./desk test --production"),
    "./desk test": (".ci/run", "./desk test"),
    "./desk check": (".ci/run", "./desk check"),
    "./desk stop": (".ci/run", "./desk stop"),
    "./desk serve": ("tests/architecture/test_desk_runs.py", '"serve"'),
    "./desk worker": ("tests/architecture/test_desk_runs.py", '"worker"'),
    "./desk bench": ("tests/architecture/test_desk_runs.py", '"bench"'),
    "./desk clean": ("tests/architecture/test_desk.py", '"clean"'),
    "git clone": (".ci/run", "clone"),
    "cd ": (".ci/run", "cd "),
}


def commands() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [part.strip() for line in lines for part in _without_comment(line).split("&&") if part.strip()]


def _without_comment(line: str) -> str:
    return re.sub(r"(^|\s)#.*", "", line)


def verb(command: str) -> str:
    """What follows ./desk; assignments before it are an operator's and do not change which verb it is."""
    words = [word for word in shlex.split(command) if not re.match(r"^[A-Z_]+=", word)]
    return words[1] if len(words) > 1 and words[0] == "./desk" else ""


def is_cheap(command: str) -> bool:
    return verb(command) in CHEAP


def run_elsewhere(command: str) -> bool:
    plain = re.sub(r"^(?:[A-Z_]+=\S+\s+)+", "", command)
    place = next((place for start, place in ELSEWHERE.items() if plain.startswith(start)), None)
    return place is not None and place[1] in (ROOT / place[0]).read_text()


def test_the_readme_shows_the_two_commands() -> None:
    shown = commands()

    assert any(command.startswith("./desk demo") for command in shown)
    assert any(command.startswith("./desk test") for command in shown)


@pytest.mark.parametrize(
    "command", [each for each in commands() if not is_cheap(each) and SERVICE not in each]
)
def test_a_command_that_takes_long_is_run_by_another_place(command: str) -> None:
    assert run_elsewhere(command)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("command", [command for command in commands() if is_cheap(command)])
def test_a_cheap_command_works(command: str) -> None:
    database = settings.DATABASES["default"]
    url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)

    done = subprocess.run(
        command,
        shell=True,
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_the_generation_service_works_as_it_is_shown(tmp_path: Path) -> None:
    shown = [command.removeprefix(SERVICE) for command in commands() if command.startswith(SERVICE)]
    encode(signals.band(100.0, 10.0), tmp_path / "song.flac", "flac")
    told = {}

    for words in map(shlex.split, shown):
        call = [sys.executable, "-m", "rightsdesk.generation", *words]
        done = subprocess.run(
            call,
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told[words[0]] = json.loads(done.stdout)

    assert list(told) == ["analyse", "render", "separate", "verify"]
    assert "rain" in " ".join(told["render"]["understood"])
    assert told["verify"]["outcome"] == "unknown"
