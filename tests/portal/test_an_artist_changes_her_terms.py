"""Ada types, asks what would be allowed, looks at what would change, and signs: nothing is kept before that."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rightsdesk.accounts.models import OrganisationKind, Role, User
from rightsdesk.artists.models import PartyKind
from rightsdesk.consent.models import Terms, TermsState
from rightsdesk.derivatives.models import Derivative
from rightsdesk.journal.models import Entry
from tests import builders
from tests.portal import story

pytestmark = pytest.mark.django_db
ENDING = {"terms-on_withdrawal": "stop_new", "terms-valid_from": ""}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def answers(step: str, **typed: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    given = {key.replace("__", "-"): value for key, value in typed.items()}
    return ENDING | {"terms-valid_from": today, "step": step} | given


def shown(page: bytes) -> dict[str, str]:
    """The hidden inputs of the page that is shown before signing."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


@pytest.fixture
def desk() -> story.Desk:
    return story.desk({"remix": "ask"})


@pytest.fixture
def ada(desk: story.Desk) -> Client:
    return signed_in(desk.ada)


@pytest.fixture
def address(desk: story.Desk) -> str:
    return reverse("portal:edit", args=[desk.party.public_id])


def test_the_editor_opens_with_what_is_in_force(desk: story.Desk, ada: Client, address: str) -> None:
    page = ada.get(address).content.decode()

    assert "version 1, from 1 Jan 2026" in page
    assert re.search(r'name="remix-answer" value="ask"[^>]*checked', page)


def test_before_signing_the_page_shows_what_would_change_and_whom_it_touches(
    desk: story.Desk, ada: Client, address: str
) -> None:
    made = story.published(desk)
    story.settled(desk, {made: 40})
    before = (Terms.objects.count(), Entry.objects.count())

    page = ada.post(address, answers("check", remix__answer="deny"))

    words = re.sub(r"<[^>]+>|\s+", " ", page.content.decode())
    assert page.status_code == 200
    assert re.search(r"Live derivatives\s+1\s+stay and are paid", words)
    assert re.search(r"Money, last 3 months\s+€100\.00", words)
    assert re.search(r"Remixes\s+Answer\s+asks you first\s+not allowed\s+↓\s+allows less", words)
    assert (Terms.objects.count(), Entry.objects.count()) == before


def test_signing_what_was_shown_puts_the_next_version_in_force(
    desk: story.Desk, ada: Client, address: str
) -> None:
    check = ada.post(
        address, answers("check", remix__answer="ask", remix__semitones_0="-2", remix__semitones_1="2")
    )

    answer = ada.post(address, shown(check.content) | {"step": "sign"})

    terms = Terms.objects.get(grantor=desk.party, version=2)
    assert answer.headers["Location"] == reverse("portal:terms", args=[terms.public_id])
    assert (terms.state, terms.signed_by, terms.channel) == ("in_force", "Ada", "portal")
    (clause,) = terms.clauses.all()
    assert (clause.use, clause.answer, clause.conditions) == ("remix", "ask", {"semitones": [-2.0, 2.0]})
    assert Terms.objects.get(grantor=desk.party, version=1).state == TermsState.SUPERSEDED
    page = ada.get(answer.headers["Location"]).content.decode()
    assert "You signed version 2." in page
    assert "−2 to +2 semitones" in page


def test_what_became_live_meanwhile_is_shown_before_anything_is_signed(
    desk: story.Desk, ada: Client, address: str
) -> None:
    check = ada.post(address, answers("check", remix__answer="deny"))
    story.published(desk)

    answer = ada.post(address, shown(check.content) | {"step": "sign"})

    assert answer.status_code == 409
    assert "Something was made or withdrawn while you looked at this." in answer.content.decode()
    assert Terms.objects.filter(grantor=desk.party).count() == 1
    again = ada.post(address, shown(answer.content) | {"step": "sign"})
    assert again.status_code == 302


