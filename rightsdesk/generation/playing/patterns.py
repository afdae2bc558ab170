"""The written drum patterns: what a drummer of each style would play. Only notation; how it sounds stands in `kits`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """Bars of sixteen steps with `|` between them; a line of fewer bars comes round sooner. Digits are loudness (9 is
    full), dots are rests, d and t are two and three strokes within the step. `fill` replaces lines in the last bar of
    every eight. `home` is the tempo the pattern feels right at; `swing` delays every second step by that part of a
    step; `loose` is the hand's inaccuracy in seconds; `duck` dips the music on the kick; `dull` takes highs off;
    `bend` glues the kit together by soft clipping."""

    home: float
    lines: Mapping[str, str]
    fill: Mapping[str, str]
    swing: float = 0.0
    loose: float = 0.001
    duck: float = 0.0
    dull: float | None = None
    bend: float = 1.0
    crash: bool = False
    ducked_by: str = "kick"


PATTERNS: Mapping[str, Pattern] = {
    "lofi": Pattern(
        home=80.0,
        lines={
            "kick": "9......5..8.....|9..4...5..8....3|9......5..8..4..|9.....4...8.5...",
            "snare": "....8.......8..2|....8..2....8...|....8.......8..2|....8..2.2..8...",
            "rim": "..............2.|................|......2.........|................",
            "hat": "6.3.6.3.6.3.6.34|6.3.623.6.3.6.3.|6.3.6.3.6.346.3.|6.3.6.3.6.3.6...",
            "open_hat": "................|................|................|..............4.",
        },
        fill={"kick": "9......5..8..5..", "snare": "....8..2..3.8.56", "hat": "6.3.6.3.6.......", "rim": "." * 16},
        swing=0.28, loose=0.004, duck=0.2, dull=6_500.0, bend=1.6,
    ),
    "house": Pattern(
        home=123.0,
        lines={
            "kick": "9...9...9...9...|9...9...9...9...|9...9...9...9...|9...9...9...9..5",
            "clap": "....8.......8...",
            "snare": "................|................|................|.......3.....3..",
            "hat": "4.254.254.254.25",
            "open_hat": "..7...7...7...7.",
            "shaker": "4252425242524252",
        },
        fill={"kick": "9...9...9.......", "snare": "........3.4.5678", "open_hat": "..7...7........."},
        swing=0.08, duck=0.45, bend=1.2, crash=True,
    ),
    "dnb": Pattern(
        home=173.0,
        lines={
            "kick": "9.........9.....|9.........9.....|9.........9.....|9..6......9...6.",
            "snare": "....9..2.2..9...|....9.......9..2|....9..2.2..9...|....9..2.2..9.3.",
            "hat": "6.4.6.4.6.4.6.4.|6.426.4.6.426.4.",
            "ride": "5...3...5...3...",
            "open_hat": "................|..............5.",
        },
        fill={"kick": "9.........9.....", "snare": "....9..2.39.3579", "hat": "6.4.6.4.6......."},
        loose=0.0015, duck=0.25, bend=1.8, crash=True,
    ),
    "rock": Pattern(
        home=115.0,
        lines={
            "kick": "9.......9.6.....|9.....6.9.......|9.......9.6.....|9..5..6.9.....5.",
            "snare": "....9.......9...|....9..2....9..2|....9.......9...|....9..2.2..9...",
            "hat": "8.5.8.5.8.5.8.5.|8.5.8.5.8.5.8...",
            "open_hat": "................|..............6.",
        },
        fill={
            "kick": "9.......9.......", "snare": "....9...8.88....", "high_tom": "............88..",
            "low_tom": "..............99", "hat": "8.5.8.5.........", "open_hat": "." * 16,
        },
        loose=0.004, bend=1.5, crash=True,
    ),
    "trap": Pattern(
        home=142.0,
        lines={
            "kick": "9.....6.........|9.........7.....|9.....6.........|9..6......7...5.",
            "808": "9.....7.........|9.........8.....|9.....7.........|9..7......8.....",
            "snare": "........9.......",
            "clap": "........7.......",
            "hat": "6.4.6.4.6.4.6.4.|6.4.6.dd6.4.6.4.|6.4.6.4.6.4.6.4t|6.4.6.4.dddd6.tt",
            "open_hat": "................|..............5.",
            "rim": "................|.....3.....3....",
        },
        fill={"kick": "9.....6.........", "808": "9.....7.........", "hat": "6.4.d.d.t.t.tttt", "snare": "........9..3.5.7"},
        duck=0.3, bend=1.4, ducked_by="808",
    ),
    "reggaeton": Pattern(
        home=93.0,
        lines={
            "kick": "9...8...9...8...",
            "snare": "...8..8....8..8.|...8..8....8..8.|...8..8....8..8.|...8..8..4.8..84",
            "rim": "................|......5.......5.",
            "hat": "5.3.5.3.5.3.5.3.",
            "shaker": "..4...4...4...4.",
        },
        fill={"kick": "9...8...9.......", "snare": "...8..8.6.686868", "low_tom": "............7.8."},
        duck=0.25, bend=1.4,
    ),
    "bossa": Pattern(
        home=72.0,
        lines={
            "kick": "7..45..47..45..4",
            "rim": "6..6..6...6..6..|..6..6...6..6..5",
            "shaker": "6354635463546354",
            "hat": "....4.......4...",
        },
        fill={"rim": "6..6..6...6.4.6.", "kick": "7..45..47..45.44"},
        loose=0.004,
    ),
    "disco": Pattern(
        home=118.0,
        lines={
            "kick": "9...9...9...9...",
            "snare": "....8.......8...|....8.......8..2|....8.......8...|....8..2....8.2.",
            "clap": "....7.......7...",
            "hat": "6.3.6.3.6.3.6.3.|6.346.346.346.34",
            "open_hat": "..8...8...8...8.",
            "tambourine": "4.264.264.264.26",
        },
        fill={
            "kick": "9...9...9...9...", "snare": "....8...8.88....", "high_tom": "............88..",
            "low_tom": "..............88", "hat": "6.3.6.3.........", "open_hat": "..8...8.........",
        },
        loose=0.002, duck=0.2, bend=1.3, crash=True,
    ),
}  # fmt: skip
