"""A take-down is never forgotten: of its row only what became of it may be written, and only once."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only

ONCE = """
CREATE FUNCTION take_down_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a take-down is done once' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER take_down_once BEFORE UPDATE ON derivatives_withdrawaleffect FOR EACH ROW
  WHEN (OLD.outcome <> 'waiting') EXECUTE FUNCTION take_down_once();
"""


class Migration(migrations.Migration):
    dependencies = [("derivatives", "0003_take_downs")]
    operations = [
        append_only("derivatives_withdrawaleffect", but=("outcome", "done_at")),
        migrations.RunSQL(
            ONCE,
            "DROP TRIGGER take_down_once ON derivatives_withdrawaleffect; DROP FUNCTION take_down_once();",
        ),
    ]
