"""A derivative's history is never rewritten, and follows the table of transitions."""

from django.db import migrations

from rightsdesk.domain.lifecycle import TRANSITIONS
from rightsdesk.journal.triggers import append_only

STEPS = ", ".join(f"('{a.value}', '{b.value}')" for a, after in TRANSITIONS.items() for b in sorted(after))
FOLLOWS = f"""
ALTER TABLE derivatives_transition ADD CONSTRAINT transition_in_table CHECK ((before, after) IN ({STEPS}));
CREATE FUNCTION check_transition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last text;
BEGIN
  SELECT after INTO last FROM derivatives_transition
    WHERE derivative_id = NEW.derivative_id AND id < NEW.id ORDER BY id DESC LIMIT 1;
  IF coalesce(last, 'requested') <> NEW.before THEN
    RAISE EXCEPTION 'derivative % is %, not %', NEW.derivative_id, coalesce(last, 'requested'), NEW.before
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transition_follows BEFORE INSERT ON derivatives_transition
  FOR EACH ROW EXECUTE FUNCTION check_transition();
"""
# A derivative may be made from derivatives, but never, however indirectly, from itself.
ACYCLIC = """
CREATE FUNCTION check_acyclic() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.parent_id IS NOT NULL AND EXISTS (
    WITH RECURSIVE above(id) AS (
      SELECT NEW.parent_id
      UNION SELECT s.parent_id FROM derivatives_source s JOIN above ON s.derivative_id = above.id
        WHERE s.parent_id IS NOT NULL
    ) SELECT 1 FROM above WHERE id = NEW.derivative_id
  ) THEN
    RAISE EXCEPTION 'derivative % would be made from itself', NEW.derivative_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER source_acyclic BEFORE INSERT ON derivatives_source FOR EACH ROW EXECUTE FUNCTION check_acyclic();
"""


class Migration(migrations.Migration):
    dependencies = [("derivatives", "0001_initial"), ("journal", "0002_append_only")]
    operations = [
        migrations.RunSQL(
            FOLLOWS,
            "DROP TRIGGER transition_follows ON derivatives_transition; DROP FUNCTION check_transition();"
            "ALTER TABLE derivatives_transition DROP CONSTRAINT transition_in_table;",
        ),
        migrations.RunSQL(
            ACYCLIC, "DROP TRIGGER source_acyclic ON derivatives_source; DROP FUNCTION check_acyclic();"
        ),
        append_only("derivatives_transition"),
        append_only("derivatives_source"),
        append_only("derivatives_rendering"),
        append_only("derivatives_hold", but=("during",)),
    ]
