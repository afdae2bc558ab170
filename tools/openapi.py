"""Compares docs/openapi.yaml with what the routes say now. With --write it takes over what they say."""

import difflib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMITTED = ROOT / "docs" / "openapi.yaml"


def current() -> str:
    """The description that the routes give; ends with drf-spectacular's own words where it has a warning."""
    command = [sys.executable, "manage.py", "spectacular", "--validate", "--fail-on-warn"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        sys.exit(made.stderr)
    return made.stdout


def main() -> int:
    now = current()
    if "--write" in sys.argv[1:]:
        COMMITTED.write_text(now)
    before = COMMITTED.read_text() if COMMITTED.exists() else ""
    changes = list(
        difflib.unified_diff(
            before.splitlines(), now.splitlines(), "docs/openapi.yaml", "the routes", lineterm=""
        )
    )
    print("\n".join(changes[:80]) or "The API's description: up to date.")
    if changes:
        print("If that is meant: .venv/bin/python tools/openapi.py --write")
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main())
