"""Delegates act within given rights and for a period; the same role may be held again once it has ended."""

from django.db import migrations, models

RIGHTS = ["read_money", "answer_requests", "sign_terms", "invite"]
# Until now a delegate saw the money and answered requests; terms were signed elsewhere.
AS_BEFORE = """
UPDATE accounts_membership SET rights = '["answer_requests", "read_money"]' WHERE role = 'delegate';
"""
NO_OVERLAP = """
ALTER TABLE accounts_membership ADD CONSTRAINT membership_no_overlap EXCLUDE USING gist (
  int8range(user_id, user_id, '[]') WITH &&,
  int8range(organisation_id, organisation_id, '[]') WITH &&,
  int8range(hashtext(role), hashtext(role), '[]') WITH &&,
  daterange(valid_from, valid_to) WITH &&
);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_apiclient")]

    operations = [
        migrations.AddField("membership", "rights", models.JSONField(blank=True, default=list)),
        migrations.RunSQL(AS_BEFORE, migrations.RunSQL.noop),
        migrations.RemoveConstraint("membership", "one_membership_a_role"),
        migrations.AddConstraint(
            "membership",
            models.CheckConstraint(condition=models.Q(rights__contained_by=RIGHTS), name="membership_rights"),
        ),
        migrations.AddConstraint(
            "membership",
            models.CheckConstraint(
                condition=models.Q(("role", "delegate"), ("rights", []), _connector="OR"),
                name="rights_of_delegates",
            ),
        ),
        migrations.AddConstraint(
            "membership",
            models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="membership_period",
            ),
        ),
        migrations.RunSQL(
            NO_OVERLAP, "ALTER TABLE accounts_membership DROP CONSTRAINT membership_no_overlap;"
        ),
    ]
