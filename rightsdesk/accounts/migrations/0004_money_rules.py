"""New programmes settle by the rules that hold only the disputed part of an over-claimed right."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_delegated_rights")]

    operations = [
        migrations.AlterField("programme", "money_rules", models.CharField(default="2026.2", max_length=20)),
    ]
