"""Many changed rows in one statement, whose cost grows with the rows and not with their square."""

from collections.abc import Sequence

from django.db import connection, models


def rewrite(rows: Sequence[models.Model], *names: str) -> None:
    """Write the named fields of rows of one table. Raises IntegrityError as a single UPDATE would."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if field.name in names]
    quoted = [connection.ops.quote_name(str(field.column)) for field in fields]
    arrays = ", ".join(f"%s::{kind}[]" for kind in ["bigint", *(each.db_type(connection) for each in fields)])
    statement = (
        f"UPDATE {meta.db_table} AS kept SET {', '.join(f'{name} = told.{name}' for name in quoted)} "  # noqa: S608
        f"FROM unnest({arrays}) AS told (id, {', '.join(quoted)}) WHERE kept.id = told.id"
    )
    values = [[getattr(row, field.attname) for row in rows] for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, [[row.pk for row in rows], *values])
