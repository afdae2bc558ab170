"""The whole sheet as one form: it reads every part, gathers what is wrong, and says what is to be stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from rightsdesk.domain.consent import Use
from rightsdesk.portal.terms.forms import ConditionsForm, EndingForm, UseForm
from rightsdesk.portal.terms.sheet import GENERAL, Sheet, unfold


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to put right: where it stands, in words, and the input to jump to."""

    anchor: str
    where: str
    message: str


class Editor:
    """The whole sheet as one form. Give the version before as `sheet`, and what was sent as `data`."""

    def __init__(self, sheet: Sheet, ending: Mapping[str, Any], data: Any = None) -> None:
        self.bound = data is not None
        self.common = ConditionsForm(GENERAL, sheet.common, data, "all")
        self.uses = [UseForm(use, *sheet.uses.get(use, ("", {})), data) for use in Use]
        self.ending = EndingForm(data, prefix="terms", initial=dict(ending))
        self.general: list[str] = []

    def is_valid(self) -> bool:
        """Checks every part, also after one was wrong, so that all errors are said at once."""
        good = [form.is_valid() for form in self._forms]
        self.general = []
        if all(good) and not any(form.cleaned_data["answer"] for form in self.uses):
            self.general.append("Answer at least one use. To end terms that are in force, withdraw them.")
        return all(good) and not self.general

    @property
    def clauses(self) -> list[dict[str, Any]]:
        """The clauses to be stored; only after `is_valid`."""
        answered = {form.use.value: (form.cleaned_data["answer"], form.facts) for form in self.uses}
        return unfold(Sheet(self.common.facts, {use: said for use, said in answered.items() if said[0]}))

    @property
    def problems(self) -> list[Problem]:
        """Every error with its place, in the order of the page."""
        if not self.bound:
            return []
        found = [Problem("", "", message) for message in self.general]
        return found + [problem for form in self._forms for problem in _problems(form)]

    @property
    def _forms(self) -> list[forms.Form]:
        return [*self.uses, self.common, self.ending]


def _problems(form: forms.Form) -> list[Problem]:
    where = form.title if isinstance(form, UseForm) else ""
    return [
        Problem(
            _first_input(form[name]),
            f"{where}, {form[name].label}" if where else str(form[name].label),
            str(said),
        )
        for name, errors in form.errors.items()
        if name in form.fields
        for said in errors
    ]


def _first_input(field: BoundField) -> str:
    """The id to jump to: a group of inputs has none of its own."""
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.id_for_label)
