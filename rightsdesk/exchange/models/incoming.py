"""What came in: files, their problems, and what a file says that the catalogue has no room for."""

from enum import StrEnum

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils import timezone

from rightsdesk.artists.fields import PlacesField
from rightsdesk.artists.models import Party, Recording, Release, Work
from rightsdesk.journal.fields import PublicIdField, choices, one_of
from rightsdesk.media.models import Asset


class ImportKind(StrEnum):
    CSV = "csv"
    ERN = "ern"
    CWR = "cwr"


class ImportState(StrEnum):
    """Received is a file nobody has read against the catalogue yet."""

    RECEIVED = "received"
    PREVIEWED = "previewed"
    APPLIED = "applied"
    FAILED = "failed"


class Import(models.Model):
    """One file, by the SHA-256 of what is in it. It is applied once; `counts` and `differences` are of its last reading.

    `source` is whose keys the file uses: `csv`, or the sender of a message.
    """

    public_id = PublicIdField(prefix="imp")
    kind = models.CharField(max_length=10, choices=choices(ImportKind))
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    message = models.CharField(
        max_length=120, blank=True, help_text="message id and version, as the sender named it"
    )
    state = models.CharField(max_length=10, choices=choices(ImportState))
    counts = models.JSONField(default=dict)
    differences = models.JSONField(default=list, help_text="the first of them")
    problem_count = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=100)
    at = models.DateTimeField(default=timezone.now)
    applied_by = models.CharField(max_length=100, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            one_of("kind", ImportKind, "import_kind"),
            one_of("state", ImportState, "import_state"),
            models.CheckConstraint(
                condition=models.Q(state="applied", applied_at__isnull=False)
                | (~models.Q(state="applied") & models.Q(applied_at=None)),
                name="import_applied_at",
            ),
        )
        indexes = (models.Index(fields=["-at"], name="imports_newest_first"),)

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"


class ImportProblem(models.Model):
    """A line that was left out, and why. Only the first thousands of a file are kept; the import knows how many."""

    imported = models.ForeignKey(Import, models.CASCADE, related_name="problems")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=40)
    words = models.CharField(max_length=500)

    class Meta:
        indexes = (models.Index(fields=["imported", "line"], name="problems_of_an_import"),)

    def __str__(self) -> str:
        return f"line {self.line}: {self.words}"


class PartyKey(models.Model):
    """Which party a sender means by a key or name of their own. Nobody else's key means the same."""

    source = models.CharField(max_length=60)
    key = models.CharField(max_length=250)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="one_party_a_key"),)

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"


class Deal(models.Model):
    """What a message allows to be done with a release or one recording: commercial models, uses, where, when.

    A later message about the same release replaces its deals; they stay, as what was said before.
    """

    imported = models.ForeignKey(Import, models.PROTECT, related_name="deals")
    release = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="deals")
    recording = models.ForeignKey(Recording, models.PROTECT, null=True, blank=True, related_name="deals")
    commercial_models = models.JSONField(default=list)
    uses = models.JSONField(default=list)
    places = PlacesField()
    valid = DateRangeField()
    replaced_by = models.ForeignKey(Import, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(recording=None, release__isnull=False)
                | models.Q(release=None, recording__isnull=False),
                name="deal_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{', '.join(self.commercial_models)} in {self.places}"


class Disclosure(models.Model):
    """What a message says of machines in a recording: ERN 4.3.2's ContainsAI, and AiContribution a contributor.

    `contributions` are {party, roles, ai}; the newest import's row of a recording counts.
    """

    imported = models.ForeignKey(Import, models.PROTECT, related_name="disclosures")
    recording = models.ForeignKey(Recording, models.PROTECT, related_name="disclosures")
    contains_ai = models.CharField(max_length=10, help_text="None, Partly or All; empty when it is not said")
    contributions = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["imported", "recording"], name="one_disclosure_an_import"),
            models.CheckConstraint(
                condition=models.Q(contains_ai__in=["", "None", "Partly", "All"]), name="disclosure_words"
            ),
        )

    def __str__(self) -> str:
        return f"{self.recording}: {self.contains_ai}"


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    PENDING = "pending"
    CONFLICT = "conflict"
    REFUSED = "refused"
    UNMATCHED = "unmatched"


class Acknowledgement(models.Model):
    """A society's answer about one work, or its notice of an ISWC; conflicts and refusals wait here for a person."""

    imported = models.ForeignKey(Import, models.PROTECT, related_name="acknowledgements")
    line = models.PositiveIntegerField()
    record = models.CharField(max_length=3)
    title = models.CharField(max_length=60, blank=True)
    our_number = models.CharField(max_length=20, blank=True)
    their_number = models.CharField(max_length=20, blank=True)
    iswc = models.CharField(max_length=11, blank=True)
    status = models.CharField(max_length=2, blank=True)
    outcome = models.CharField(max_length=10, choices=choices(Outcome))
    words = models.CharField(max_length=500, blank=True)
    day = models.DateField(null=True, blank=True)
    work = models.ForeignKey(Work, models.PROTECT, null=True, blank=True, related_name="acknowledgements")

    class Meta:
        constraints = (
            one_of("outcome", Outcome, "acknowledgement_outcome"),
            models.UniqueConstraint(fields=["imported", "line"], name="one_answer_a_line"),
        )

    def __str__(self) -> str:
        return f"{self.title}: {self.outcome}"
