"""SQL that makes tables append-only, shared by the migrations of every app."""

from django.db.migrations import RunSQL

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


def append_only(table: str, *, but: tuple[str, ...] = ()) -> RunSQL:
    """Refuse UPDATE, DELETE and TRUNCATE on `table`. Columns named in `but` may still change."""
    free = "ARRAY[" + ", ".join(f"'{column}'" for column in but) + "]::text[]"
    forward = f"""
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW
  WHEN (NOT {str(bool(but)).lower()} OR (to_jsonb(NEW) - {free}) <> (to_jsonb(OLD) - {free}))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION refuse_change();
"""
    names = ("no_update", "no_delete", "no_truncate")
    return RunSQL(forward, "".join(f"DROP TRIGGER {table}_{name} ON {table};" for name in names))
