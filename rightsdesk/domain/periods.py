"""Accounting months: half-open ranges of days, written 2026-10."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from rightsdesk.domain.errors import Invalid


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One calendar month."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """`2026-10` → October 2026. Raises Invalid for anything else."""
        if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text):
            raise Invalid("period_unknown", f"“{text[:40]}” is not a month like 2026-10.")
        return cls(int(text[:4]), int(text[5:]))

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def after(self) -> date:
        """The first day that is no longer in it."""
        return date(self.year + self.month // 12, self.month % 12 + 1, 1)

    @property
    def end(self) -> datetime:
        """The instant it ends (UTC)."""
        return datetime(self.after.year, self.after.month, 1, tzinfo=UTC)

    @property
    def words(self) -> str:
        return f"{calendar.month_name[self.month]} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"
