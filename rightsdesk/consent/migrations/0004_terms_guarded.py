"""Who approved, and what was superseded, is set only while terms are drafted; a version in force can only end earlier,
ended terms never come back, and withdrawals are never rewritten."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only

DROP = "".join(
    f"DROP TRIGGER consent_terms_{name} ON consent_terms;"
    for name in ("no_update", "no_delete", "no_truncate")
)
FREE_BEFORE = append_only("consent_terms", but=("state", "valid"))
FREE_NOW = append_only("consent_terms", but=("state", "valid", "approved_by", "supersedes_id"))
GUARD = """
CREATE FUNCTION guard_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.approved_by <> NEW.approved_by OR OLD.supersedes_id IS DISTINCT FROM NEW.supersedes_id THEN
    RAISE EXCEPTION 'terms that were in force keep who approved them' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT isempty(NEW.valid) AND (lower(OLD.valid) IS DISTINCT FROM lower(NEW.valid) OR NOT NEW.valid <@ OLD.valid) THEN
    RAISE EXCEPTION 'terms that were in force can only end earlier' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state <> 'in_force' OR NEW.state NOT IN ('withdrawn', 'superseded')) THEN
    RAISE EXCEPTION 'terms that ended never come back' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER consent_terms_guard BEFORE UPDATE ON consent_terms FOR EACH ROW
  WHEN (OLD.state NOT IN ('draft', 'awaiting_second_person')) EXECUTE FUNCTION guard_terms();
"""
UNGUARD = "DROP TRIGGER consent_terms_guard ON consent_terms; DROP FUNCTION guard_terms();"


class Migration(migrations.Migration):
    dependencies = [("consent", "0003_terms_in_full")]
    operations = [
        migrations.RunSQL(DROP, FREE_BEFORE.sql),
        FREE_NOW,
        migrations.RunSQL(GUARD, UNGUARD),
        append_only("consent_withdrawal"),
    ]
