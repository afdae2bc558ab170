"""What was decided is never rewritten, overrides stay in their case, and no appeal is heard by who took part."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only
from rightsdesk.moderation.standard import POLICIES

# An override is made by somebody who has decided nothing in the case before.
OVERRIDES = """
CREATE FUNCTION check_override() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.overrides_id IS NULL THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (SELECT FROM moderation_decision d WHERE d.id = NEW.overrides_id AND d.case_id = NEW.case_id) THEN
    RAISE EXCEPTION 'decision % overrides a decision of another case', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT FROM moderation_decision d
      WHERE d.case_id = NEW.case_id AND d.id <> NEW.id AND d.moderator_id = NEW.moderator_id
  ) THEN
    RAISE EXCEPTION 'user % took part in case % and may not override', NEW.moderator_id, NEW.case_id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER override_by_another AFTER INSERT ON moderation_decision
  FOR EACH ROW EXECUTE FUNCTION check_override();
"""
# The hearing is by its own decision, which overrides the one under appeal; whoever decided anything else there may not hear.
HEARINGS = """
CREATE FUNCTION check_hearing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state <> 'open' THEN
    RAISE EXCEPTION 'appeal % has been heard', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.heard_by_id IS NULL THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (
    SELECT FROM moderation_decision r
      WHERE r.id = NEW.result_id AND r.overrides_id = NEW.decision_id AND r.moderator_id = NEW.heard_by_id
  ) THEN
    RAISE EXCEPTION 'appeal % is answered by a decision that does not override the one under appeal', NEW.id
      USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT FROM moderation_decision d
      WHERE d.case_id = (SELECT case_id FROM moderation_decision WHERE id = NEW.decision_id)
        AND d.id <> NEW.result_id AND d.moderator_id = NEW.heard_by_id
  ) THEN
    RAISE EXCEPTION 'user % took part in the decision and may not hear appeal %', NEW.heard_by_id, NEW.id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER appeal_heard_by_another AFTER INSERT OR UPDATE ON moderation_appeal
  FOR EACH ROW EXECUTE FUNCTION check_hearing();
"""


def publish(apps, schema_editor):
    policy = apps.get_model("moderation", "Policy")
    for facts in POLICIES:
        policy.objects.get_or_create(code=facts["code"], version=facts["version"], defaults=facts)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial"), ("journal", "0002_append_only")]
    operations = [
        migrations.RunSQL(
            OVERRIDES,
            "DROP TRIGGER override_by_another ON moderation_decision; DROP FUNCTION check_override();",
        ),
        migrations.RunSQL(
            HEARINGS,
            "DROP TRIGGER appeal_heard_by_another ON moderation_appeal; DROP FUNCTION check_hearing();",
        ),
        append_only("moderation_policy"),
        append_only("moderation_casereason"),
        append_only("moderation_decision"),
        append_only("moderation_effect", but=("state", "outcome", "acknowledged_at")),
        append_only("moderation_appeal", but=("state", "heard_by_id", "heard_at", "result_id")),
        append_only("moderation_case", but=("state", "priority", "due")),
        append_only("moderation_lease", but=("during",)),
        migrations.RunPython(publish, migrations.RunPython.noop),
    ]
