"""A list counts to its limit and no further, and says that there is more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rightsdesk.accounts.models import User
from rightsdesk.console.paging import CappedPaginator
from tests.admin.story import House

pytestmark = pytest.mark.django_db


def capped(most: int) -> CappedPaginator:
    paginator = CappedPaginator(User.objects.order_by("email"), 2)
    paginator.most = most
    return paginator


def test_it_stops_counting_at_the_limit(house: House) -> None:
    paginator = capped(3)

    with CaptureQueriesContext(connection) as seen:
        assert (paginator.count, paginator.more, paginator.num_pages) == (3, True, 2)

    assert len(seen) == 1
    assert "LIMIT 4" in seen[0]["sql"]


def test_below_the_limit_it_counts_exactly(house: House) -> None:
    paginator = capped(1_000)

    assert (paginator.count, paginator.more) == (User.objects.count(), False)
