"""What a party's terms may reach: everything, its roster, one of its artists, one recording or work it has a part in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from rightsdesk.artists.models import (
    Artist,
    Party,
    PartyKind,
    Recording,
    RecordingCredit,
    Share,
    Work,
    WriterCredit,
)
from rightsdesk.consent.models import Terms, TermsState
from rightsdesk.domain.consent import ScopeKind
from rightsdesk.domain.errors import NotFound

Target = Party | Artist | Recording | Work
ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Reach:
    """A grantor and what the terms are about. `key` names it in an address: empty for everything."""

    party: Party
    target: Target | None = None

    @property
    def key(self) -> str:
        if isinstance(self.target, Party):
            return ROSTER
        return self.target.public_id if self.target else ""

    @property
    def scope(self) -> ScopeKind:
        if isinstance(self.target, Party):
            return ScopeKind.ROSTER
        return ScopeKind(type(self.target).__name__.lower()) if self.target else ScopeKind.PARTY

    @property
    def words(self) -> str:
        """Everything, Recording “Glass Orchard” …"""
        if isinstance(self.target, Party):
            return f"The artists on the roster of {self.party.name}"
        if isinstance(self.target, Artist):
            return f"Everything by {self.target.name}"
        return f"{self.scope.capitalize()} “{self.target.title}”" if self.target else "Everything"

    @property
    def edit_url(self) -> str:
        """Where these terms are written."""
        names = [self.party.public_id, self.key] if self.key else [self.party.public_id]
        return reverse("portal:edit_reach" if self.key else "portal:edit", args=names)

    @property
    def versions(self) -> QuerySet[Terms]:
        """Every version of these terms, the newest first."""
        return self.party.terms.filter(**self._columns).order_by("-version").prefetch_related("clauses")

    @property
    def newest(self) -> Terms | None:
        """The version that a new one would follow: in force today or from a later day."""
        return self.versions.filter(state=TermsState.IN_FORCE).first()

    def on(self, day: date) -> Terms | None:
        """The version that decides on a day."""
        return self.versions.filter(state__in=DECIDING, valid__contains=day).first()

    @property
    def _columns(self) -> dict[str, Any]:
        if self.scope in (ScopeKind.PARTY, ScopeKind.ROSTER):
            return {"scope": self.scope.value}
        return {"scope": self.scope.value, self.scope.value: self.target}


DECIDING = (TermsState.IN_FORCE, TermsState.SUPERSEDED)


def reach_of(party: Party, key: str) -> Reach:
    """Read an address. Raises NotFound for what the party has no part in."""
    if not key:
        return Reach(party)
    if key == ROSTER and party.kind == PartyKind.LABEL:
        return Reach(party, party)
    found = targets(party).get(key[:4])
    target = found.filter(public_id=key).first() if found is not None else None
    if target is None:
        raise NotFound()
    return Reach(party, target)


def reach_of_terms(terms: Terms) -> Reach:
    """What stored terms are about."""
    if terms.scope == ScopeKind.ROSTER:
        return Reach(terms.grantor, terms.grantor)
    return Reach(terms.grantor, terms.recording or terms.work or terms.artist)


def targets(party: Party) -> "dict[str, QuerySet[Any]]":
    """What this party has a part in, by the beginning of the public id."""
    shares = Share.objects.filter(party=party)
    credited = RecordingCredit.objects.filter(artist__party=party)
    written = WriterCredit.objects.filter(party=party)
    sounds = Q(pk__in=shares.values("recording")) | Q(pk__in=credited.values("recording"))
    words = Q(pk__in=shares.values("work")) | Q(pk__in=written.values("work"))
    return {
        "art_": Artist.objects.filter(party=party),
        "rec_": Recording.objects.filter(sounds | Q(artist__party=party)),
        "wrk_": Work.objects.filter(words),
    }
