"""Shares: never overlapping in both times, never edited (only the end of `recorded` may be set)."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only

# The embedded server has no btree_gist: a scalar is indexed as a one-point range (see DESIGN, traps).
NO_OVERLAP = """
ALTER TABLE artists_share ADD CONSTRAINT share_no_overlap EXCLUDE USING gist (
  int8range(party_id, party_id, '[]') WITH &&,
  int8range(coalesce(recording_id, 0), coalesce(recording_id, 0), '[]') WITH &&,
  int8range(coalesce(work_id, 0), coalesce(work_id, 0), '[]') WITH &&,
  int8range(hashtext("right" || '/' || territory), hashtext("right" || '/' || territory), '[]') WITH &&,
  valid WITH &&,
  recorded WITH &&
);
"""
# The weights of a recording's works make the whole, checked when the transaction ends.
WEIGHTS = """
CREATE FUNCTION check_work_weights() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE total bigint; which bigint := coalesce(NEW.recording_id, OLD.recording_id);
BEGIN
  SELECT sum(weight_ppm) INTO total FROM artists_recordingwork WHERE recording_id = which;
  IF total IS NOT NULL AND total <> 1000000 THEN
    RAISE EXCEPTION 'the work weights of recording % sum to %, not 1000000', which, total
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER work_weights AFTER INSERT OR UPDATE OR DELETE ON artists_recordingwork
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_work_weights();
"""


class Migration(migrations.Migration):
    dependencies = [("artists", "0001_initial"), ("journal", "0002_append_only")]
    operations = [
        migrations.RunSQL(NO_OVERLAP, "ALTER TABLE artists_share DROP CONSTRAINT share_no_overlap;"),
        migrations.RunSQL(
            WEIGHTS, "DROP TRIGGER work_weights ON artists_recordingwork; DROP FUNCTION check_work_weights();"
        ),
        append_only("artists_share", but=("recorded",)),
    ]
