"""The console's longest list, opened as a browser opens it, by somebody who may see everything."""

from collections.abc import Callable

from django.conf import settings
from django.core.paginator import Paginator
from django.test import Client
from django.urls import reverse

from rightsdesk.accounts import actions as accounts
from rightsdesk.accounts.models import OrganisationKind, Role, User
from rightsdesk.artists.models import Recording
from rightsdesk.derivatives.bench.catalogue import SINCE, Size, lengthen
from rightsdesk.derivatives.bench.clock import timed
from rightsdesk.derivatives.bench.table import Row

ACTOR = "system:bench"


def measured(size: Size, told: Callable[[str], None]) -> Row:
    """The first page of all recordings, beside Django's own paginator: every row counted, the last page skipped to."""
    told(f"writing recordings up to {size.rows:,}")
    lengthen(size)
    client, address = _signed_in(), reverse("admin:artists_recording_changelist")
    ours = timed(lambda: _open(client, address), size.tries // 2)
    theirs = timed(_last_page, 1 + size.tries // 20)
    what = f"a list page of {size.rows:,} rows in the console".replace(",", " ")
    return Row(what, "≤ 300 ms", 300, "ms", ours.p50, ours.cpu, ours.cpu + theirs.cpu, ours.queries)


def _open(client: Client, address: str) -> None:
    answer = client.get(address, secure=True, headers={"host": _host()})
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")


def _host() -> str:
    named = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    return named[0].lstrip(".") if named else "localhost"


def _last_page() -> None:
    rows = Recording.objects.select_related("artist").order_by("-title", "-pk")
    pages = Paginator(rows, 50)
    list(pages.page(pages.num_pages).object_list)


def _signed_in() -> Client:
    where = accounts.register_organisation(actor=ACTOR, name="Bench desk", kind=OrganisationKind.OPERATOR)
    user: User = accounts.create_user(actor=ACTOR, email="bench@bench.invalid", name="Bench", is_staff=True)
    role = Role.RIGHTS_ADMINISTRATOR
    accounts.grant_role(actor=ACTOR, user=user, organisation=where, role=role, since=SINCE)
    client = Client()
    client.force_login(user)
    return client
