"""Columns that hold a set of countries: PostgreSQL's int4multirange of ISO numbers ↔ `Places`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

from rightsdesk.domain.territories import Places, TerritoryError, number_of


class PlacesField(models.Field):  # type: ignore[type-arg]
    """A set of countries. Takes anything `Places.parse` understands; `places__holds="DE"`, `places__overlap=…`."""

    description = "A set of countries"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "int4multirange"

    def from_db_value(self, value: Any, expression: Expression, connection: BaseDatabaseWrapper) -> Any:
        return None if value is None else Places.of_ranges((part.lower, part.upper) for part in value)

    def to_python(self, value: Any) -> Places | None:
        if value is None:
            return None
        try:
            return Places.parse(value)
        except TerritoryError as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: Any) -> str | None:
        """PostgreSQL's own text of a multirange. Raises TerritoryError."""
        return None if value is None else literal(Places.parse(value))

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


def literal(places: Places) -> str:
    """`{[276,277)}`: what PostgreSQL (and COPY) reads into an int4multirange."""
    return "{" + ",".join(f"[{first},{after})" for first, after in places.ranges) + "}"


@PlacesField.register_lookup
class Holds(Lookup):
    """The set holds one country, given by its alpha-2 code."""

    lookup_name = "holds"

    def get_prep_lookup(self) -> int:
        return number_of(self.rhs)

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return "%s", (value,)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return _operator(self, "@> %s::int4", compiler, connection)


@PlacesField.register_lookup
class Overlap(Lookup):
    """The set shares a country with another."""

    lookup_name = "overlap"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return _operator(self, "&& %s::int4multirange", compiler, connection)


def _operator(
    lookup: "Lookup[Any]", operator: str, compiler: SQLCompiler, connection: BaseDatabaseWrapper
) -> tuple[str, tuple[Any, ...]]:
    left, left_values = lookup.process_lhs(compiler, connection)
    _, right_values = lookup.process_rhs(compiler, connection)
    return f"{left} {operator}", (*left_values, *right_values)
