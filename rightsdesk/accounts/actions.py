"""The only ways to write people, organisations, roles, clients and programmes. Each is safe to run twice."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from oauth2_provider.models import Application

from rightsdesk.accounts.models import (
    ApiClient,
    Membership,
    Organisation,
    OrganisationKind,
    Programme,
    Role,
    User,
)
from rightsdesk.journal.actions import record


def register_organisation(*, actor: str, name: str, kind: OrganisationKind) -> Organisation:
    """An organisation by its name."""
    with transaction.atomic():
        found, made = Organisation.objects.get_or_create(name=name, defaults={"kind": kind.value})
        if made:
            facts = {"name": name, "kind": kind.value}
            record(actor=actor, verb="accounts.organisation_registered", subject=found.public_id, facts=facts)
    return found


def create_user(
    *, actor: str, email: str, name: str, password: str | None = None, is_staff: bool = False
) -> User:
    """A person by e-mail address; one who exists already is returned as they are."""
    with transaction.atomic():
        if found := User.objects.filter(email=email.lower()).first():
            return found
        user = User.objects.create_user(email, password, name=name, is_staff=is_staff)
        record(actor=actor, verb="accounts.user_created", subject=user.public_id, facts={"staff": is_staff})
    return user


def grant_role(
    *, actor: str, user: User, organisation: Organisation, role: Role, since: date | None = None
) -> Membership:
    """A role of a person in an organisation, from `since` (default: today) on."""
    start = {"valid_from": since} if since else {}
    with transaction.atomic():
        found, made = Membership.objects.get_or_create(
            user=user, organisation=organisation, role=role.value, defaults=start
        )
        if made:
            facts = {"organisation": organisation.public_id, "role": role.value}
            record(actor=actor, verb="accounts.role_granted", subject=user.public_id, facts=facts)
    return found


def register_client(
    *, actor: str, organisation: Organisation, client_id: str, client_secret: str, scopes: list[str]
) -> ApiClient:
    """An OAuth2 client (client credentials only); the secret is stored hashed."""
    with transaction.atomic():
        application = Application.objects.filter(client_id=client_id).first()
        if application is not None:
            return ApiClient.objects.get(application=application)
        application = Application.objects.create(
            name=organisation.name,
            client_id=client_id,
            client_secret=client_secret,
            client_type=Application.CLIENT_CONFIDENTIAL,
            authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
        )
        client = ApiClient.objects.create(
            organisation=organisation, application=application, scopes=sorted(scopes)
        )
        record(
            actor=actor,
            verb="accounts.client_registered",
            subject=client.public_id,
            facts={"scopes": client.scopes},
        )
    return client


@dataclass(frozen=True, slots=True)
class Offer:
    """What a programme offers; see accounts.models.Programme for the shapes."""

    name: str
    plans: dict[str, Any]
    territories: list[str]
    currency: str
    valid_from: date
    uses: tuple[str, ...] = ("remix",)
    default: str = "opt_in"


def open_programme(*, actor: str, platform: Organisation, offer: Offer) -> Programme:
    """A platform's programme by its name."""
    with transaction.atomic():
        found, made = Programme.objects.get_or_create(
            platform=platform,
            name=offer.name,
            defaults={
                "plans": offer.plans,
                "territories": offer.territories,
                "currency": offer.currency,
                "uses": list(offer.uses),
                "default": offer.default,
                "valid_from": offer.valid_from,
            },
        )
        if made:
            facts = {"plans": offer.plans, "territories": offer.territories}
            record(actor=actor, verb="accounts.programme_opened", subject=found.public_id, facts=facts)
    return found
