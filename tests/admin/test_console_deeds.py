"""What may be done from the console: each deed shows its effect, asks, calls one action, and refuses in words."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from rightsdesk.accounts.models import Membership, Organisation, User
from rightsdesk.celery import app
from rightsdesk.journal.models import Entry, Outbox
from rightsdesk.payouts import actions as payouts
from rightsdesk.payouts.models import LedgerEntry, Run, Statement
from tests import builders
from tests.admin.routes import address
from tests.admin.story import House

pytestmark = pytest.mark.django_db


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def do(person: User, page: str, action: str, row: int, **said: str) -> tuple[int, list[str], str]:
    """The answer to one deed on one row: status, messages, page."""
    body = {"action": action, "_selected_action": [str(row)], **said}
    answer = client_of(person).post(address(f"{page}_changelist"), body)
    words = [str(message) for message in get_messages(answer.wsgi_request)]
    return answer.status_code, words, answer.content.decode()


@pytest.fixture
def drafts(house: House) -> Statement:
    """The label's statement of October, not approved yet."""
    (made,) = payouts.render_statement(actor=house.rui.actor, run=house.run, party=house.label)
    return made


@pytest.fixture
def draft_run(house: House) -> Run:
    """A run that Rui prepared."""
    payouts.open_pool(
        actor=house.rui.actor, programme=house.desk.programme, period="2026-08", amount=7_000_000
    )
    return payouts.allocate(actor=house.rui.actor, period="2026-08")


def test_finance_approves_a_statement_and_its_payee_can_read_it(house: House, drafts: Statement) -> None:
    status, words, _ = do(house.fin, "payouts_statement", "approve", drafts.pk, confirmed="1")

    drafts.refresh_from_db()
    assert (status, words) == (302, ["Statements approved: 1."])
    assert (drafts.state, drafts.approved_by) == ("published", house.fin.actor)


@pytest.mark.parametrize("who", ["rui", "aud", "lin"])
def test_nobody_outside_finance_approves_a_statement(house: House, drafts: Statement, who: str) -> None:
    do(getattr(house, who), "payouts_statement", "approve", drafts.pk, confirmed="1")

    drafts.refresh_from_db()
    assert (drafts.state, drafts.approved_by) == ("rendered", "")


def test_whoever_prepared_a_statement_is_refused_in_words(house: House) -> None:
    (made,) = payouts.render_statement(actor=house.fin.actor, run=house.run, party=house.label)

    _, words, _ = do(house.fin, "payouts_statement", "approve", made.pk, confirmed="1")

    made.refresh_from_db()
    assert words == [f"{made}: Whoever prepared this statement cannot approve it as well."]
    assert made.state == "rendered"


def test_a_run_is_approved_by_finance_and_then_posted(house: House, draft_run: Run) -> None:
    before = LedgerEntry.objects.count()

    do(house.fin, "payouts_run", "approve", draft_run.pk, confirmed="1")
    do(house.rui, "payouts_run", "post", draft_run.pk, confirmed="1")

    draft_run.refresh_from_db()
    assert (draft_run.state, draft_run.approved_by) == ("posted", house.fin.actor)
    assert LedgerEntry.objects.count() == before + 1


def test_a_run_nobody_approved_is_not_posted(house: House, draft_run: Run) -> None:
    before = LedgerEntry.objects.count()

    _, words, _ = do(house.rui, "payouts_run", "post", draft_run.pk, confirmed="1")

    draft_run.refresh_from_db()
    assert words == [f"{draft_run}: This run is draft; only an approved run is posted."]
    assert (draft_run.state, LedgerEntry.objects.count()) == ("draft", before)


def test_a_message_is_sent_again_and_the_journal_says_by_whom(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(app, "send_task", lambda name, **_: sent.append(name))
    message = Outbox.objects.order_by("pk").first()
    assert message is not None

    status, words, _ = do(house.sup, "journal_outbox", "send_again", message.pk, confirmed="1")

    assert (status, words, sent) == (302, ["Messages sent again: 1."], [message.topic])
    assert Entry.objects.filter(verb__startswith="outbox.", actor=house.sup.actor).exists()


def test_a_new_person_is_made_by_the_action_and_journalled(house: House) -> None:
    body = {"email": "Neo@rightsdesk.example", "name": "Neo", "first_password": builders.PASSWORD}

    answer = client_of(house.rui).post(address("accounts_user_add"), body)

    made = User.objects.get(email="neo@rightsdesk.example")
    assert answer.status_code == 302
    assert made.check_password(builders.PASSWORD)
    assert Entry.objects.get(verb="accounts.user_created", subject=made.public_id).actor == house.rui.actor


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"email": "ADA@rightsdesk.example", "first_password": builders.PASSWORD}, "already here"),
        ({"email": "neo@rightsdesk.example", "first_password": "short"}, "too short"),
        ({"email": "nobody", "first_password": builders.PASSWORD}, "valid email"),
    ],
)
def test_a_person_who_cannot_be_made_is_refused_beside_the_field(
    house: House, body: dict[str, str], words: str
) -> None:
    before = User.objects.count()

    page = client_of(house.rui).post(address("accounts_user_add"), {"name": "Neo", **body}).content.decode()

    assert words in page
    assert User.objects.count() == before


def test_an_organisation_is_made_by_its_action(house: House) -> None:
    client_of(house.rui).post(
        address("accounts_organisation_add"), {"name": "Blue Kite", "kind": "publisher"}
    )

    assert Organisation.objects.get(name="Blue Kite").kind == "publisher"
    assert Entry.objects.filter(actor=house.rui.actor, verb="accounts.organisation_registered").exists()


@pytest.mark.parametrize("who", ["lin", "fin", "sup", "aud", "ada", "max"])
@pytest.mark.parametrize("page", ["accounts_user", "accounts_organisation", "accounts_membership"])
def test_nobody_else_makes_people_organisations_or_roles(house: House, who: str, page: str) -> None:
    body = {
        "email": "neo@rightsdesk.example",
        "name": "Neo",
        "first_password": builders.PASSWORD,
        "kind": "label",
    }
    before = [model.objects.count() for model in (User, Organisation, Membership, Entry)]

    answer = client_of(getattr(house, who)).post(address(f"{page}_add"), body)

    assert answer.status_code == 404
    assert [model.objects.count() for model in (User, Organisation, Membership, Entry)] == before


def test_the_front_page_begins_with_what_waits_and_leads_there(house: House, drafts: Statement) -> None:
    page = client_of(house.fin).get(address("index")).content.decode()

    assert "<strong>1</strong> statement waits for a second person" in page
    assert 'href="/admin/payouts/statement/?state__exact=rendered"' in page
    assert "no runs wait for approval" in page


def test_the_front_page_counts_only_what_the_person_may_see(house: House) -> None:
    payouts.render_statements(actor=house.rui.actor, run=house.run)

    page = client_of(house.lin).get(address("index")).content.decode()

    assert "<strong>1</strong> statement waits for a second person" in page
    assert "runs wait" not in page


def test_an_empty_list_says_why_it_is_empty(house: House) -> None:
    client = client_of(house.rui)
    where = address("payouts_suspense_changelist")

    page = client.get(f"{where}?q=nobody-knows-this").content.decode()

    assert "No suspense match" in page
    assert "Create a new item" not in page
