"""An asset never changes: its hash is its name."""

from django.db import migrations

from rightsdesk.journal.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("media", "0001_initial"), ("journal", "0002_append_only")]
    operations = [append_only("media_asset")]
