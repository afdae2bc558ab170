"""The terms editor's form: answers use by use, what holds for all of them, and what a withdrawal does.

It reads and checks; what the answers mean is the law's business. Nothing typed is lost when something is wrong."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from rightsdesk.domain.consent import Use
from rightsdesk.domain.terms_words import ENDING_WORDS, USE_TITLES, phrases
from rightsdesk.portal.terms.conditions import FIELDS
from rightsdesk.portal.terms.sheet import FITTING, GENERAL, GRANTING, OBLIGATIONS
from rightsdesk.portal.terms.widgets import Pair, day

ANSWERS = [("", "no answer"), ("deny", "not allowed"), ("ask", "ask me first"), ("allow", "allowed")]
WHERE = ("territories", "period", "distribution")
LIMITS = ("topics_forbidden", "engines", "models", "cap_live", "cap_listener_month")
USE_HELP = {
    Use.REMIX: "A new version of your recording: other tempo, key, drums or effects.",
    Use.COVER: "The work performed or generated anew, without your recording.",
    Use.STEMS: "Taking vocals, drums, bass or the rest out of the recording, or leaving one out.",
    Use.VOICE: "Generating your voice, singing or speaking what you never sang or said.",
    Use.TEMPO: "Faster or slower.",
    Use.KEY: "Higher or lower.",
    Use.STYLE: "Another style, such as lo-fi or drum and bass.",
    Use.LYRICS: "New or changed words.",
    Use.MASHUP: "Your recording together with somebody else’s.",
    Use.COMMERCIAL: "In advertising, films or anything sold on its own.",
    Use.TRAINING: "Teaching a model with your recordings or works.",
}


class ConditionsForm(forms.Form):
    """Conditions and obligations by name; `held` is what the version before says of them."""

    def __init__(
        self, names: Iterable[str], held: Mapping[str, Any], data: Any = None, prefix: str = ""
    ) -> None:
        super().__init__(data, prefix=prefix, initial=dict(held))
        self.held = held
        for name in names:
            field = self.fields[name] = FIELDS[name](held.get(name))
            if isinstance(field.widget, Pair):
                # A stored list would be taken for what was typed into the two inputs.
                self.initial[name] = field.widget.decompress(held.get(name))

    def named(self, names: Iterable[str]) -> list[BoundField]:
        """Some of its fields, those it has."""
        return [self[name] for name in names if name in self.fields]

    @property
    def facts(self) -> dict[str, Any]:
        """What is said, as clauses store it."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else self.held
        return {name: said[name] for name in FIELDS if said.get(name) is not None}

    @property
    def words(self) -> list[str]:
        """The same in phrases."""
        return list(phrases(self.facts).values())

    @property
    def where(self) -> list[BoundField]:
        return self.named(WHERE)

    @property
    def limits(self) -> list[BoundField]:
        return self.named(LIMITS)

    @property
    def obligations(self) -> list[BoundField]:
        return self.named(OBLIGATIONS)


class UseForm(ConditionsForm):
    """One use: the answer, the conditions that belong to its sound, and what is otherwise than for every use."""

    answer = forms.ChoiceField(choices=ANSWERS, required=False, widget=forms.RadioSelect, label="Answer")

    def __init__(self, use: Use, answer: str, own: Mapping[str, Any], data: Any = None) -> None:
        self.use, self.title, self.help = use, USE_TITLES[use], USE_HELP[use]
        self.fitting = tuple(
            name for name in FIELDS if name in FITTING[use] or (name in own and name not in GENERAL)
        )
        # Only where it is needed or asked for: a dozen fields for each use would make a slow and heavy page.
        more = data.getlist(f"{use}-more") if data is not None else []
        self.asked = "open" in more
        self.wide = bool(more) or any(name in own for name in GENERAL)
        names = (*self.fitting, *GENERAL) if self.wide else self.fitting
        super().__init__(names, {"answer": answer, **own}, data, use.value)

    def clean(self) -> dict[str, Any]:
        """A no, or silence, has no conditions: what stands in their fields is not looked at."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") not in GRANTING and "answer" not in self.errors:
            for name in [name for name in self.errors if name != "answer"]:
                del self.errors[name]
        return cleaned

    @property
    def said(self) -> str:
        """The answer as it is chosen now."""
        return str(self["answer"].value() or "")

    @property
    def sound(self) -> list[BoundField]:
        return self.named(self.fitting)

    @property
    def open(self) -> bool:
        """Whether its conditions are to be seen at once."""
        return self.asked or bool(set(self.errors) - {"answer"})


class EndingForm(forms.Form):
    """When the version begins, and what is done with what is live if it is ever withdrawn."""

    on_withdrawal = forms.ChoiceField(
        choices=[(name, words[0].upper() + words[1:]) for name, words in ENDING_WORDS.items()],
        widget=forms.RadioSelect,
        label="If you withdraw these terms",
        help_text="New requests stop at once, whichever you choose.",
        error_messages={"required": "Choose what happens to what is live."},
    )
    take_down_days = forms.IntegerField(
        required=False, min_value=0, max_value=365, label="Days until the take-down",
        help_text="Only for a take-down. Platforms need some days to reach every copy.",
        error_messages={"max_value": "Choose 365 days or less.", "min_value": "Choose 0 days or more.", "invalid": "Write a whole number of days."},
    )  # fmt: skip
    valid_from = forms.DateField(
        label="In force from",
        widget=day(),
        help_text="The version before it ends on that day.",
        error_messages={
            "required": "Give the first day.",
            "invalid": "Write a day as year-month-day, such as 2026-10-31.",
        },
    )

    def clean_valid_from(self) -> date:
        """Not before the day it would begin by itself: consent is never given or taken back for the past."""
        day: date = self.cleaned_data["valid_from"]
        earliest = self.initial.get("valid_from", day)
        if day < earliest:
            raise forms.ValidationError(
                f"Choose {earliest.isoformat()} or later; the past stays as it was agreed."
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        takes_down = cleaned.get("on_withdrawal") == "take_down"
        if takes_down and cleaned.get("take_down_days") is None and "take_down_days" not in self.errors:
            self.add_error("take_down_days", "Say after how many days what is live is taken down.")
        if not takes_down:
            cleaned["take_down_days"] = None
        return cleaned
