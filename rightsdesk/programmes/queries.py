"""Which parties a person may act for in which way, who takes part in a programme, whose identity is known."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from rightsdesk.accounts.models import DelegatedRight, Programme, User
from rightsdesk.accounts.queries import organisations, organisations_where
from rightsdesk.artists.models import Party, PartyKind, PartyRelation, RelationKind
from rightsdesk.artists.queries import parties_of
from rightsdesk.domain.errors import NotFound
from rightsdesk.programmes.models import CheckOutcome, IdentityCheck, Invitation, ProgrammeMember
from rightsdesk.programmes.tokens import hashed


def parties_where(user: User, right: DelegatedRight | str) -> QuerySet[Party]:
    """The parties for which the person holds this right today, through their organisations."""
    return Party.objects.filter(organisation__in=organisations_where(user, right))


def members(programme: Programme, day: date) -> QuerySet[Party]:
    """The parties that take part on a day. Who leaves is no member from that day on."""
    stays = Q(left_at=None) | Q(left_at__date__gt=day)
    held = ProgrammeMember.objects.filter(stays, programme=programme, joined_at__date__lte=day)
    return Party.objects.filter(pk__in=held.values("party"))


def joined(party: Party, programme: Programme, day: date) -> bool:
    """Whether one party takes part on a day."""
    return members(programme, day).filter(pk=party.pk).exists()


UNKNOWN = Q(identity=CheckOutcome.FAILED) | Q(identity=None, came_by_itself=True)


def _checked(parties: QuerySet[Party]) -> QuerySet[Party]:
    """With `identity`, the outcome that counts, and `came_by_itself`. That somebody was not who they claimed to be says
    nothing about the party itself."""
    checks = IdentityCheck.objects.filter(party=OuterRef("pk"))
    about_it = checks.filter(Q(claim=None) | Q(outcome=CheckOutcome.PASSED)).order_by("-at", "-pk")
    came = Invitation.objects.filter(party=OuterRef("pk"), claims=None)
    return parties.annotate(came_by_itself=Exists(came), identity=Subquery(about_it.values("outcome")[:1]))


def unidentified(parties: QuerySet[Party]) -> QuerySet[Party]:
    """Those that joined by themselves and whose latest identity check, if any, was not passed."""
    return _checked(parties).filter(UNKNOWN)


def identified(party: Party) -> bool:
    """Whether terms of this party may be put in force: registered by the desk, or its latest identity check passed."""
    return not unidentified(Party.objects.filter(pk=party.pk)).exists()


def latest_check(party: Party) -> IdentityCheck | None:
    """The check that counts."""
    return IdentityCheck.objects.filter(party=party).order_by("-at", "-pk").first()


def claims() -> QuerySet[Invitation]:
    """Newcomers who say that they are a party of the catalogue, and wait for the check. A failed check ends a claim."""
    found = Invitation.objects.filter(
        claims__organisation=None, claims__isnull=False, accepted_at__isnull=False
    )
    return found.exclude(checks__outcome=CheckOutcome.FAILED).select_related(
        "settled", "accepted_by", "claims"
    )


def claim_on(party: Party) -> Invitation | None:
    """The claim on one party, if somebody makes one."""
    return claims().filter(claims=party).order_by("-pk").first()


def identity_queue() -> QuerySet[Party]:
    """The parties whose identity somebody has to check, the longest wait first: newcomers, and parties of the catalogue
    that somebody claims to be (`claimant`: their e-mail address). `identity`: the latest outcome, if any."""
    claimed = claims().filter(claims=OuterRef("pk")).order_by("-pk")
    looked_at = IdentityCheck.objects.order_by().values("party")
    came = Invitation.objects.filter(party__isnull=False).order_by().values("party")
    # Named first, so that the questions below are asked of these parties only and not of the whole catalogue.
    touched = Party.objects.filter(pk__in=looked_at.union(came))
    waits = _checked(touched).annotate(claimant=Subquery(claimed.values("accepted_by__email")[:1]))
    found = waits.filter(UNKNOWN | Q(claimant__isnull=False))
    return found.prefetch_related("identifiers", "invitations__inviter").order_by("pk")


def open_programmes(day: date) -> QuerySet[Programme]:
    """The programmes that run on a day."""
    runs = Q(valid_to=None) | Q(valid_to__gt=day)
    return (
        Programme.objects.filter(runs, valid_from__lte=day).select_related("platform").order_by("name", "pk")
    )


def open_invitations(now: datetime) -> QuerySet[Invitation]:
    """Those whose link still works."""
    return Invitation.objects.filter(accepted_at=None, revoked_at=None, expires__gt=now)


def invitations_of(user: User) -> QuerySet[Invitation]:
    """The invitations of the person's organisations, newest first."""
    found = Invitation.objects.filter(organisation__in=organisations(user))
    return found.select_related(
        "inviter", "accepted_by", "party", "programme", "organisation", "claims"
    ).order_by("-pk")


def invitation_by(token: str) -> Invitation:
    """The invitation a link leads to, ended or not. Raises NotFound."""
    kept = Invitation.objects.select_related("inviter", "organisation", "programme", "label", "claims")
    found = kept.filter(token_hash=hashed(token)).first()
    if found is None:
        raise NotFound()
    return found


def standing(invitation: Invitation, now: datetime) -> str:
    """accepted, revoked, expired or open."""
    if invitation.accepted_at is not None:
        return "accepted"
    if invitation.revoked_at is not None:
        return "revoked"
    return "expired" if invitation.expires <= now else "open"


def account_of(invitation: Invitation) -> User | None:
    """The account of the invited address, where there is one already."""
    return User.objects.filter(email=invitation.email).first()


def labels_of(user: User) -> QuerySet[Party]:
    """The labels a person acts for."""
    return parties_of(user).filter(kind=PartyKind.LABEL).order_by("name", "pk")


def rosters(labels: Iterable[Party], day: date) -> QuerySet[PartyRelation]:
    """Who is on the rosters of these labels on a day."""
    found = PartyRelation.objects.filter(
        of__in=list(labels), kind=RelationKind.ON_ROSTER_OF, valid__contains=day
    )
    return found.select_related("party", "of").order_by("of__name", "party__name", "pk")


def roster_entry(user: User, public_id: str, day: date) -> PartyRelation:
    """One artist on the roster of a label the person acts for. Raises NotFound."""
    found = rosters(labels_of(user), day).filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def rosters_with(parties: Iterable[Party], day: date) -> QuerySet[PartyRelation]:
    """The labels on whose rosters these parties are on a day."""
    found = PartyRelation.objects.filter(party__in=list(parties), kind=RelationKind.ON_ROSTER_OF)
    return found.filter(valid__contains=day).select_related("party", "of").order_by("of__name", "pk")


def memberships_of(parties: Iterable[Party]) -> QuerySet[ProgrammeMember]:
    """The programmes these parties take part in now."""
    held = ProgrammeMember.objects.filter(party__in=list(parties), left_at=None)
    return held.select_related("programme").order_by("pk")
