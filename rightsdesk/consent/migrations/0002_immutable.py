"""Terms in force are immutable but for their end; clauses and verdicts are never rewritten; no overlap."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only

SCOPE = "hashtext(scope || '/' || coalesce(artist_id, 0) || '/' || coalesce(recording_id, 0) || '/' || coalesce(work_id, 0))"
NO_OVERLAP = f"""
ALTER TABLE consent_terms ADD CONSTRAINT terms_no_overlap EXCLUDE USING gist (
  int8range(grantor_id, grantor_id, '[]') WITH &&,
  int8range({SCOPE}, {SCOPE}, '[]') WITH &&,
  valid WITH &&
) WHERE (state = 'in_force');
"""


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial"), ("journal", "0002_append_only")]
    operations = [
        migrations.RunSQL(NO_OVERLAP, "ALTER TABLE consent_terms DROP CONSTRAINT terms_no_overlap;"),
        append_only("consent_terms", but=("state", "valid")),
        append_only("consent_clause"),
        append_only("consent_verdict"),
    ]
