"""The recordings and works a party has a part in, by title or code, and which of them have terms of their own."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from rightsdesk.artists.models import Party
from rightsdesk.consent.models import Terms, TermsState
from rightsdesk.portal.terms.reach import targets

NAMES = ("title", "key", "code", "kind")
Rows = QuerySet[Any, dict[str, Any]]


def parts_of(party: Party, asked: str) -> Rows:
    """Rows of `key`, `title`, `code` and `kind`, by title. `asked` is a part of a title, or a code."""
    found = [_rows(party, *each, asked) for each in (("rec_", "isrc", "recording"), ("wrk_", "iswc", "work"))]
    return found[0].union(found[1], all=True).order_by("title", "key")


def with_own_terms(party: Party, keys: Iterable[str]) -> set[str]:
    """Of these recordings and works those for which the party has terms in force."""
    wanted = list(keys)
    held = Terms.objects.filter(grantor=party, state=TermsState.IN_FORCE)
    held = held.filter(Q(recording__public_id__in=wanted) | Q(work__public_id__in=wanted))
    return {key for row in held.values_list("recording__public_id", "work__public_id") for key in row if key}


def _rows(party: Party, prefix: str, code: str, kind: str, asked: str) -> Rows:
    plain = asked.upper().replace("-", "").replace(".", "").replace(" ", "")
    like = Q(title__icontains=asked) | Q(**{f"{code}__startswith": plain}) if asked else Q()
    rows: Rows = targets(party)[prefix].filter(like)
    named: Rows = rows.annotate(key=F("public_id"), code=F(code), kind=Value(kind)).values(*NAMES)
    return named
