"""The layers hold, and a web process never loads what belongs to the workers."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("torch", "resemblyzer", "librosa", "numba", "chromaprint", "acoustid")


def python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_every_import_contract_is_kept() -> None:
    done = python("from importlinter.cli import lint_imports_command as lint; lint()")

    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_the_web_process_loads_no_engine_of_the_workers() -> None:
    program = (
        "import sys; from rightsdesk.wsgi import application; from django.urls import get_resolver;"
        f"get_resolver().url_patterns; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = python(program)

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_every_task_module_is_found_without_loading_an_engine() -> None:
    program = (
        "import sys; from rightsdesk.celery import app; app.loader.import_default_modules();"
        "assert [name for name in app.tasks if name.startswith('rightsdesk.')];"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = python(program)

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_the_law_names_no_clock_and_no_file() -> None:
    forbidden = ("datetime.now(", "date.today(", "time.time(", "open(", "print(", "os.environ")
    found = [
        f"{path.name}: {word}"
        for path in (ROOT / "rightsdesk" / "domain").rglob("*.py")
        for word in forbidden
        if word in path.read_text()
    ]

    assert found == []
