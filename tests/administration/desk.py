"""How the tests use the console: sign in, open a page, send a form."""

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rightsdesk.accounts.models import User


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: User, name: str, *args: object, **query: str) -> str:
    answer = client_of(person).get(reverse(f"admin:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(person: User, name: str, *args: object, **said: object) -> HttpResponse:
    return client_of(person).post(reverse(f"admin:{name}", args=args), said)  # type: ignore[return-value]


def decide(person: User, action: str, row: int, **said: str) -> list[str]:
    """One deed on one waiting change, confirmed; what the page then says."""
    body = {"action": action, "_selected_action": [str(row)], "confirmed": "1", **said}
    answer = client_of(person).post(reverse("admin:journal_change_changelist"), body)
    return [str(message) for message in get_messages(answer.wsgi_request)]
