"""Withdrawing terms at the console: what it would touch is shown first, and the form holds the hash of what was shown."""

from typing import Any

from django import forms
from django.http import HttpRequest

from rightsdesk.administration.forms import ProposalForm
from rightsdesk.administration.kinds.terms import propose_withdrawal, touches
from rightsdesk.administration.proposing import Proposing
from rightsdesk.consent.models import Terms, TermsState
from rightsdesk.console import Section
from rightsdesk.derivatives.impact import Impact, impact
from rightsdesk.domain.differences import lines
from rightsdesk.domain.errors import Conflict
from rightsdesk.journal.models import Change

SHOWN = 20


class WithdrawForm(ProposalForm):
    """The hash of the simulation that is on the page; when something has changed since, it is shown anew."""

    simulation = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, request: HttpRequest, row: Terms, *args: Any) -> None:
        super().__init__(request, row, *args)
        self.found: Impact = impact(row)
        self.fields["simulation"].initial = self.found.hash

    def clean_simulation(self) -> Impact:
        if self.cleaned_data["simulation"] != self.found.hash:
            self.data = {**dict(self.data.items()), "simulation": self.found.hash}
            raise forms.ValidationError(
                "What it would touch has changed since you looked. Read it once more."
            )
        return self.found


def _simulated(request: HttpRequest, row: Terms, form: ProposalForm) -> list[Section]:
    """Derivatives, listeners, money and parties, and the first derivatives by their ids."""
    found: Impact = form.found  # type: ignore[attr-defined]
    facts = tuple((what, text) for what, text in lines(touches(found)))
    examples = tuple(((each, f"/admin/find/?q={each}"),) for each in found.examples[:SHOWN])
    return [
        Section("What it would touch", ("what", "now"), facts),
        Section(
            "Some of the derivatives",
            ("derivative",),
            examples,
            empty="None: no derivative rests on these terms.",
        ),
    ]


def _withdraw(actor: str, row: Terms, said: dict[str, Any]) -> Change:
    if row.state != TermsState.IN_FORCE:
        raise Conflict("not_in_force", "Only terms in force can be withdrawn.", {"state": row.state})
    return propose_withdrawal(actor=actor, terms=row, found=said["simulation"], reason=said["reason"])


WITHDRAW = Proposing(
    "Withdraw terms",
    "Once a second person approves, these terms allow nothing: new requests are refused from that moment on.",
    _withdraw,
    WithdrawForm,
    Terms,
    sections=_simulated,
)
