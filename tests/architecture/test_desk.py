"""`./desk` says in one sentence what is wrong. The machine around it is made of small stand-in programs; the script is the real one."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = (
    "dirname",
    "mkdir",
    "cat",
    "cksum",
    "df",
    "awk",
    "sed",
    "grep",
    "date",
    "rm",
    "sleep",
    "tail",
    "env",
    "kill",
    "sh",
    "cp",
    "wc",
)
PYTHON_39 = 'echo "3.9"'
PYTHON_311 = 'echo "3.11"'
ALL_INSTALLED = "echo installed"
NONE_INSTALLED = "exit 1"
NOT_ROOT = "echo 1000"
NO_SUDO = "exit 1"


def machine(folder: Path, programs: Mapping[str, str]) -> dict[str, str]:
    """A PATH that holds the system's small tools, and the given shell programs instead of the large ones."""
    folder.mkdir(parents=True)
    for tool in TOOLS:
        if found := shutil.which(tool, path="/usr/bin:/bin"):
            (folder / tool).symlink_to(found)
    for name, body in {"dpkg-query": ALL_INSTALLED, "id": NOT_ROOT, "sudo": NO_SUDO, **programs}.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return {"PATH": str(folder)}


def copy_of_the_script(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("desk", "package-lock.json"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    return folder / "desk"


def sentence(tmp_path: Path, verb: str, programs: Mapping[str, str]) -> str:
    done = subprocess.run(
        ["/bin/sh", str(copy_of_the_script(tmp_path / "tree")), verb],
        env=machine(tmp_path / "bin", programs),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1, done.stderr
    return done.stderr.splitlines()[-1]


def embedded(var: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "rightsdesk.embedded", *words],
        cwd=ROOT,
        env=environment | {"RIGHTSDESK_VAR": str(var)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_lists_every_verb() -> None:
    script = (ROOT / "desk").read_text()
    dispatch = script[script.index("case $verb in") :]
    arms = re.findall(r"^    ([a-z][a-z |-]*)\)", dispatch, re.MULTILINE)
    verbs = {verb for arm in arms for verb in re.findall(r"\b[a-z]+\b", arm)} - {"h"}

    shown = subprocess.run(
        ["/bin/sh", str(ROOT / "desk"), "help"], capture_output=True, text=True, check=True
    ).stdout

    assert verbs >= {"demo", "test", "check", "serve", "worker", "bench", "manage", "stop", "clean", "help"}
    assert {verb for verb in verbs if not re.search(rf"^  {verb}\b", shown, re.MULTILINE)} == set()


def test_the_script_is_plain_posix_shell() -> None:
    bash_only = re.compile(r"\[\[|\blocal\b|\bfunction\b|<<<|\$'|=~")

    assert [line for line in (ROOT / "desk").read_text().splitlines() if bash_only.search(line)] == []
    subprocess.run(["/bin/sh", "-n", str(ROOT / "desk")], check=True)


def test_an_unknown_verb_points_at_help(tmp_path: Path) -> None:
    assert sentence(tmp_path, "deom", {}) == "desk: There is no verb deom; ./desk help lists them."


def test_a_python_that_is_too_old_is_named(tmp_path: Path) -> None:
    said = sentence(tmp_path, "demo", {"python3": PYTHON_39})

    assert said.startswith("desk: Python 3.11, 3.12 or 3.13 is needed and was not found (python3 is 3.9)")


def test_a_machine_without_python_is_told_so(tmp_path: Path) -> None:
    assert "there is no python3" in sentence(tmp_path, "demo", {})


def test_without_root_the_exact_command_for_missing_packages_is_printed(tmp_path: Path) -> None:
    only_ffmpeg_is_missing = 'for last; do :; done; [ "$last" = ffmpeg ] || echo installed'

    said = sentence(tmp_path, "demo", {"python3": PYTHON_311, "dpkg-query": only_ffmpeg_is_missing})

    assert said.endswith("sudo apt-get update && sudo apt-get install --yes --no-install-recommends ffmpeg ")


def test_the_tests_need_more_packages_than_the_demo(tmp_path: Path) -> None:
    said = sentence(tmp_path, "test", {"python3": PYTHON_311, "dpkg-query": NONE_INSTALLED})

    assert "libchromaprint1 libsndfile1 ffmpeg rubberband-cli" in said
    assert "chromium poppler-utils" in said


def test_a_python_without_venv_asks_for_the_package_that_has_it(tmp_path: Path) -> None:
    no_venv = 'case "$2" in *ensurepip*) exit 1 ;; *-venv*) echo python3.11-venv ;; *) echo 3.11 ;; esac'
    only_venv_is_missing = 'for last; do :; done; [ "$last" = python3.11-venv ] || echo installed'

    said = sentence(tmp_path, "demo", {"python3": no_venv, "dpkg-query": only_venv_is_missing})

    assert said.endswith("apt-get install --yes --no-install-recommends python3.11-venv ")


def test_a_full_disk_is_seen_before_anything_is_written(tmp_path: Path) -> None:
    ten_megabytes = 'echo "Filesystem 1M-blocks Used Available Capacity Mounted"; echo "disk 100 90 10 90% /"'

    said = sentence(tmp_path, "demo", {"python3": PYTHON_311, "df": ten_megabytes})

    assert said.startswith("desk: The disk is full: 10 MB are free")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("[Errno -3] Temporary failure in name resolution", "desk: There is no network"),
        ("OSError: [Errno 28] No space left on device", "desk: The disk is full."),
    ],
)
def test_what_pip_met_becomes_a_sentence(tmp_path: Path, words: str, expected: str) -> None:
    pip_fails = f"echo '{words}'; exit 1"
    makes_venv = (
        'case "$*" in *"-m venv"*) for last; do :; done; mkdir -p "$last/bin";'
        f' printf "#!/bin/sh\\n%s\\n" "{pip_fails}" > "$last/bin/python"; /bin/chmod 755 "$last/bin/python" ;;'
        " *) echo 3.11 ;; esac"
    )

    assert sentence(tmp_path, "demo", {"python3": makes_venv}).startswith(expected)


def test_a_taken_port_is_told_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        done = embedded(tmp_path / "var", "serve", "--port", str(port))

    assert done.returncode == 1
    assert done.stderr.startswith(f"desk: port {port} is taken")
    assert "--port" in done.stderr
    assert not (tmp_path / "var").exists()


def test_data_of_another_postgresql_is_left_alone_and_named(tmp_path: Path) -> None:
    mark = tmp_path / "postgres" / "data" / "PG_VERSION"
    mark.parent.mkdir(parents=True)
    mark.write_text("9\n")

    done = embedded(tmp_path, "manage", "check")

    assert done.returncode == 1
    assert "was made by PostgreSQL 9, and this desk runs PostgreSQL 18" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert mark.read_text() == "9\n"


def test_clean_deletes_the_data_and_keeps_the_set_up(tmp_path: Path) -> None:
    script = copy_of_the_script(tmp_path / "tree")
    for kept_or_not in ("var/media/x", ".venv/lib/x"):
        (script.parent / kept_or_not).mkdir(parents=True)

    subprocess.run(["/bin/sh", str(script), "clean"], env={"PATH": "/usr/bin:/bin"}, check=True)

    assert not (script.parent / "var").exists()
    assert (script.parent / ".venv").exists()


def test_clean_never_deletes_a_place_that_somebody_chose(tmp_path: Path) -> None:
    script, theirs = copy_of_the_script(tmp_path / "tree"), tmp_path / "theirs"
    theirs.mkdir()

    done = subprocess.run(
        ["/bin/sh", str(script), "clean"],
        env={"PATH": "/usr/bin:/bin", "RIGHTSDESK_VAR": str(theirs)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr == f"desk: RIGHTSDESK_VAR names a place of your own, {theirs}: delete it yourself.\n"
    assert theirs.exists()
