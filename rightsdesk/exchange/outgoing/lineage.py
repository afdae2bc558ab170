"""What a derivative was made from, down to recordings, and how much of what is heard a model generated."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from rightsdesk.artists.models import Recording
from rightsdesk.derivatives.models import Derivative, Rendering
from rightsdesk.domain.disclosure import ddex
from rightsdesk.exchange.models import Disclosure
from rightsdesk.exchange.outgoing.credits import NEEDED

NEWEST = Prefetch(
    "sources__recording__disclosures",
    Disclosure.objects.exclude(contains_ai="").order_by("-pk"),
    to_attr="newest_said",
)


def whole(found: QuerySet[Derivative]) -> QuerySet[Derivative]:
    """The same rows with what a message tells of them, in a constant number of queries a batch."""
    people = [f"sources__recording__{path}" for path in NEEDED]
    return found.select_related("rendering__master", "programme__platform").prefetch_related(*people, NEWEST)


@dataclass(slots=True)
class Lineage:
    """Remembers the parents it has read: many derivatives come from one."""

    known: dict[int, Derivative] = field(default_factory=dict)

    def recordings(self, derivative: Derivative) -> list[Recording]:
        """Every recording in it, each once, in the order of its sources."""
        found: dict[int, Recording] = {}
        for source in sorted(derivative.sources.all(), key=lambda source: source.pk):
            if source.recording:
                found.setdefault(source.recording.pk, source.recording)
            elif source.parent_id:
                found |= {one.pk: one for one in self.recordings(self._parent(source.parent_id))}
        return list(found.values())

    def facets(self, derivative: Derivative) -> ddex.Facets | None:
        """How each facet of the music came to be; None where somebody on the way has not said."""
        made = rendering(derivative)
        found = ddex.facets(made.disclosure, made.steps) if made else None
        for source in derivative.sources.all():
            if source.recording:
                found = ddex.inherited(found, ddex.of_recording(_said(source.recording)))
            elif source.parent_id:
                found = ddex.inherited(found, self.facets(self._parent(source.parent_id)))
        return found

    def _parent(self, key: int) -> Derivative:
        if key not in self.known:
            self.known[key] = whole(Derivative.objects.all()).get(pk=key)
        return self.known[key]


def rendering(derivative: Derivative) -> Rendering | None:
    """The sound of it, if it has one."""
    made: Rendering | None = getattr(derivative, "rendering", None)
    return made


def _said(recording: Recording) -> str:
    said: list[Disclosure] = getattr(recording, "newest_said", [])
    return said[0].contains_ai if said else ""
