"""What was invited, checked and joined stays as it was; who invited or joined never checks an identity."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only

ENDED_ONCE = """
CREATE TRIGGER invitation_ended_once BEFORE UPDATE ON programmes_invitation FOR EACH ROW
  WHEN (OLD.accepted_at IS NOT NULL OR OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER member_left_once BEFORE UPDATE ON programmes_programmemember FOR EACH ROW
  WHEN (OLD.left_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
"""
NOT_ENDED_ONCE = """
DROP TRIGGER invitation_ended_once ON programmes_invitation;
DROP TRIGGER member_left_once ON programmes_programmemember;
"""
SECOND_PERSON = """
CREATE FUNCTION check_identity_checker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM programmes_invitation
    WHERE party_id = NEW.party_id AND NEW.checked_by_id IN (inviter_id, accepted_by_id)
  ) THEN
    RAISE EXCEPTION 'who invited or joined does not check the identity' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER identity_second_person BEFORE INSERT ON programmes_identitycheck
  FOR EACH ROW EXECUTE FUNCTION check_identity_checker();
"""
NO_SECOND_PERSON = """
DROP TRIGGER identity_second_person ON programmes_identitycheck;
DROP FUNCTION check_identity_checker();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_members"), ("journal", "0002_append_only")]
    operations = [
        append_only(
            "programmes_invitation",
            but=("accepted_at", "accepted_by_id", "party_id", "settled_id", "rules", "revoked_at"),
        ),
        append_only("programmes_identitycheck"),
        append_only("programmes_programmemember", but=("left_at",)),
        migrations.RunSQL(ENDED_ONCE, NOT_ENDED_ONCE),
        migrations.RunSQL(SECOND_PERSON, NO_SECOND_PERSON),
    ]
