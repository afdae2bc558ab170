"""What was handed in, sealed or said by an engine is never rewritten; a job is settled once."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only

ONCE = """
CREATE FUNCTION engine_job_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an engine job is settled once' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER engine_job_once BEFORE UPDATE ON derivatives_enginejob FOR EACH ROW
  WHEN (OLD.settled_at IS NOT NULL) EXECUTE FUNCTION engine_job_once();
"""


class Migration(migrations.Migration):
    dependencies = [("derivatives", "0005_engines_and_sealed_files")]
    operations = [
        append_only("derivatives_upload"),
        append_only("derivatives_deliveredfile"),
        append_only("derivatives_enginemessage"),
        append_only("derivatives_enginejob", but=("state", "accepted_at", "settled_at", "problem")),
        migrations.RunSQL(
            ONCE, "DROP TRIGGER engine_job_once ON derivatives_enginejob; DROP FUNCTION engine_job_once();"
        ),
    ]
