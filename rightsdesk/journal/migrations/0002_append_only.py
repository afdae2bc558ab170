"""The journal is never rewritten: the database refuses it."""

from django.db import migrations

from rightsdesk.journal.triggers import FUNCTION, append_only


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION refuse_change();"),
        append_only("journal_entry"),
        append_only("journal_seal"),
        append_only("journal_sealedentry"),
    ]
