"""How the story is told in a terminal: a table of what happened, and who can sign in where."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from rightsdesk.demo.logins import Logins
from rightsdesk.demo.story import Step

WHERE = {
    "ada": ("the artist who wants to be asked", "/portal/"),
    "ivo": ("the artist who allows everything", "/portal/"),
    "max": ("moderator", "/workbench/"),
    "mia": ("moderator", "/workbench/"),
    "fin": ("finance approver", "/admin/"),
    "lin": ("the label's rights administrator", "/admin/"),
    "rui": ("the operator's rights administrator", "/admin/"),
    "sup": ("supervisor", "/admin/"),
    "sam": ("a stranger to the others", "/portal/"),
}


@contextmanager
def progress(total: int) -> Iterator[Callable[[int, str], None]]:
    """A bar on the terminal's error stream; call the yielded function as each step begins."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("The story begins", total=total)

        def tell(number: int, words: str) -> None:
            bar.update(task, completed=number - 1, description=f"{number}/{total} {words[:70]}")

        yield tell


def print_steps(steps: list[Step], base_url: str) -> None:
    """One row for each step, its figures one a line; addresses below, where no cell breaks them."""
    table = Table(title="What happened", title_justify="left", show_lines=True, expand=True)
    for heading, share in (("", 1), ("Step", 6), ("Outcome", 5), ("Figures", 14)):
        table.add_column(heading, ratio=share, overflow="fold")
    links: list[tuple[int, str]] = []
    for step in steps:
        plain = {name: value for name, value in step.figures.items() if not _is_address(value)}
        links += [(step.n, value) for value in step.figures.values() if _is_address(value)]
        figures = "\n".join(f"{name.replace('_', ' ')}: {_shown(value)}" for name, value in plain.items())
        table.add_row(str(step.n), step.title, step.outcome, figures)
    console = Console()
    console.print(table)
    for number, link in links:
        console.print(f"  {number}  {link}", soft_wrap=True, highlight=False)


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("http")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_shown(each) for each in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def print_logins(known: Logins, base_url: str) -> None:
    """The cast with their rooms, and the one password of this installation."""
    table = Table(title=f"Who can sign in at {base_url}/login/", title_justify="left")
    for heading in ("E-mail", "Who", "Where"):
        table.add_column(heading, no_wrap=True)
    for name, (who, where) in WHERE.items():
        table.add_row(f"{name}@rightsdesk.example", who, where)
    console = Console()
    console.print(table)
    console.print(f"  The password of all of them: {known.password}", soft_wrap=True, highlight=False)
