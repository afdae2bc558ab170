"""Pages over other rooms' verbs: files in and out, the end of a conflict, and who somebody is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rightsdesk.administration import tasks
from rightsdesk.artists.models import Conflict, Party
from rightsdesk.exchange.models import Export, Import
from rightsdesk.exchange.outgoing.actions import make_export
from rightsdesk.journal.models import Change, Entry, Outbox
from rightsdesk.programmes.models import IdentityCheck, Invitation
from tests.admin.story import House
from tests.administration.desk import client_of, decide, page, send

pytestmark = pytest.mark.django_db
CSV = b"row,party,name,type\nparty,key1,Blue Kite Music,publisher\nparty,key2,,publisher\n"


def handed_in(house: House, content: bytes = CSV) -> Import:
    file = SimpleUploadedFile("blue.csv", content)
    answer = client_of(house.rui).post(reverse("admin:import_new"), {"file": file})
    assert answer.status_code == 302
    return Import.objects.latest("pk")


def previewed(house: House) -> Import:
    came = handed_in(house)
    message = Outbox.objects.filter(topic="rightsdesk.administration.tasks.preview_import").latest("pk")
    tasks.preview_import(*message.payload["args"])
    came.refresh_from_db()
    return came


def test_a_file_is_previewed_and_nothing_is_in_the_catalogue_yet(house: House) -> None:
    came = previewed(house)

    shown = page(house.rui, "import_shown", came.public_id)

    assert came.state == "previewed"
    assert "Left out: 1" in shown
    assert not Party.objects.filter(name="Blue Kite Music").exists()


def test_a_previewed_file_is_applied_when_a_second_person_approves(house: House) -> None:
    came = previewed(house)
    answer = send(house.rui, "import_shown", came.public_id, do="apply", reason="The publisher sent it.")
    change = Change.objects.get(kind="imports.apply")
    assert answer.headers["Location"] == reverse("admin:journal_change_change", args=[change.pk])

    decide(house.sup, "approve", change.pk)
    message = Outbox.objects.filter(topic="rightsdesk.administration.tasks.apply_import").latest("pk")
    tasks.apply_import(*message.payload["args"])
    tasks.apply_import(*message.payload["args"])

    came.refresh_from_db()
    assert (came.state, came.applied_by) == ("applied", house.rui.actor)
    assert Party.objects.filter(name="Blue Kite Music").count() == 1


def test_a_hostile_file_is_refused_beside_its_field_and_nothing_is_kept(house: House) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    before = (Import.objects.count(), Entry.objects.count())

    answer = client_of(house.rui).post(
        reverse("admin:import_new"), {"file": SimpleUploadedFile("x.xml", bomb)}
    )

    assert answer.status_code == 422
    assert (Import.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize("who", ["lin", "fin", "sup", "aud", "ada", "max"])
def test_nobody_else_imports_resolves_or_checks(house: House, who: str) -> None:
    came, conflict = Import.objects.earliest("pk"), Conflict.objects.earliest("pk")
    party = house.desk.party
    before = Entry.objects.count()

    answers = [
        send(getattr(house, who), "import_new"),
        send(getattr(house, who), "import_shown", came.public_id, do="apply", reason="I can."),
        send(getattr(house, who), "conflict_resolve", conflict.public_id, reason="So."),
        send(getattr(house, who), "identities"),
        send(getattr(house, who), "identity_check", party.public_id, outcome="passed"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert Entry.objects.count() == before


def test_an_export_is_asked_for_made_and_taken_and_the_journal_knows(house: House) -> None:
    send(house.lin, "exports", kind="shares")
    made = Export.objects.latest("pk")
    assert made.organisation is not None
    assert made.organisation.name == "Northlight Records"
    make_export(actor="system:test", export_id=made.pk)

    shown = page(house.lin, "exports")
    taken = send(house.lin, "export_take", made.public_id)

    assert "Download" in shown
    assert taken.headers["Location"].startswith("/media/")
    assert Entry.objects.filter(verb="export.taken", actor=house.lin.actor).exists()


def test_another_tenants_export_is_not_there(house: House) -> None:
    send(house.rui, "exports", kind="shares")
    made = Export.objects.latest("pk")
    make_export(actor="system:test", export_id=made.pk)

    assert made.public_id not in page(house.lin, "exports")
    assert send(house.lin, "export_take", made.public_id).status_code == 404
    for who in (house.aud, house.sup, house.ada, house.max):
        assert send(who, "exports", kind="shares").status_code == 404


def resolution(conflict: Conflict, **said: str) -> dict[str, str]:
    """Each claim halved: together they fit."""
    shares = [claim.share for claim in conflict.claims.all()]
    parts = {share.public_id: f"{share.ppm / 20_000:.4f}" for share in shares}
    return {**parts, "resolution": "agreement", "reason": "They met on Monday.", **said}


def test_a_conflict_is_resolved_by_two_people_and_the_claims_fit(house: House) -> None:
    conflict = Conflict.objects.filter(state="open", kind="over_claim").earliest("pk")
    answer = send(house.rui, "conflict_resolve", conflict.public_id, **resolution(conflict))
    assert answer.status_code == 302, answer.content.decode()
    change = Change.objects.get(kind="shares.resolve")
    conflict.refresh_from_db()
    assert conflict.state == "open"

    words = decide(house.sup, "approve", change.pk)

    conflict.refresh_from_db()
    assert words == ["Decided: 1."]
    assert (conflict.state, conflict.resolution, conflict.resolved_by) == (
        "resolved", "agreement", house.rui.actor,
    )  # fmt: skip
    assert "65 %" not in page(house.rui, "index")


def test_evidence_that_decides_must_be_there(house: House) -> None:
    conflict = Conflict.objects.filter(state="open", kind="over_claim").earliest("pk")

    answer = send(
        house.rui, "conflict_resolve", conflict.public_id, **resolution(conflict, resolution="evidence")
    )

    assert answer.status_code == 422
    assert "needs the file" in answer.content.decode()
    assert not Change.objects.filter(kind="shares.resolve").exists()


def test_the_front_page_shows_what_does_not_make_a_whole(house: House) -> None:
    shown = page(house.rui, "index")

    assert "over-claim is open" in shown
    assert "import has problems" in shown
    assert 'href="/admin/exchange/import/?problem_count__gt=0"' in shown


def newcomer(house: House) -> Party:
    """A party that came by an invitation of Lin's and whom nobody has looked at."""
    party = house.desk.party
    invited = Invitation.objects.earliest("pk")
    Invitation.objects.create(
        kind="artist", email="new@rightsdesk.example", inviter=house.lin, organisation=invited.organisation,
        token_hash="f" * 64, made_at=invited.made_at, expires=invited.expires, party=party,
        accepted_at=invited.made_at, accepted_by=house.ada,
    )  # fmt: skip
    return party


def test_somebody_looks_who_they_are_and_it_is_recorded(house: House) -> None:
    party = newcomer(house)
    assert party.name in page(house.rui, "identities")

    said = {"method": "society_lookup", "reference": "GEMA, IPI entry", "outcome": "passed"}
    answer = send(house.rui, "identity_check", party.public_id, **said)

    check = IdentityCheck.objects.filter(party=party).latest("pk")
    assert answer.status_code == 302
    assert (check.outcome, check.checked_by) == ("passed", house.rui)
    assert party.name not in page(house.rui, "identities")
