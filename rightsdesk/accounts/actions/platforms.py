"""Platforms' API clients and their programmes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from oauth2_provider.models import Application

from rightsdesk.accounts.models import ApiClient, Organisation, Programme
from rightsdesk.journal.actions import record


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
