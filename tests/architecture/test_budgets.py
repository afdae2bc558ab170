"""Files and functions stay small (STYLE.md's figures, kept in tools/budgets.py)."""

from tools.budgets import FILES, FUNCTIONS, Budget, Length, excesses, file_lengths, function_lengths


def test_files_stay_within_their_budget() -> None:
    assert excesses("files", file_lengths(), FILES) == []


def test_functions_stay_within_their_budget() -> None:
    assert excesses("functions", function_lengths(), FUNCTIONS) == []


def test_one_function_over_the_limit_is_named() -> None:
    lengths = [Length(f"small.py:{line} f", 3) for line in range(100)] + [Length("big.py:1 g", 41)]

    assert excesses("functions", lengths, FUNCTIONS) == ["big.py:1 g: 41 lines, 40 allowed"]


def test_a_creeping_median_is_seen_though_no_single_one_is_over() -> None:
    lengths = [Length(f"a.py:{line} f", 9) for line in range(100)]

    assert excesses("functions", lengths, Budget(8, 20, 40)) == ["functions: median 9 lines, 8 allowed"]
