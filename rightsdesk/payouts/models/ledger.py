"""Double entry in micro-units: debits positive, credits negative. Append-only, balanced and chained in the database."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from rightsdesk.accounts.models import Organisation
from rightsdesk.artists.models import Party
from rightsdesk.journal.fields import PublicIdField, choices, one_of
from rightsdesk.payouts.models.runs import Run


class AccountKind(StrEnum):
    RECEIVABLE = "receivable"
    PAYABLE = "payable"
    HELD = "held"
    SUSPENSE = "suspense"


class Account(models.Model):
    """Receivable from a platform, payable to or held for a party, or waiting for an owner (suspense)."""

    public_id = PublicIdField(prefix="acc")
    kind = models.CharField(max_length=12, choices=choices(AccountKind))
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="accounts")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = (
            one_of("kind", AccountKind, "account_kind"),
            models.UniqueConstraint(
                fields=["kind", "party", "organisation", "currency"], name="one_account", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="account_owner",
                condition=Q(kind__in=["payable", "held"], party__isnull=False, organisation=None)
                | Q(kind__in=["receivable", "suspense"], party=None, organisation__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.party or self.organisation} {self.currency}"


class LedgerEntry(models.Model):
    """One balanced movement. `previous_hash` chains it to the entry before; unique, so the chain cannot fork."""

    public_id = PublicIdField(prefix="led")
    idempotency_key = models.CharField(max_length=160, unique=True)
    at = models.DateTimeField()
    period = models.CharField(max_length=7)
    run = models.ForeignKey(Run, models.PROTECT, null=True, blank=True, related_name="entries")
    description = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64, unique=True)
    previous_hash = models.CharField(max_length=64, unique=True)
    written_in = models.BigIntegerField(
        editable=False, default=0, help_text="The database transaction that wrote it; set by the database."
    )

    class Meta:
        verbose_name_plural = "ledger entries"

    def __str__(self) -> str:
        return self.description


class Posting(models.Model):
    """Micro-units of one account in one entry."""

    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    units = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["entry", "account"], name="one_posting_an_account"),
            models.CheckConstraint(condition=~Q(units=0), name="posting_units"),
        )

    def __str__(self) -> str:
        return f"{self.account}: {self.units}"
