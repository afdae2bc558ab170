"""Terms on paper: written down by one person, put in force by a second one who has seen what they would change."""

from typing import Any

from django import forms
from django.http import HttpRequest

from rightsdesk.administration.forms import Named, ProposalForm
from rightsdesk.administration.kinds.terms import touches
from rightsdesk.administration.proposing import Proposing
from rightsdesk.administration.uploads import evidence
from rightsdesk.artists.models import Artist, Party, Recording, Work
from rightsdesk.consent import actions
from rightsdesk.consent.actions import Proposal
from rightsdesk.consent.admin import against_the_version_before
from rightsdesk.consent.models import Terms
from rightsdesk.console import Section
from rightsdesk.derivatives.impact import change_impact
from rightsdesk.domain.consent import Answer, OnWithdrawal, Use
from rightsdesk.domain.differences import lines
from rightsdesk.domain.terms_words import USE_TITLES
from rightsdesk.journal.fields import choices

SILENT = ("", "no answer (not allowed)")


class DraftForm(ProposalForm):
    """An answer for each use; conditions and obligations in the law's own words, for the uses that have any."""

    reason = forms.CharField(
        label="What this is",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text="Kept in the journal.",
    )
    grantor = Named(Party, help_text="Name, ISNI, IPI or id.")
    target = Named(
        Artist, Recording, Work, label="Only for", required=False,
        help_text="An artist, recording or work; empty for everything.",
    )  # fmt: skip
    roster = forms.BooleanField(required=False, label="For the label's roster")
    valid_from = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    signed_by = forms.CharField(max_length=200)
    channel = forms.CharField(max_length=40, initial="paper")
    evidence = forms.FileField(required=False, help_text="The signed paper.")
    on_withdrawal = forms.ChoiceField(choices=choices(OnWithdrawal), initial=OnWithdrawal.STOP_NEW.value)
    take_down_days = forms.IntegerField(
        required=False, min_value=1, help_text="Only where derivatives come down."
    )
    conditions = forms.JSONField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text='{"remix": {"territories": ["DE"], "semitones": [-2, 2]}}',
    )
    obligations = forms.JSONField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text='{"remix": {"credit_line": "Song by …"}}',
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        for use in Use:
            label = USE_TITLES.get(use.value, use.value)
            self.fields[use.value] = forms.ChoiceField(
                required=False, choices=[SILENT, *choices(Answer)], label=label
            )
        self.order_fields(["grantor", "target", "roster", "valid_from", *(use.value for use in Use)])


def clauses(said: dict[str, Any]) -> list[dict[str, Any]]:
    """The clauses for the uses that have an answer."""
    parts = {name: said[name] or {} for name in ("conditions", "obligations")}
    return [
        {
            "use": use.value,
            "answer": said[use.value],
            **{name: part.get(use.value, {}) for name, part in parts.items()},
        }
        for use in Use
        if said[use.value]
    ]


def _draft(actor: str, row: None, said: dict[str, Any]) -> Terms:
    paper = evidence(actor, said["evidence"])
    proposal = Proposal(
        grantor=said["grantor"],
        clauses=clauses(said),
        valid_from=said["valid_from"],
        signed_by=said["signed_by"],
        channel=said["channel"],
        target=said["grantor"] if said["roster"] else said["target"],
        evidence_id=paper.pk if paper else None,
        on_withdrawal=said["on_withdrawal"],
        take_down_days=said["take_down_days"],
    )
    terms = actions.draft_terms(actor=actor, proposal=proposal)
    return actions.submit_terms(actor=actor, terms_id=terms.pk)


def _put_in_force(actor: str, row: Terms, said: dict[str, Any]) -> Terms:
    return actions.put_in_force(actor=actor, terms_id=row.pk)


def _seen(request: HttpRequest, row: Terms, form: ProposalForm) -> list[Section]:
    """What it says differently, and what would no longer be allowed of what exists."""
    facts = tuple(lines(touches(change_impact(row))))
    return [against_the_version_before(row), Section("What it would touch", ("what", "now"), facts)]


DRAFT = Proposing(
    "Write terms down",
    "They allow nothing until a second person puts them in force.",
    _draft,
    DraftForm,
    button="Hand to a second person",
    done="They wait for a second person.",
)
PUT_IN_FORCE = Proposing(
    "Put terms in force",
    "You are the second person: from their first day on these terms decide what is allowed.",
    _put_in_force,
    model=Terms,
    sections=_seen,
    button="Put in force",
    done="They are in force.",
)
