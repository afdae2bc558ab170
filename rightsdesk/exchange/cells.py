"""How one text travels through a CSV file that may be opened in a spreadsheet, and comes back as it was."""

import re

# What a spreadsheet would run as a formula, with the guards of earlier journeys before it.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def defused(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def plain(cell: str) -> str:
    """The text as it was before `defused`."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell
