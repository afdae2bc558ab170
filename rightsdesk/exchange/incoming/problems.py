"""What is wrong with one line of a file, in words a person can act on. Such a line is left out; the others go on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` counts from 1; `column` is a column of a CSV file, or an element of a message."""

    line: int
    column: str
    code: str
    words: str


class BadCell(ValueError):
    """One cell or element that cannot be understood."""

    def __init__(self, column: str, code: str, words: str) -> None:
        super().__init__(words)
        self.column, self.code, self.words = column, code, words

    def at(self, line: int) -> Problem:
        return Problem(line, self.column, self.code, self.words)
