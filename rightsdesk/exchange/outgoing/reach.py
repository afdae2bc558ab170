"""How far an export reaches: everything for the operator, what its parties have a part in for anybody else.

Each condition is a list of keys of its own: joins over several many-sided relations at once would multiply the rows."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from rightsdesk.accounts.models import Organisation, OrganisationKind
from rightsdesk.artists.models import (
    Artist,
    Conflict,
    ConflictClaim,
    Party,
    Recording,
    RecordingCredit,
    RecordingWork,
    Release,
    Share,
    Track,
    Work,
    WriterCredit,
)
from rightsdesk.consent.models import Terms, Verdict
from rightsdesk.derivatives.models import Derivative, Source
from rightsdesk.domain.lifecycle import State

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Reach:
    """`organisation` None reaches everything. Every query of an export starts here."""

    organisation: Organisation | None

    @classmethod
    def of(cls, organisation: Organisation | None) -> "Reach":
        """The operator's reach is everything."""
        everything = organisation is None or organisation.kind == OrganisationKind.OPERATOR
        return cls(None if everything else organisation)

    def recordings(self) -> QuerySet[Recording]:
        """What its parties perform on, or own a part of on either side."""
        owned = self._own_shares()
        through = RecordingWork.objects.filter(work__in=owned.values("work")).values("recording")
        mine = Q(artist__party__in=self._mine()) | Q(pk__in=owned.values("recording")) | Q(pk__in=through)
        return self._among(Recording.objects.all(), mine)

    def works(self) -> QuerySet[Work]:
        """What its parties wrote or own a part of, and whatever is in their recordings."""
        wrote = WriterCredit.objects.filter(party__in=self._mine()).values("work")
        heard = RecordingWork.objects.filter(recording__in=self._recordings()).values("work")
        mine = Q(pk__in=self._own_shares().values("work")) | Q(pk__in=wrote) | Q(pk__in=heard)
        return self._among(Work.objects.all(), mine)

    def shares(self) -> QuerySet[Share]:
        """Its own parties' shares: what others own, and by which contract, is theirs to show."""
        return self._among(Share.objects.all(), Q(party__in=self._mine()))

    def parties(self) -> QuerySet[Party]:
        """Its own, and whoever its catalogue names."""
        wrote = WriterCredit.objects.filter(work__in=self.works().values("pk")).values("party")
        named = Q(organisation=self.organisation) | Q(pk__in=wrote) | Q(pk__in=self.artists().values("party"))
        named |= Q(pk__in=self.releases().values("label"))
        return self._among(Party.objects.all(), named)

    def artists(self) -> QuerySet[Artist]:
        """Those of its own parties, and whoever is heard on its recordings."""
        heard = RecordingCredit.objects.filter(recording__in=self._recordings()).values("artist")
        main = self.recordings().values("artist")
        return self._among(Artist.objects.all(), Q(party__in=self._mine()) | Q(pk__in=heard) | Q(pk__in=main))

    def releases(self) -> QuerySet[Release]:
        tracks = Track.objects.filter(recording__in=self._recordings()).values("release")
        return self._among(Release.objects.all(), Q(label__in=self._mine()) | Q(pk__in=tracks))

    def terms(self) -> QuerySet[Terms]:
        """Its own parties' terms: what others allow is theirs to show."""
        return self._among(Terms.objects.all(), Q(grantor__in=self._mine()))

    def owns(self, party: Party) -> bool:
        """Whether a party is its own, so that also what is not public of it may be told."""
        return self.organisation is None or party.organisation_id == self.organisation.pk

    def grantors(self) -> frozenset[str] | None:
        """The public ids of its own parties; None where all are."""
        return (
            None if self.organisation is None else frozenset(self._mine().values_list("public_id", flat=True))
        )

    def verdicts(self) -> QuerySet[Verdict]:
        """Verdicts on what its clients asked for, or on derivatives of its parties' recordings."""
        return self._among(Verdict.objects.all(), Q(pk__in=self._derivatives().values("verdict")))

    def conflicts(self) -> QuerySet[Conflict]:
        """Those in which one of its parties claims a part."""
        claimed = ConflictClaim.objects.filter(share__party__in=self._mine()).values("conflict")
        return self._among(Conflict.objects.all(), Q(pk__in=claimed))

    def published(self) -> QuerySet[Derivative]:
        return self._derivatives().filter(state=State.PUBLISHED)

    def _derivatives(self) -> QuerySet[Derivative]:
        made = Source.objects.filter(recording__in=self._recordings()).values("derivative")
        asked = Q(client__organisation=self.organisation)
        return self._among(Derivative.objects.all(), asked | Q(pk__in=made))

    def _recordings(self) -> QuerySet[Recording, Any]:
        return self.recordings().values("pk")

    def _own_shares(self) -> QuerySet[Share]:
        return Share.objects.filter(party__in=self._mine())

    def _mine(self) -> QuerySet[Party, Any]:
        return Party.objects.filter(organisation=self.organisation).values("pk")

    def _among(self, rows: QuerySet[M], reached: Q) -> QuerySet[M]:
        return rows if self.organisation is None else rows.filter(reached)
