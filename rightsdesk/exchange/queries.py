"""What the console shows of files that came in. Imports are the operator's: who may ask is the console's policy."""

from django.db.models import Q, QuerySet

from rightsdesk.artists.models import Recording
from rightsdesk.domain.errors import NotFound
from rightsdesk.exchange.models import (
    Acknowledgement,
    Disclosure,
    Import,
    ImportProblem,
    ImportState,
    Outcome,
)


def imports() -> QuerySet[Import]:
    """The newest first."""
    return Import.objects.order_by("-at", "-pk")


def import_of(public_id: str) -> Import:
    """Raises NotFound."""
    found = Import.objects.select_related("asset").filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def problems_of(imported: Import) -> QuerySet[ImportProblem]:
    """In the order of the file."""
    return imported.problems.order_by("line", "pk")


def imports_with_problems() -> QuerySet[Import]:
    """Those a person should look at: failed, or with lines left out."""
    return imports().filter(Q(problem_count__gt=0) | Q(state=ImportState.FAILED))


def answers_to_settle() -> QuerySet[Acknowledgement]:
    """Conflicts and refusals of societies, and answers about works nobody knows; the newest first."""
    loud = [Outcome.CONFLICT, Outcome.REFUSED, Outcome.UNMATCHED]
    return Acknowledgement.objects.filter(outcome__in=loud).select_related("work", "imported").order_by("-pk")


def disclosed(recordings: QuerySet[Recording]) -> dict[int, str]:
    """Recording → ContainsAI as the newest message says it; silent ones are left out."""
    said = Disclosure.objects.filter(recording__in=recordings).exclude(contains_ai="").order_by("pk")
    return dict(said.values_list("recording_id", "contains_ai"))
