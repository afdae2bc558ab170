"""What senders said is never edited: a later message replaces a deal, and a person settles an answer elsewhere."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_exports"), ("journal", "0002_append_only")]
    operations = [
        append_only("exchange_deal", but=("replaced_by_id",)),
        append_only("exchange_disclosure"),
        append_only("exchange_acknowledgement"),
        append_only("exchange_partykey"),
    ]
