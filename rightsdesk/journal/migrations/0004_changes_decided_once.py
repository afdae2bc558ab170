"""A change is decided once, and what was proposed is never rewritten: the database refuses it."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only

ONCE = """
CREATE TRIGGER journal_change_decided_once BEFORE UPDATE ON journal_change FOR EACH ROW
  WHEN (OLD.state <> 'waiting') EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_changes")]
    operations = [
        append_only("journal_change", but=("state", "decided_by", "decided_at", "decision", "problem")),
        migrations.RunSQL(ONCE, "DROP TRIGGER journal_change_decided_once ON journal_change;"),
    ]
