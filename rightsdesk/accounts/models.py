"""Who may come in, for whom they act, and what a platform's programme offers."""

from enum import StrEnum
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from rightsdesk.journal.fields import PublicIdField, choices, one_of


class OrganisationKind(StrEnum):
    PLATFORM = "platform"
    LABEL = "label"
    PUBLISHER = "publisher"
    ARTIST_TEAM = "artist_team"
    SOCIETY = "society"
    OPERATOR = "operator"


class Role(StrEnum):
    RIGHTS_ADMINISTRATOR = "rights_administrator"
    MODERATOR = "moderator"
    SUPERVISOR = "supervisor"
    FINANCE = "finance"
    ARTIST = "artist"
    DELEGATE = "delegate"
    AUDITOR = "auditor"
    SUPPORT = "support"


class DelegatedRight(StrEnum):
    """What may be done for an organisation's parties. Some roles bring rights with them; a delegate is given each."""

    READ_MONEY = "read_money"
    ANSWER_REQUESTS = "answer_requests"
    SIGN_TERMS = "sign_terms"
    INVITE = "invite"


class Organisation(models.Model):
    """A tenant: what belongs to one is invisible to the others."""

    public_id = PublicIdField(prefix="org")
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=choices(OrganisationKind))

    class Meta:
        constraints = (one_of("kind", OrganisationKind, "organisation_kind"),)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes people from an e-mail address."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person, signing in with an e-mail address."""

    public_id = PublicIdField(prefix="usr")
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May open the admin console.")
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    # While somebody looks as this person to help: how the journal names that somebody.
    seen_by: str = ""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="one_user_an_email"),)

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @property
    def actor(self) -> str:
        """How the journal names this person; whoever looks as this person to help stays named themselves."""
        return self.seen_by or f"user:{self.public_id}"


class Membership(models.Model):
    """A role of a person in an organisation, for a period. `rights` are a delegate's; other roles bring their own."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=choices(Role))
    rights = models.JSONField(default=list, blank=True)
    valid_from = models.DateField(default=timezone.localdate)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        # One role of one person at a time: the exclusion constraint membership_no_overlap is in the migrations.
        constraints = (
            one_of("role", Role, "membership_role"),
            models.CheckConstraint(
                condition=models.Q(rights__contained_by=[right.value for right in DelegatedRight]),
                name="membership_rights",
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.DELEGATE.value) | models.Q(rights=[]), name="rights_of_delegates"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="membership_period",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.role} at {self.organisation}"


class ApiClient(models.Model):
    """An OAuth2 client of a platform, and the scopes it may ask for."""

    public_id = PublicIdField(prefix="cli")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="clients")
    application = models.OneToOneField(
        "oauth2_provider.Application", models.CASCADE, related_name="desk_client"
    )
    scopes = models.JSONField(default=list)

    class Meta:
        verbose_name = "API client"

    def __str__(self) -> str:
        return f"{self.organisation} ({self.public_id})"

    @property
    def actor(self) -> str:
        """How the journal names this client."""
        return f"client:{self.public_id}"


class Programme(models.Model):
    """A platform's offer. `plans`: {plan: {"addon": bool, "monthly_quota": int}}; territories are ISO 3166 codes or WW."""

    public_id = PublicIdField(prefix="prg")
    platform = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=120)
    uses = models.JSONField(default=list)
    plans = models.JSONField(default=dict)
    default = models.CharField(
        max_length=10, choices=[("opt_in", "opt in"), ("opt_out", "opt out")], default="opt_in"
    )
    territories = models.JSONField(default=list)
    currency = models.CharField(max_length=3, default="EUR")
    money_rules = models.CharField(max_length=20, default="2026.2")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["platform", "name"], name="one_programme_a_name"),
            models.CheckConstraint(
                condition=models.Q(default__in=["opt_in", "opt_out"]), name="programme_default"
            ),
        )

    def __str__(self) -> str:
        return self.name