def test_a_version_signed_meanwhile_by_somebody_else_is_not_overwritten(
    desk: story.Desk, ada: Client, address: str
) -> None:
    check = ada.post(address, answers("check", remix__answer="deny"))
    builders.terms(desk.party, {"cover": "ask"})

    answer = ada.post(address, shown(check.content) | {"step": "sign"})

    assert answer.status_code == 409
    assert "These terms were changed while you looked at them." in answer.content.decode()
    assert Terms.objects.get(grantor=desk.party, state=TermsState.IN_FORCE).version == 2


def test_going_back_keeps_every_answer_that_was_typed(desk: story.Desk, ada: Client, address: str) -> None:
    check = ada.post(address, answers("check", remix__answer="ask", all__credit_line="by Ada Ferro"))

    page = ada.post(address, shown(check.content) | {"step": "back"}).content.decode()

    assert 'value="by Ada Ferro"' in page
    assert re.search(r'name="remix-answer" value="ask"[^>]*checked', page)


def test_a_use_gets_places_of_its_own_when_asked_and_nothing_typed_is_lost(
    desk: story.Desk, ada: Client, address: str
) -> None:
    typed = answers("", remix__answer="ask", all__credit_line="by Ada Ferro", remix__more="open")
    del typed["step"]

    page = ada.post(address, typed).content.decode()

    assert 'name="remix-territories_0"' in page
    assert 'name="cover-territories_0"' not in page
    assert 'value="by Ada Ferro"' in page


def test_an_error_is_said_in_a_summary_that_leads_to_its_field(
    desk: story.Desk, ada: Client, address: str
) -> None:
    page = ada.post(address, answers("sign", remix__answer="ask", remix__tempo_ratio_0="fast"))

    text = page.content.decode()
    assert page.status_code == 422
    assert '<a href="#id_remix-tempo_ratio_0">Remixes, Tempo, × the original</a>' in text
    assert 'id="id_remix-tempo_ratio_0"' in text
    assert 'value="fast"' in text
    assert Terms.objects.filter(grantor=desk.party).count() == 1


def test_answers_that_change_nothing_are_not_a_new_version(
    desk: story.Desk, ada: Client, address: str
) -> None:
    page = ada.post(
        address, answers("check", **{f"{use}__answer": "allow" for use in OTHERS}, remix__answer="ask")
    )

    assert page.status_code == 422
    assert "Nothing differs from the version before" in page.content.decode()


OTHERS = ["cover", "stems", "voice", "tempo", "key", "style", "lyrics", "mashup", "commercial", "training"]


def test_a_request_is_tried_against_answers_that_nobody_signed(
    desk: story.Desk, ada: Client, address: str
) -> None:
    trial = {
        "try-use": "remix",
        "try-territory": "France",
        "try-on": "2026-11-21",
        "try-distribution": "in_app",
    }
    trial |= {"try-tempo": "1", "try-semitones": "0"}
    typed = answers("whatif", remix__answer="allow", all__territories_0="Germany")

    page = ada.post(address, typed | trial).content.decode()

    assert re.findall(r'<li class="is-deny">([^<]+)', page) == [
        "Ada Ferro allows this only in Germany; you asked for France."
    ]
    assert Terms.objects.filter(grantor=desk.party).count() == 1


def test_terms_for_one_recording_are_written_beside_those_for_everything(
    desk: story.Desk, ada: Client
) -> None:
    address = reverse("portal:edit_reach", args=[desk.party.public_id, desk.song.recording.public_id])
    check = ada.post(address, answers("check", remix__answer="deny"))

    ada.post(address, shown(check.content) | {"step": "sign"})

    made = Terms.objects.get(recording=desk.song.recording)
    assert (made.version, made.scope, made.grantor) == (1, "recording", desk.party)
    page = ada.get(reverse("portal:narrow", args=[desk.party.public_id]) + "?q=glass").content.decode()
    assert "its own" in page


