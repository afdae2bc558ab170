"""What the register may never do: overlap rosters, edit a conflict's facts, forget who was told."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only

ONE_AT_A_TIME = """
ALTER TABLE artists_partyrelation ADD CONSTRAINT relation_no_overlap EXCLUDE USING gist (
  int8range(party_id, party_id, '[]') WITH &&,
  int8range(of_id, of_id, '[]') WITH &&,
  int4range(hashtext(kind) >> 1, hashtext(kind) >> 1, '[]') WITH &&,
  valid WITH &&
);
"""
NO_ONE_AT_A_TIME = "ALTER TABLE artists_partyrelation DROP CONSTRAINT relation_no_overlap;"
# Every recording there is has its own artist as its main credit.
MAIN_CREDITS = """
INSERT INTO artists_recordingcredit (recording_id, artist_id, role)
SELECT id, artist_id, 'main' FROM artists_recording ON CONFLICT DO NOTHING;
"""
ENDING = ("state", "resolved_at", "resolution", "reason", "evidence_id", "resolved_by")


class Migration(migrations.Migration):
    dependencies = [("artists", "0004_the_whole_register"), ("journal", "0002_append_only")]
    operations = [
        migrations.RunSQL(MAIN_CREDITS, migrations.RunSQL.noop),
        migrations.RunSQL(ONE_AT_A_TIME, NO_ONE_AT_A_TIME),
        append_only("artists_partyrelation", but=("valid",)),
        append_only("artists_conflict", but=ENDING),
        append_only("artists_conflictclaim"),
        append_only("artists_conflicttelling", but=("read_at", "read_by")),
    ]
