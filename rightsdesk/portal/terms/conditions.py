"""Every condition and obligation a clause may hold, as the field that the editor shows for it."""

from collections.abc import Callable
from typing import Any

from django import forms

from rightsdesk.domain.recipe import TEMPO_RATIO
from rightsdesk.domain.terms_words import DISTRIBUTION_WORDS
from rightsdesk.generation.builtin import ID, VERSION
from rightsdesk.portal.terms.fields import (
    SEMITONES,
    ChoicesField,
    MayField,
    NamesField,
    PeriodField,
    PlacesField,
    SpanField,
    WordsField,
    style_choices,
    topic_choices,
)


def _cap(**options: Any) -> forms.IntegerField:
    words = {
        "invalid": "Write a whole number.",
        "min_value": "Choose 1 or more; to allow none, answer “not allowed”.",
        "max_value": "Choose 1,000,000 or less.",
    }
    return forms.IntegerField(
        required=False, min_value=1, max_value=1_000_000, error_messages=words, **options
    )


FIELDS: dict[str, Callable[[Any], forms.Field]] = {
    "territories": lambda held: PlacesField(
        required=False, label="Where", help_text="Countries or regions by name or code: Germany, FR, Europe."
    ),
    "period": lambda held: PeriodField(
        required=False, label="When", help_text="Days on which a request may be made. Empty: as long as these terms."
    ),
    "distribution": lambda held: ChoicesField(
        DISTRIBUTION_WORDS, held, label="Where it may be heard", help_text="Nothing ticked: anywhere."
    ),
    "tempo_ratio": lambda held: SpanField(
        *TEMPO_RATIO, "any", "times the original", required=False, label="Tempo, × the original",
        help_text="1 is unchanged, 0.8 is a fifth slower.",
    ),
    "semitones": lambda held: SpanField(
        *SEMITONES, "any", "semitones", required=False, label="Key, in semitones", help_text="0 is unchanged, 12 an octave."
    ),
    "styles": lambda held: ChoicesField(
        style_choices(), held, label="Only these styles", help_text="Nothing ticked: every style."
    ),
    "styles_forbidden": lambda held: ChoicesField(
        style_choices(), held, label="Never these styles"
    ),
    "topics_forbidden": lambda held: ChoicesField(topic_choices(), held, label="Topics a prompt may not ask for"),
    "imitation": lambda held: MayField(
        "may ask for my manner by name", "may not name me", label="Imitation by name",
        help_text="“In the style of” you, as a listener would write it.",
    ),
    "engines": lambda held: NamesField("any", label="Only these engines", help_text=f"With commas between. The desk’s own is “{ID}”."),
    "models": lambda held: NamesField(
        "any", label="Only these models or versions", help_text=f"Engine and version, such as “{ID} {VERSION}”."
    ),
    "cap_live": lambda held: _cap(
        label="Most live at a time", help_text="For each recording, so that it is not diluted. Empty: no limit."
    ),
    "cap_listener_month": lambda held: _cap(label="Most for one listener a month", help_text="Empty: no limit."),
    "credit_line": lambda held: WordsField("Glass Orchard by Ada Ferro", label="Credit line", help_text="Printed with every derivative."),
    "label": lambda held: WordsField("AI remix", 60, label="Label", help_text="A word that must stand beside the title."),
    "split_template": lambda held: WordsField("standard", 60, label="Split template", help_text="How the money of a derivative is divided."),
    "notice": lambda held: WordsField("", label="Notice", help_text="What the platform must tell its listeners."),
}  # fmt: skip
