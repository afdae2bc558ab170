"""Where the field's real files lie, when they do: beside the project, never in it."""

from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "samples"
SCHEMAS = SAMPLES / "schemas"
needed = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the field's sample files are not beside the project"
)
