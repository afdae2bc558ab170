"""Terms as papers for machines: for whoever acts for the grantor, and for nobody else. The site's own rules: for everybody."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rightsdesk.accounts.models import OrganisationKind, Role, User
from rightsdesk.consent.models import Terms, TermsState
from rightsdesk.portal.papers.urls import urlpatterns
from tests import builders
from tests.domain.test_odrl import EVERYTHING

pytestmark = pytest.mark.django_db
ROUTES = sorted(str(route.name) for route in urlpatterns)


@pytest.fixture
def cast() -> dict[str, Any]:
    """Ada signed; Noa is her manager; Sam signed terms of his own; Gus acts for nobody."""
    team = builders.organisation("Ada Ferro Team", OrganisationKind.ARTIST_TEAM)
    others = builders.organisation("Sam Oduya Team", OrganisationKind.ARTIST_TEAM)
    elsewhere = builders.organisation("Elsewhere", OrganisationKind.SOCIETY)
    return {
        "ada": builders.person("Ada", Role.ARTIST, team),
        "noa": builders.person("Noa", Role.DELEGATE, team),
        "sam": builders.person("Sam", Role.ARTIST, others),
        "gus": builders.person("Gus", Role.SUPPORT, elsewhere),
        "terms": builders.terms(builders.party("Ada Ferro", where=team), {"training": "ask"}, **EVERYTHING),
        "his": builders.terms(builders.party("Sam Oduya", where=others)),
    }


def visit(person: User | None, name: str, terms: Terms) -> Any:
    client = Client()
    if person:
        client.force_login(person)
    return client.get(reverse(f"papers:{name}", args=[terms.public_id]))


@pytest.mark.parametrize("name", ROUTES)
def test_each_paper_opens_for_its_grantor_and_her_manager_only(cast: dict[str, Any], name: str) -> None:
    answers = {who: visit(cast[who], name, cast["terms"]).status_code for who in ("ada", "noa", "sam", "gus")}

    assert answers == {"ada": 200, "noa": 200, "sam": 404, "gus": 404}
    nobody = visit(None, name, cast["terms"])
    assert (nobody.status_code, nobody.headers["Location"].startswith("/login/")) == (302, True)


def test_an_agreement_is_downloaded_as_linked_data_with_every_clause(cast: dict[str, Any]) -> None:
    answer = visit(cast["ada"], "odrl", cast["terms"])

    document = json.loads(answer.content)
    actions = {rule["action"] for rule in document["permission"]}
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert document["uid"].endswith(cast["terms"].public_id)
    assert actions == {f"rd:{clause.use}" for clause in cast["terms"].clauses.all()} | {"rd:imitate"}


def test_a_declaration_says_that_training_is_reserved_and_whom_to_ask(cast: dict[str, Any]) -> None:
    document = json.loads(visit(cast["ada"], "tdm", cast["terms"]).content)

    (rule,) = document["policy"]["permission"]
    assert document["tdm-reservation"] == 1
    assert rule["duty"][0]["action"] == "obtainConsent"


@pytest.mark.parametrize("state", [TermsState.DRAFT, TermsState.AWAITING_SECOND_PERSON])
def test_what_was_never_in_force_is_no_agreement(cast: dict[str, Any], state: TermsState) -> None:
    draft = Terms.objects.create(
        grantor=cast["terms"].grantor,
        version=2,
        valid=("2027-01-01", None),
        state=state,
        signed_by="Ada",
        channel="portal",
    )

    assert [visit(cast["ada"], name, draft).status_code for name in ROUTES] == [404, 404]


def test_another_method_than_reading_is_refused(cast: dict[str, Any]) -> None:
    client = Client()
    client.force_login(cast["ada"])

    for name in ROUTES:
        assert client.post(reverse(f"papers:{name}", args=[cast["terms"].public_id])).status_code == 405


@pytest.mark.parametrize("who", ["ada", "sam", "gus", None])
def test_the_sites_own_reservation_is_the_same_for_everybody(cast: dict[str, Any], who: str | None) -> None:
    client = Client()
    if who:
        client.force_login(cast[who])

    (rule,) = client.get("/.well-known/tdmrep.json").json()
    policy = client.get("/.well-known/tdm-policy.json")

    assert (rule["location"], rule["tdm-reservation"]) == ("/", 1)
    assert rule["tdm-policy"] == policy.json()["uid"] == "http://testserver/.well-known/tdm-policy.json"
    assert policy.headers["Content-Type"] == "application/ld+json"
