"""What the built-in engine says of itself. Cheap to ask: nothing heavy is loaded for it."""

from __future__ import annotations

from rightsdesk.domain.disclosure import FACETS, SIGNAL_PROCESSING, SYNTHESIS
from rightsdesk.domain.recipe import KINDS, PATTERNS, STEMS
from rightsdesk.domain.styles import STYLES
from rightsdesk.generation import tools
from rightsdesk.generation.contract import FORMATS, Description, Kind, Separator

ID, VERSION = "builtin", "2.0"
MAX_SECONDS, MIN_SECONDS = 900.0, 1.0
OPERATIONS = tuple(kind.kind for kind in KINDS)
METHODS = {"drums": SYNTHESIS, "pad": SYNTHESIS, "ambience": SYNTHESIS}
"""The kind of method behind each step that is not plain signal processing."""


def described(separator: Separator) -> Description:
    trained = separator.model is not None
    return Description(
        id=f"{ID}+{separator.identity}" if trained else ID,
        version=VERSION,
        kind=Kind.TRAINED if trained else Kind.DSP,
        stems=STEMS,
        operations=OPERATIONS,
        styles=tuple(STYLES),
        patterns=PATTERNS,
        formats=FORMATS,
        limits={"max_seconds": MAX_SECONDS, "min_seconds": MIN_SECONDS},
        deterministic=True,
        tools=tools.all_tools(),
        separation_grade=separator.grade,
        facets=_facets(separator),
        model=separator.model,
    )


def _facets(separator: Separator) -> dict[str, tuple[str, ...]]:
    methods: dict[str, set[str]] = {}
    for name in (*OPERATIONS, "stems", "separate"):
        method = separator.kind if name == "separate" else METHODS.get(name, SIGNAL_PROCESSING)
        for facet in FACETS.get(name, ()):
            methods.setdefault(facet, set()).add(method)
    return {facet: tuple(sorted(kinds)) for facet, kinds in sorted(methods.items())}
