"""Pages on which one person proposes what a second one decides: they show what will happen and ask why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rightsdesk.administration.forms import ProposalForm
from rightsdesk.console import actor_of, site
from rightsdesk.console.stories import Section
from rightsdesk.domain.errors import NotFound, Refusal

Sections = Callable[[HttpRequest, Any, ProposalForm], list[Section]]


def mine(request: HttpRequest, model: type[Model], key: str) -> Any:
    """A row by its public id (or number, where it has none), if this person may see it. Raises NotFound."""
    named = any(field.name == "public_id" for field in model._meta.get_fields())
    page = site.get_model_admin(model)
    if not page.has_view_permission(request) or not (named or key.isdecimal()):
        raise NotFound()
    where: dict[str, Any] = {"public_id": key} if named else {"pk": int(key)}
    row = page.get_queryset(request).filter(**where).first()
    if row is None:
        raise NotFound()
    return row


@dataclass(frozen=True, slots=True)
class Proposing:
    """One such page. `propose(actor, row, cleaned)` asks the second person (or is their part); `model` is of the row it is about, if any."""

    # Otherwise a template that names it would call it.
    do_not_call_in_templates: ClassVar[bool] = True

    title: str
    effect: str
    propose: Callable[[str, Any, dict[str, Any]], Model]
    form: type[ProposalForm] = ProposalForm
    model: type[Model] | None = None
    button: str = "Propose"
    done: str = "Proposed. It happens when a second person approves it."
    sections: Sections = lambda request, row, form: []

    def __call__(self, request: HttpRequest, key: str = "") -> HttpResponse:
        row = mine(request, self.model, key) if self.model else None
        form = self.form(request, row, *([request.POST, request.FILES] if request.method == "POST" else []))
        if form.is_bound and form.is_valid() and (made := self._proposed(request, row, form)):
            messages.success(request, self.done)
            return redirect(f"admin:{made._meta.app_label}_{made._meta.model_name}_change", made.pk)
        context = {
            **site.each_context(request),
            "title": self.title,
            "proposing": self,
            "row": row,
            "form": form,
            "sections": self.sections(request, row, form),
        }
        return render(request, "administration/propose.html", context, status=422 if form.errors else 200)

    def _proposed(self, request: HttpRequest, row: Any, form: Form) -> Model | None:
        try:
            return self.propose(actor_of(request), row, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
            return None
