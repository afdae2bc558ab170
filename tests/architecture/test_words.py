"""What no committed file says: a path of somebody's machine, a registry's address, a promise instead of work."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = {
    "",
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".json",
    ".html",
    ".css",
    ".js",
    ".yaml",
    ".yml",
    ".sh",
    ".svg",
}
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:root|home|Users|work|opt)/[\w.]+")
REGISTRIES = re.compile(
    r"(?:pypi|pythonhosted|npmjs|debian|ubuntu|pytorch)\.org|registry\.\w+\.\w+", re.IGNORECASE
)
PROMISES = re.compile(
    "|".join(rf"\b{'TO' + rest}\b" for rest in ("DO", "BE DONE")) + rf"|\b{'FIX'}ME\b|\b{'X' * 3}\b"
)


def committed() -> list[Path]:
    """Every file that git has or would take, read as text."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    paths = [ROOT / line for line in listed.stdout.splitlines()] or list((ROOT / "rightsdesk").rglob("*.py"))
    return [
        path for path in paths if path.suffix in TEXT and path.is_file() and path != Path(__file__).resolve()
    ]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in committed()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_path_of_anybodys_machine() -> None:
    assert lines_with(MACHINE_PATHS) == []


def test_no_address_of_a_package_registry() -> None:
    assert lines_with(REGISTRIES) == []


def test_no_promise_instead_of_work() -> None:
    assert lines_with(PROMISES) == []


def test_no_test_is_skipped_without_a_reason_that_a_machine_can_check() -> None:
    bare = re.compile(r"pytest\.mark\.skip\b(?!if)|pytest\.skip\(\s*\)|pytest\.mark\.xfail")

    assert lines_with(bare) == []
