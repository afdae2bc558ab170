"""A request as a platform made it, and what it turns out to want: the recordings it is made from, and a typed recipe."""

from dataclasses import asdict, dataclass
from typing import Any

from rightsdesk.artists.models import Recording
from rightsdesk.artists.queries import recording_by_isrc
from rightsdesk.derivatives.models import DerivativeKind, Renderer
from rightsdesk.derivatives.reading import Reading, read
from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import Mashup
from rightsdesk.domain.shares import WHOLE


@dataclass(frozen=True, slots=True)
class Ask:
    """One request as the platform made it. `recipe` (JSON) wins over `prompt`; one of them must say something.
    `with_isrc`: the other song of a mashup."""

    idempotency_key: str
    isrc: str
    listener: str
    plan: str
    territory: str
    prompt: str = ""
    recipe: dict[str, Any] | None = None
    renderer: str = Renderer.DESK.value
    title: str = ""
    seed: int = 1
    with_isrc: str = ""

    def fingerprint(self, programme: str) -> str:
        """What two requests under one key have in common when they are the same request."""
        said = asdict(self)
        if not self.with_isrc:  # requests older than mashups keep their fingerprint
            del said["with_isrc"]
        return content_hash({**said, "programme": programme})


@dataclass(frozen=True, slots=True)
class Wanted:
    """`recordings`: one, or the two of a mashup, whose music is the first one's."""

    ask: Ask
    recordings: tuple[Recording, ...]
    reading: Reading

    @property
    def kind(self) -> DerivativeKind:
        return DerivativeKind.MASHUP if len(self.recordings) > 1 else DerivativeKind.REMIX

    @property
    def title(self) -> str:
        names = " × ".join(recording.title for recording in self.recordings)
        return self.ask.title or f"{names} ({self.kind.value})"[:200]

    @property
    def weights(self) -> list[int]:
        """Millionths of the whole in order: equal parts, until the owners of the sources agree on others."""
        count = len(self.recordings)
        return [WHOLE // count + (number < WHOLE % count) for number in range(count)]


def wanted(ask: Ask) -> Wanted:
    """Raises NotFound for an unknown ISRC, and Invalid for what cannot be understood or names too few or many songs."""
    first = recording_by_isrc(ask.isrc)
    second = recording_by_isrc(ask.with_isrc) if ask.with_isrc else None
    reading = read(prompt=ask.prompt, recipe=ask.recipe, source_bpm=first.bpm, second_song=second is not None)
    _check_second(reading, first, second)
    return Wanted(ask, (first,) if second is None else (first, second), reading)


def _check_second(reading: Reading, first: Recording, second: Recording | None) -> None:
    mashup = any(isinstance(each, Mashup) for each in reading.recipe.operations)
    if mashup and second is None:
        words = "A mashup needs a second recording: name it in with_isrc."
        raise Invalid("second_source_missing", words)
    if second is None:
        return
    if not mashup:
        words = "A second recording is named, but nothing in the prompt or recipe asks for a mashup with it."
        raise Invalid("second_source_unused", words, {"with_isrc": second.isrc})
    if second.pk == first.pk:
        words = "A mashup is made of two recordings; this is the same one twice."
        raise Invalid("same_source_twice", words, {"with_isrc": second.isrc})
