"""Who was invited and came, whose identity was checked and how, and which parties take part in which programme."""

from enum import StrEnum

from django.db import models

from rightsdesk.accounts.models import DelegatedRight, Organisation, Programme, User
from rightsdesk.artists.models import Party
from rightsdesk.journal.fields import PublicIdField, choices, one_of
from rightsdesk.media.models import Asset


class InvitationKind(StrEnum):
    ARTIST = "artist"
    PUBLISHER = "publisher"
    DELEGATE = "delegate"


class CheckMethod(StrEnum):
    DOCUMENT = "document"
    SOCIETY_LOOKUP = "society_lookup"
    BANK_MICRO_DEPOSIT = "bank_micro_deposit"
    VIDEO = "video"


class CheckOutcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"


class Invitation(models.Model):
    """One person, asked by e-mail to join; the link is known only by its hash, works once, and expires.

    `organisation` asks; a delegate joins it with `rights` until `until`, an artist or publisher gets one of their own
    (`settled`) and appears as `party` on the roster of `label`, if one invites. `claims`: the party of the catalogue
    that they say they are; they act for it once their identity is checked. Append-only but what becomes of it."""

    public_id = PublicIdField(prefix="inv")
    kind = models.CharField(max_length=10, choices=choices(InvitationKind))
    email = models.EmailField()
    inviter = models.ForeignKey(User, models.PROTECT, related_name="invitations_sent")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    label = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    claims = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="claimed_by")
    rights = models.JSONField(default=list, blank=True)
    until = models.DateField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    expires = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="invitations_accepted"
    )
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="invitations")
    settled = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    rules = models.CharField(
        max_length=20, blank=True, help_text="The version of the rules that was accepted."
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("kind", InvitationKind, "invitation_kind"),
            models.CheckConstraint(
                condition=models.Q(rights__contained_by=[right.value for right in DelegatedRight]),
                name="invitation_rights",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=InvitationKind.DELEGATE.value) | models.Q(rights=[], until=None),
                name="invited_rights_of_delegates",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=InvitationKind.DELEGATE.value) | models.Q(claims=None, party=None),
                name="delegates_claim_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None, accepted_by=None, party=None)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at=None),
                name="invitation_accepted_by_somebody",
            ),
        )
        indexes = (models.Index(fields=["organisation", "-id"], name="invitation_of_organisation"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.email}"


class IdentityCheck(models.Model):
    """Somebody looked whether a party is who it says; or, with `claim`, whether a newcomer is that party. Append-only;
    the latest counts. Never by who invited or joined."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="identity_checks")
    claim = models.ForeignKey(Invitation, models.PROTECT, null=True, blank=True, related_name="checks")
    method = models.CharField(max_length=20, choices=choices(CheckMethod))
    reference = models.CharField(max_length=200)
    evidence = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+")
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="identity_checks")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=6, choices=choices(CheckOutcome))

    class Meta:
        constraints = (
            one_of("method", CheckMethod, "check_method"),
            one_of("outcome", CheckOutcome, "check_outcome"),
            models.CheckConstraint(condition=~models.Q(reference=""), name="check_says_what_was_seen"),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.outcome}"


class ProgrammeMember(models.Model):
    """A party takes part in a programme from an instant on, until it leaves. Append-only but the leaving."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="members")
    party = models.ForeignKey(Party, models.PROTECT, related_name="programmes")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["programme", "party"],
                condition=models.Q(left_at=None),
                name="member_of_a_programme_once",
            ),
            models.CheckConstraint(
                condition=models.Q(left_at=None) | models.Q(left_at__gte=models.F("joined_at")),
                name="member_left_after_joining",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} in {self.programme}"
