"""What the database itself refuses about money: rewriting it, losing it, and books that do not balance."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only
from rightsdesk.payouts.guards import BALANCE

APPROVAL = ("state", "approved_by", "approved_at")


class Migration(migrations.Migration):
    dependencies = [("payouts", "0001_initial"), ("journal", "0002_append_only")]
    operations = [
        BALANCE,
        append_only("payouts_ledgerentry"),
        append_only("payouts_posting"),
        append_only("payouts_account"),
        append_only("payouts_pool"),
        append_only("payouts_runpool"),
        append_only("payouts_allocation"),
        append_only("payouts_run", but=(*APPROVAL, "posted_at")),
        append_only("payouts_statement", but=(*APPROVAL, "published_at")),
    ]
