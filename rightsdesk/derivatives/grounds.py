"""What derivatives stand on, read for many at once: who must agree to their recordings, and every clause of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.expressions import RawSQL

from rightsdesk.accounts.models import Programme
from rightsdesk.artists.models import Recording
from rightsdesk.consent.facts import Facts
from rightsdesk.consent.gathering import facts_for
from rightsdesk.derivatives.reached import Touched
from rightsdesk.domain.consent import Clause, Default, Grantor, Request, Use
from rightsdesk.domain.consent.sources import grantors

REMEMBERED = 5_000
"""Grounds kept from one batch to the next: memory stays flat however many derivatives there are."""

Key = tuple[tuple[int, ...], int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Change:
    """Whose answers are asked for (public ids of parties); of theirs, the terms that would decide no more, and clauses
    that would stand in their place."""

    whose: frozenset[str]
    gone: frozenset[str] = frozenset()
    new: tuple[Clause, ...] = ()


class Ground:
    """The facts of one set of recordings; the clauses of the parties in question before and after the change."""

    def __init__(self, facts: Sequence[Facts], change: Change) -> None:
        self.sources = [each.source for each in facts]
        self.people = {key: person for each in facts for key, person in each.people.items()}
        self.joined = facts[0].joined if facts else frozenset[str]()
        self.before = tuple(clause for each in facts for clause in each.clauses)
        kept = tuple(clause for clause in self.before if clause.terms not in change.gone)
        self.after = (*kept, *change.new)
        self.changes = bool(change.new) or len(kept) < len(self.before)

    def grantors(self, request: Request) -> tuple[Grantor, ...]:
        """Who must agree to a request about all of these recordings."""
        return tuple(grantors(self.sources, request, self.people, self.joined))


class Grounds:
    """The grounds of batch after batch on one day, in a constant number of queries each."""

    def __init__(self, change: Change, day: date) -> None:
        self.change, self.day = change, day
        self._known: dict[Key, Ground] = {}

    def of(self, batch: Sequence[Touched]) -> list[Ground]:
        """One for each, in their order."""
        keys = [_key(each) for each in batch]
        if len(self._known) > REMEMBERED:
            self._known.clear()
        for programme in Programme.objects.filter(pk__in={key[1] for key in keys}).order_by("pk"):
            missing = {key for key in keys if key[1] == programme.pk and key not in self._known}
            if missing:
                self._read(programme, missing)
        return [self._known[key] for key in keys]

    def _read(self, programme: Programme, missing: set[Key]) -> None:
        pks = {pk for key in missing for pk in key[0]}
        people = frozenset(name for key in missing for name in key[2])
        # Opt-out, so that it is known who joined; whether their silence is a yes, each request says itself.
        asked = Request(
            frozenset(Use), "WW", self.day, voices=people, imitates=people, default=Default.OPT_OUT.value
        )
        recordings = list(
            Recording.objects.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [list(pks)])).order_by("pk")
        )
        facts = facts_for(recordings, asked, programme=programme, all_uses=True, whose=self.change.whose)
        by_pk = {each.recording.pk: each for each in facts}
        for key in missing:
            self._known[key] = Ground([by_pk[pk] for pk in key[0]], self.change)


def _key(each: Touched) -> Key:
    return each.recordings, each.programme, each.request.voices | each.request.imitates