def test_a_recording_without_a_part_of_hers_can_not_be_named(desk: story.Desk, ada: Client) -> None:
    other = builders.song("Somebody’s song")

    for key in (other.recording.public_id, other.work.public_id, "rec_nothing", "roster"):
        assert ada.get(reverse("portal:edit_reach", args=[desk.party.public_id, key])).status_code == 404
    found = reverse("portal:what_if") + f"?isrc={other.recording.isrc}&use=remix&territory=DE&on=2026-11-21"
    page = ada.get(found + "&tempo=1&semitones=0&distribution=in_app")
    assert (page.status_code, "You have no part in a recording with this code." in page.content.decode()) == (
        422,
        True,
    )


def test_who_may_not_sign_changes_nothing(desk: story.Desk, address: str) -> None:
    noa = signed_in(desk.manager)

    answer = noa.post(address, answers("sign", remix__answer="deny"))

    assert (answer.status_code, Terms.objects.count()) == (403, 3)


def test_a_labels_terms_need_a_second_person(desk: story.Desk) -> None:
    house = builders.organisation("Northlight", OrganisationKind.LABEL)
    lin, kim = (builders.person(name, Role.RIGHTS_ADMINISTRATOR, house) for name in ("Lin", "Kim"))
    label = builders.party("Northlight", PartyKind.LABEL, where=house)
    address = reverse("portal:edit_reach", args=[label.public_id, "roster"])
    check = signed_in(lin).post(address, answers("check", remix__answer="allow"))
    signed_in(lin).post(address, shown(check.content) | {"step": "sign"})
    terms = Terms.objects.get(grantor=label)
    second = reverse("portal:second", args=[terms.public_id])

    refused = signed_in(lin).post(second, {"step": "sign"})
    agreed = signed_in(kim).post(second, {"step": "sign"})

    assert (terms.state, terms.scope) == ("awaiting_second_person", "roster")
    assert (refused.status_code, agreed.status_code) == (422, 302)
    assert "Somebody else than who drafted these terms" in refused.content.decode()
    terms.refresh_from_db()
    assert (terms.state, terms.approved_by) == ("in_force", kim.actor)


def test_a_version_that_waits_is_discarded_only_with_a_reason(desk: story.Desk, ada: Client) -> None:
    house = builders.organisation("Northlight", OrganisationKind.LABEL)
    lin = signed_in(builders.person("Lin", Role.RIGHTS_ADMINISTRATOR, house))
    label = builders.party("Northlight", PartyKind.LABEL, where=house)
    address = reverse("portal:edit", args=[label.public_id])
    check = lin.post(address, answers("check", remix__answer="allow"))
    lin.post(address, shown(check.content) | {"step": "sign"})
    terms = Terms.objects.get(grantor=label)
    second = reverse("portal:second", args=[terms.public_id])

    without = lin.post(second, {"step": "discard", "reason": " "})
    lin.post(second, {"step": "discard", "reason": "Too wide."})

    assert without.status_code == 422
    terms.refresh_from_db()
    assert terms.state == TermsState.WITHDRAWN


def test_a_withdrawal_shows_its_effect_and_needs_a_reason(desk: story.Desk, ada: Client) -> None:
    made = story.published(desk)
    terms = desk.party.terms.get()
    address = reverse("portal:withdraw", args=[terms.public_id])
    page = ada.get(address).content.decode()
    seen = re.findall(r'name="seen" value="([^"]+)"', page)[0]

    without = ada.post(address, {"seen": seen, "reason": ""})
    blind = ada.post(address, {"seen": "", "reason": "A new label."})
    done = ada.post(address, {"seen": seen, "reason": "A new label."})

    assert re.search(r"Live derivatives</dt><dd>1<small>stay and are paid", page)
    assert (without.status_code, blind.status_code, done.status_code) == (422, 422, 302)
    assert "What this would touch has changed since it was shown." in blind.content.decode()
    terms.refresh_from_db()
    assert (terms.state, terms.withdrawal.simulation_hash) == ("withdrawn", seen)
    assert Derivative.objects.get(pk=made.pk).state == "published"
    assert "“A new label.”" in ada.get(reverse("portal:terms", args=[terms.public_id])).content.decode()
