"""Exports: what was asked for, and the file it became, once."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import rightsdesk.journal.fields
from rightsdesk.journal.triggers import append_only

# What was made or failed stays as it is.
ONCE = """
CREATE TRIGGER exchange_export_once BEFORE UPDATE ON exchange_export FOR EACH ROW
  WHEN (OLD.state <> 'waiting') EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_money_rules"),
        ("exchange", "0001_imports"),
        ("media", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", rightsdesk.journal.fields.PublicIdField(prefix="exp")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("catalogue", "catalogue"),
                            ("shares", "shares"),
                            ("terms", "terms"),
                            ("verdicts", "verdicts"),
                            ("conflicts", "conflicts"),
                            ("ern", "ern"),
                            ("odrl", "odrl"),
                            ("tdm", "tdm"),
                        ],
                        max_length=12,
                    ),
                ),
                ("parameters", models.JSONField(blank=True, default=dict)),
                ("by", models.CharField(max_length=120)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("made", "made"), ("failed", "failed")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("rows", models.PositiveIntegerField(blank=True, null=True)),
                ("notes", models.JSONField(blank=True, default=dict)),
                ("problem", models.CharField(blank=True, max_length=500)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="media.asset",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "-id"], name="exports_newest_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "catalogue",
                                    "shares",
                                    "terms",
                                    "verdicts",
                                    "conflicts",
                                    "ern",
                                    "odrl",
                                    "tdm",
                                ],
                            )
                        ),
                        name="export_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "made", "failed"])), name="export_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("asset__isnull", False),
                                ("done_at__isnull", False),
                                ("rows__isnull", False),
                                ("state", "made"),
                            ),
                            models.Q(models.Q(("state", "made"), _negated=True), ("asset", None)),
                            _connector="OR",
                        ),
                        name="export_made_is_a_file",
                    ),
                ],
            },
        ),
        append_only("exchange_export", but=("state", "asset_id", "rows", "notes", "problem", "done_at")),
        migrations.RunSQL(ONCE, "DROP TRIGGER exchange_export_once ON exchange_export;"),
    ]
