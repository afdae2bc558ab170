"""The form that ends a conflict: what each claim shall be, how it was decided, and the file that shows it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest

from rightsdesk.administration.forms import PPM, ProposalForm
from rightsdesk.administration.kinds.conflicts import claims_of, propose_resolution
from rightsdesk.administration.proposing import Proposing
from rightsdesk.administration.uploads import evidence
from rightsdesk.artists.admin.believed import believed
from rightsdesk.artists.models import Conflict, Resolution
from rightsdesk.console import Section
from rightsdesk.domain.errors import Invalid
from rightsdesk.journal.models import Change


class ResolveForm(ProposalForm):
    """One field a claim: its share in per cent from now on; 0 closes it."""

    resolution = forms.ChoiceField(
        choices=[
            (Resolution.AGREEMENT.value, "the claimants agreed"),
            (Resolution.EVIDENCE.value, "evidence decides"),
        ]
    )
    evidence = forms.FileField(
        required=False, help_text="The agreement, contract or letter; needed where evidence decides."
    )

    def __init__(self, request: HttpRequest, row: Conflict, *args: Any) -> None:
        super().__init__(request, row, *args)
        claims = claims_of(row)
        for share in claims:
            self.fields[share.public_id] = forms.DecimalField(
                min_value=0,
                max_value=100,
                decimal_places=4,
                initial=Decimal(share.ppm) / PPM,
                label=f"{share.party}, {share.places}, in per cent",
            )
        self.order_fields([share.public_id for share in claims])


def _resolve(actor: str, row: Conflict, said: dict[str, Any]) -> Change:
    if row.kind == "residual":
        raise Invalid("residual", "A residual ends when its owner's share is recorded.")
    parts = {name: int(value * PPM) for name, value in said.items() if name.startswith("shr_")}
    return propose_resolution(
        actor=actor,
        conflict=row,
        resolution=said["resolution"],
        parts=parts,
        evidence=evidence(actor, said["evidence"]),
        reason=said["reason"],
    )


def _beside(request: HttpRequest, row: Conflict, form: ProposalForm) -> list[Section]:
    asset = row.recording or row.work
    return [believed(request, asset, row.right)] if asset else []


RESOLVE = Proposing(
    "Resolve a conflict",
    "Once a second person approves, the claims are corrected as said here and the disputed money is released.",
    _resolve,
    ResolveForm,
    Conflict,
    sections=_beside,
)
