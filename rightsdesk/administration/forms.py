"""The forms of what one person proposes. Things are named as people name them: by code, id, e-mail or exact name."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest

from rightsdesk.accounts.actions.offers import DEFAULTS
from rightsdesk.accounts.models import DelegatedRight, Organisation, Role, User
from rightsdesk.artists.models import Party, Recording, Work
from rightsdesk.console import site
from rightsdesk.console.finding import matching
from rightsdesk.domain.shares import WHOLE, Right

PPM = WHOLE // 100


class Named(forms.CharField):
    """A row of one of these models, found as the one search finds it; more than one is an error that says so."""

    def __init__(self, *models: type[Model], **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.models = models
        self.request: HttpRequest | None = None

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = [row for model in self.models for row in self._rows(model, text)] if text else []
        if text and len(found) != 1:
            several = "More than one is called so; give the code or id." if found else "Nothing is called so."
            raise forms.ValidationError(several)
        return found[0] if found else None

    def _rows(self, model: type[Model], text: str) -> list[Any]:
        page = site.get_model_admin(model)
        for keys in matching(model, page.finds, text):
            if found := list(page.get_queryset(self.request).filter(pk__in=keys)[:2]):
                return found
        return []


class ProposalForm(forms.Form):
    """Every proposal says why."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)

    def __init__(self, request: HttpRequest, row: Any, *args: Any) -> None:
        super().__init__(*args)
        self.request, self.row = request, row
        for field in self.fields.values():
            if isinstance(field, Named):
                field.request = request
        self.order_fields([name for name in self.fields if name != "reason"])


class RoleForm(ProposalForm):
    user = Named(User, label="Person", help_text="E-mail address, name or id.")
    organisation = Named(Organisation, help_text="Its name or id.")
    role = forms.ChoiceField(choices=[(role.value, role.value.replace("_", " ")) for role in Role])
    since = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    rights = forms.MultipleChoiceField(
        choices=[(right.value, right.value.replace("_", " ")) for right in DelegatedRight],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="For a delegate only.",
    )


class ShareForm(ProposalForm):
    party = Named(Party, help_text="Name, ISNI, IPI or id.")
    asset = Named(Recording, Work, label="Recording or work", help_text="ISRC, ISWC, title or id.")
    right = forms.ChoiceField(choices=[(right.value, right.value) for right in Right])
    percent = forms.DecimalField(
        min_value=Decimal("0.0001"), max_value=100, decimal_places=4, label="Share in per cent"
    )
    territory = forms.CharField(
        initial="WW", help_text="DE FR · WW -US · 2120 (a TIS group): codes, or WW for the world."
    )
    valid_from = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text="Open if empty."
    )
    source = forms.CharField(required=False, max_length=200, help_text="The document that says so.")

    def clean_percent(self) -> int:
        """Exact millionths."""
        return int(self.cleaned_data["percent"] * PPM)


class RatesForm(ProposalForm):
    """What a programme offers; begins with what it offers today."""

    plans = forms.JSONField(
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text='{"plus": {"addon": true, "monthly_quota": 3}, …}: each plan, whether it has the add-on, and its quota a month.',
    )
    default = forms.ChoiceField(choices=[(each, each.replace("_", " ")) for each in DEFAULTS])
    territories = forms.JSONField(help_text='["DE", "FR"] or ["WW"].')
    currency = forms.CharField(max_length=3)
    money_rules = forms.CharField(max_length=20, label="Version of the money rules")

    def __init__(self, request: HttpRequest, row: Any, *args: Any) -> None:
        super().__init__(request, row, *args)
        for name, field in self.fields.items():
            if name != "reason":
                field.initial = getattr(row, name)
