"""Who is this, and what may they do? Every answer fails closed."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from rightsdesk.accounts.models import (
    ApiClient,
    Membership,
    Organisation,
    Programme,
    Role,
    User,
)
from rightsdesk.domain.errors import NotFound


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


def client_of_application(application_id: int | None) -> ApiClient:
    """The platform client behind an OAuth2 application. Raises NotFound."""
    if application_id is None:
        raise NotFound()
    client = ApiClient.objects.select_related("organisation").filter(application_id=application_id).first()
    if client is None:
        raise NotFound()
    return client


def programme_of(client: ApiClient, public_id: str | None = None) -> Programme:
    """The programme a client asks under; its platform's only one when it names none. Raises NotFound."""
    today = timezone.localdate()
    found = Programme.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), platform=client.organisation)
    found = found.filter(valid_from__lte=today).order_by("pk")
    programme = found.filter(public_id=public_id).first() if public_id else found.first()
    if programme is None:
        raise NotFound("unknown_programme", "Your organisation runs no such programme today.")
    return programme
