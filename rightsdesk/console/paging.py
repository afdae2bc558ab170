"""Lists of any length: what is beyond the first ten thousand rows is neither counted nor paged to, but searched for."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST = 10_000
# What is searched for has to be sorted as well.
MOST_SEARCHED = 2_000


def counted(rows: QuerySet[Any], most: int = MOST) -> int:
    """How many rows there are, up to `most + 1`: the database stops counting there."""
    return rows.order_by()[: most + 1].count()


class CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts to ten thousand and no further, so that a list of a million rows opens as one of a hundred does."""

    template_name = "admin/pagination.html"
    most = MOST

    @cached_property
    def found(self) -> int:
        rows = self.object_list
        return counted(rows, self.most) if isinstance(rows, QuerySet) else len(rows)

    @cached_property
    def count(self) -> int:
        return min(self.found, self.most)

    @property
    def more(self) -> bool:
        """Whether there are rows that are not paged to."""
        return self.found > self.most
