"""At the console one person proposes and a second one decides: roles, shares and rates."""

import json

import pytest

from rightsdesk.accounts.models import Membership, User
from rightsdesk.artists.models import Share
from rightsdesk.journal.models import Change, Entry
from tests.admin.story import House
from tests.administration.desk import client_of, decide, page, send

pytestmark = pytest.mark.django_db


def role(house: House, **other: str) -> dict[str, object]:
    return {
        "user": house.desk.guest.email, "organisation": "Northlight Records", "role": "auditor",
        "since": "2026-11-01", "reason": "The annual audit.", **other,
    }  # fmt: skip


def newest(kind: str) -> Change:
    return Change.objects.filter(kind=kind).latest("pk")


def test_a_role_is_granted_only_when_a_second_person_approves(house: House) -> None:
    answer = send(house.rui, "role_grant", **role(house))
    change = newest("roles.grant")
    held = Membership.objects.filter(user=house.desk.guest, role="auditor")
    assert (answer.status_code, held.exists()) == (302, False)

    words = decide(house.sup, "approve", change.pk)

    change.refresh_from_db()
    assert (words, change.state, change.decided_by) == (["Decided: 1."], "applied", house.sup.actor)
    assert held.exists()


def test_whoever_proposed_it_is_refused_in_words(house: House) -> None:
    send(house.rui, "role_grant", **role(house))
    change = newest("roles.grant")

    words = decide(house.rui, "approve", change.pk)

    change.refresh_from_db()
    assert words == [f"{change}: Whoever proposed this cannot decide it; ask a second person."]
    assert change.state == "waiting"


def test_who_may_not_decide_this_kind_is_told_so(house: House) -> None:
    send(house.rui, "role_grant", **role(house))
    change = newest("roles.grant")

    words = decide(house.fin, "approve", change.pk)

    change.refresh_from_db()
    assert "somebody else to decide" in words[0]
    assert change.state == "waiting"


@pytest.mark.parametrize("who", ["lin", "fin", "sup", "aud", "ada", "max"])
def test_nobody_else_proposes_roles_shares_or_rates(house: House, who: str) -> None:
    before = (Change.objects.count(), Entry.objects.count())
    share = house.label.shares.get()

    answers = [
        send(getattr(house, who), "role_grant", **role(house)),
        send(getattr(house, who), "share_record"),
        send(getattr(house, who), "share_close", share.public_id, reason="I would like to."),
        send(getattr(house, who), "programme_rates", house.desk.programme.public_id),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert (Change.objects.count(), Entry.objects.count()) == before


def test_a_role_is_ended_by_two_people(house: House) -> None:
    held = Membership.objects.get(user=house.lin)
    send(house.rui, "role_end", held.pk, reason="She left.")

    decide(house.sup, "approve", newest("roles.end").pk)

    held.refresh_from_db()
    assert held.valid_to is not None
    assert client_of(house.lin).get("/admin/").status_code == 404


def test_a_share_is_recorded_by_two_people_in_exact_millionths(house: House) -> None:
    isrc = house.desk.song.recording.isrc
    dashed = f"{isrc[:2]}-{isrc[2:5]}-{isrc[5:7]}-{isrc[7:]}"
    said = {
        "party": house.label.name, "asset": dashed, "right": "synchronisation", "percent": "33.3333",
        "territory": "DE FR", "valid_from": "2026-01-01", "reason": "Contract of 3 March.",
    }  # fmt: skip
    assert send(house.rui, "share_record", **said).status_code == 302
    change = newest("shares.record")
    shown = page(house.sup, "journal_change_change", change.pk)

    decide(house.sup, "approve", change.pk)

    assert "33.3333 % from 2026-01-01 in DE FR" in shown
    assert Share.objects.get(right="synchronisation").ppm == 333_333


def test_a_share_that_cannot_be_is_refused_beside_the_form_and_nothing_waits(house: House) -> None:
    share = house.label.shares.get()
    said = {
        "party": house.label.public_id, "asset": share.recording.isrc if share.recording else "",
        "right": "master", "percent": "80", "territory": "WW", "valid_from": "2021-01-01", "reason": "Again.",
    }  # fmt: skip

    answer = send(house.rui, "share_record", **said)

    assert answer.status_code == 422
    assert "already has a share of this right" in answer.content.decode()
    assert not Change.objects.filter(kind="shares.record").exists()


def test_what_is_named_by_no_code_or_name_is_said_beside_its_field(house: House) -> None:
    answer = send(house.rui, "role_grant", **role(house, organisation="Nobody Knows Ltd"))

    assert answer.status_code == 422
    assert "Nothing is called so." in answer.content.decode()
    assert "The annual audit." in answer.content.decode()


def test_what_a_programme_offers_is_changed_by_a_rights_administrator_and_finance(house: House) -> None:
    programme = house.desk.programme
    plans = {**programme.plans, "plus": {"addon": True, "monthly_quota": 7}}
    said = {
        "plans": json.dumps(plans), "default": "opt_in", "territories": json.dumps(programme.territories),
        "currency": "EUR", "money_rules": programme.money_rules, "reason": "Spring campaign.",
    }  # fmt: skip
    send(house.rui, "programme_rates", programme.public_id, **said)
    change = newest("rates.programme")
    shown = page(house.fin, "journal_change_change", change.pk)

    decide(house.fin, "approve", change.pk)

    programme.refresh_from_db()
    assert "plans › plus › monthly quota" in shown
    assert programme.plans["plus"]["monthly_quota"] == 7
    assert Entry.objects.get(verb="accounts.programme_amended").actor == house.rui.actor


def test_rates_that_no_programme_can_offer_are_refused(house: House) -> None:
    said = {
        "plans": '{"plus": {"addon": true, "monthly_quota": -1}}', "default": "opt_in", "territories": '["DE"]',
        "currency": "EUR", "money_rules": "2026.1", "reason": "Why not.",
    }  # fmt: skip

    answer = send(house.rui, "programme_rates", house.desk.programme.public_id, **said)

    assert (answer.status_code, Change.objects.filter(kind="rates.programme").exists()) == (422, False)
    assert "quota of 0 or more" in answer.content.decode()


def test_a_label_sees_only_the_changes_that_concern_it(house: House) -> None:
    other = Change.objects.get(kind="shares.close")

    lists = page(house.lin, "journal_change_changelist")
    decide(house.lin, "refuse", other.pk, reason="Not mine.")

    other.refresh_from_db()
    assert other.public_id not in lists
    assert other.state == "waiting"


def test_the_front_page_says_what_waits_for_a_second_person(house: House) -> None:
    shown = page(house.sup, "index")

    assert "<strong>1</strong> change waits for a second person" in shown
    assert 'href="/admin/journal/change/?state__exact=waiting"' in shown


def test_people_are_the_only_ones_with_a_row_to_end(house: House) -> None:
    assert client_of(house.rui).get("/admin/propose/role/999999/end/").status_code == 404
    assert client_of(house.rui).get("/admin/propose/role/abc/end/").status_code == 404
    assert User.objects.filter(pk=house.lin.pk).exists()
