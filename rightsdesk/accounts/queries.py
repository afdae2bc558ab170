"""Who is this, and what may they do? Every answer fails closed."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from rightsdesk.accounts.models import (
    ApiClient,
    DelegatedRight,
    Membership,
    Organisation,
    Programme,
    Role,
    User,
)
from rightsdesk.domain.errors import NotFound

ALL_RIGHTS = frozenset(DelegatedRight)
# What a role brings with it; a delegate has the rights of the membership, and roles not named here have none.
RIGHTS_OF: dict[str, frozenset[DelegatedRight]] = {
    Role.ARTIST: ALL_RIGHTS,
    Role.RIGHTS_ADMINISTRATOR: ALL_RIGHTS,
    Role.FINANCE: frozenset({DelegatedRight.READ_MONEY}),
    Role.AUDITOR: frozenset({DelegatedRight.READ_MONEY}),
}


def memberships(user: User) -> QuerySet[Membership]:
    """The roles in force today."""
    today = timezone.localdate()
    period = Q(valid_to=None) | Q(valid_to__gt=today)
    return Membership.objects.filter(period, user=user, valid_from__lte=today, user__is_active=True)


def has_role(user: User, *roles: Role) -> bool:
    """Whether the person has one of these roles today, in any organisation."""
    return memberships(user).filter(role__in=roles).exists()


def organisations(user: User, *roles: Role) -> QuerySet[Organisation]:
    """The organisations the person acts for, optionally only in these roles."""
    held = memberships(user).filter(role__in=roles) if roles else memberships(user)
    return Organisation.objects.filter(pk__in=held.values("organisation"))


def organisations_where(user: User, right: DelegatedRight | str) -> QuerySet[Organisation]:
    """The organisations in which the person holds this right today. An unknown right is a ValueError."""
    wanted = DelegatedRight(right)
    brought = Q(role__in=[role for role, rights in RIGHTS_OF.items() if wanted in rights])
    given = Q(role=Role.DELEGATE, rights__contains=[wanted.value])
    return Organisation.objects.filter(
        pk__in=memberships(user).filter(brought | given).values("organisation")
    )


def may(user: User, organisation: Organisation, right: DelegatedRight | str) -> bool:
    """Whether the person holds this right in this organisation today."""
    return organisations_where(user, right).filter(pk=organisation.pk).exists()


def rights_by_organisation(user: User) -> dict[int, frozenset[DelegatedRight]]:
    """Every right the person holds today, by the key of the organisation, where they hold a role at all."""
    held: dict[int, frozenset[DelegatedRight]] = {}
    for row in memberships(user):
        given = frozenset(map(DelegatedRight, row.rights))
        brought = given if row.role == Role.DELEGATE else RIGHTS_OF.get(row.role, frozenset())
        held[row.organisation_id] = held.get(row.organisation_id, frozenset()) | brought
    return held


def rights_in(user: User, organisation: Organisation) -> frozenset[DelegatedRight]:
    """Every right the person holds in this organisation today."""
    return rights_by_organisation(user).get(organisation.pk, frozenset())


def delegates_of(where: Iterable[Organisation]) -> QuerySet[Membership]:
    """The delegates of these organisations whose period has not ended."""
    runs = Q(valid_to=None) | Q(valid_to__gt=timezone.localdate())
    found = Membership.objects.filter(runs, organisation__in=list(where), role=Role.DELEGATE)
    return found.select_related("user").order_by("user__name", "pk")


def client_of_application(application_id: int | None) -> ApiClient:
    """The platform client behind an OAuth2 application. Raises NotFound."""
    if application_id is None:
        raise NotFound()
    client = ApiClient.objects.select_related("organisation").filter(application_id=application_id).first()
    if client is None:
        raise NotFound()
    return client


def programmes_of(client: ApiClient) -> QuerySet[Programme]:
    """The programmes a client's platform runs today, the one it asks under by default first."""
    today = timezone.localdate()
    found = Programme.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), platform=client.organisation)
    return found.filter(valid_from__lte=today).order_by("pk")


def programme_of(client: ApiClient, public_id: str | None = None) -> Programme:
    """The programme a client asks under; its platform's only one when it names none. Raises NotFound."""
    found = programmes_of(client)
    programme = found.filter(public_id=public_id).first() if public_id else found.first()
    if programme is None:
        raise NotFound("unknown_programme", "Your organisation runs no such programme today.")
    return programme
