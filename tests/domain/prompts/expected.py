"""How the tables of prompts say what a prompt must become."""

from dataclasses import dataclass

from rightsdesk.domain.recipe import STEMS, Operation, Recipe, Stem, slot
from rightsdesk.domain.styles import MASTER, STYLES

NO_VOCALS, NO_DRUMS, NO_BASS, NO_OTHER = (Stem(name, None) for name in STEMS)


@dataclass(frozen=True)
class Styled:
    """A preset with other operations instead or on top, and kinds of operation taken away."""

    style: str
    operations: tuple[Operation, ...] = ()
    without: tuple[str, ...] = ()


def styled(style: str, *operations: Operation, without: tuple[str, ...] = ()) -> Styled:
    return Styled(style, operations, without)


Expected = tuple[Operation, ...] | Styled | None
Row = tuple[str, Expected]


def recipe_of(expected: Expected) -> Recipe | None:
    """The whole recipe that a row of a table stands for."""
    if expected is None:
        return None
    if not isinstance(expected, Styled):
        return Recipe((*expected, MASTER))
    kept = {slot(each): each for each in STYLES[expected.style] if each.kind not in expected.without}
    said = {slot(each): each for each in (*expected.operations, MASTER)}
    return Recipe(tuple((kept | said).values()), expected.style)
