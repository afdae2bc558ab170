"""The typed fields of the terms editor. Each cleans to exactly the value that a clause stores, or to None for "not said"."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from rightsdesk.domain.prompts.topics import TOPICS
from rightsdesk.domain.styles import STYLES
from rightsdesk.domain.terms_words import style_name, topic_name
from rightsdesk.domain.territories import WORLD_CODE, Places, TerritoryError
from rightsdesk.portal.terms import places, widgets

SEMITONES = (-12.0, 12.0)
MOST_NAMES, NAME_LENGTH = 40, 60


class PlacesField(forms.MultiValueField):
    """Where: within, and without. Cleans to tokens ["2120", "-DE"]."""

    def __init__(self, **options: Any) -> None:
        inputs = (widgets.line("everywhere", 2000), widgets.line("no exception", 2000))
        parts = (forms.CharField(required=False), forms.CharField(required=False))
        widget = PlacesPair(inputs, ("Only in", "But not in"), "wide-pair")
        super().__init__(fields=parts, widget=widget, require_all_fields=False, **options)

    def compress(self, data_list: list[str]) -> list[str] | None:
        within, without = (_tokens(text) for text in (data_list or ["", ""]))
        if not within and not without:
            return None
        tokens = [*(within or [WORLD_CODE]), *(f"-{token}" for token in without)]
        try:
            Places.parse(tokens)
        except TerritoryError as error:
            raise ValidationError(str(error)) from error
        return tokens


class PlacesPair(widgets.Pair):
    """Stored tokens as two lists of names."""

    def decompress(self, value: Any) -> list[str]:
        stored = [str(token) for token in value or ()]
        within = [token for token in stored if not token.startswith("-")]
        without = [token[1:] for token in stored if token.startswith("-")]
        return [places.shown([] if within == [WORLD_CODE] and without else within), places.shown(without)]


def _tokens(text: str) -> list[str]:
    try:
        return places.tokens(text or "")
    except TerritoryError as error:
        raise ValidationError(str(error)) from error


class SpanField(forms.MultiValueField):
    """Two numbers, both or neither; `least` and `most` bound them."""

    def __init__(self, least: float, most: float, step: str, unit: str, **options: Any) -> None:
        inputs = (widgets.number(least, most, step), widgets.number(least, most, step))
        parts = [_number(least, most, unit) for _ in inputs]
        self.unit = unit
        widget = widgets.Pair(inputs, ("from", "to"), "narrow-pair")
        super().__init__(fields=parts, widget=widget, require_all_fields=False, **options)

    def compress(self, data_list: list[float | None]) -> list[float] | None:
        low, high = data_list or (None, None)
        if low is None and high is None:
            return None
        if low is None or high is None:
            raise ValidationError("Give both ends, or leave both empty.")
        if low > high:
            raise ValidationError(f"The lower end is above the upper one: {low:g} to {high:g}.")
        return [low, high]


def _number(least: float, most: float, unit: str) -> forms.FloatField:
    words = {
        "invalid": f"Write a number {unit}.",
        "min_value": f"Choose {least:g} or more {unit}.",
        "max_value": f"Choose {most:g} or less {unit}.",
    }
    return forms.FloatField(required=False, min_value=least, max_value=most, error_messages=words)


class PeriodField(forms.MultiValueField):
    """First and last day, either may be open. Stored half-open, as periods are: [first, the day after the last]."""

    def __init__(self, **options: Any) -> None:
        words = {"invalid": "Write a day as year-month-day, such as 2026-10-31."}
        parts = [forms.DateField(required=False, error_messages=words) for _ in range(2)]
        widget = PeriodPair((widgets.day(), widgets.day()), ("first day", "last day"), "narrow-pair")
        super().__init__(fields=parts, widget=widget, require_all_fields=False, **options)

    def compress(self, data_list: list[date | None]) -> list[str | None] | None:
        first, last = data_list or (None, None)
        if first is None and last is None:
            return None
        if first and last and last < first:
            raise ValidationError("The last day is before the first.")
        after = last + timedelta(days=1) if last else None
        return [first.isoformat() if first else None, after.isoformat() if after else None]


class PeriodPair(widgets.Pair):
    """A stored half-open period as its first and its last day."""

    def decompress(self, value: Any) -> list[date | None]:
        first, after = (date.fromisoformat(day) if day else None for day in value or (None, None))
        return [first, after - timedelta(days=1) if after else None]


class NamesField(forms.CharField):
    """Names with commas between. Cleans to a list, each once."""

    def __init__(self, hint: str, **options: Any) -> None:
        super().__init__(required=False, widget=widgets.line(hint, 2000), **options)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str] | None:
        text = super().clean(value)
        names = list(dict.fromkeys(part.strip() for part in str(text or "").split(",") if part.strip()))
        if len(names) > MOST_NAMES or any(len(name) > NAME_LENGTH for name in names):
            raise ValidationError(f"Give at most {MOST_NAMES} names of at most {NAME_LENGTH} letters.")
        return names or None


class ChoicesField(forms.MultipleChoiceField):
    """Boxes to tick; nothing ticked is "not said". A stored value that is no longer offered stays offered here."""

    def __init__(self, known: dict[str, str], held: Any = (), **options: Any) -> None:
        choices = list((known | {name: style_name(name) for name in held or () if name not in known}).items())
        widget = forms.CheckboxSelectMultiple
        super().__init__(choices=choices, required=False, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        return super().clean(value) or None


def style_choices() -> dict[str, str]:
    """The styles the desk's engine knows, by name."""
    return {style: style_name(style) for style in STYLES}


def topic_choices() -> dict[str, str]:
    """The topics a prompt is read for, by name."""
    return {topic: topic_name(topic) for topic in TOPICS}


class MayField(forms.TypedChoiceField):
    """Yes, no, or not said."""

    def __init__(self, yes: str, no: str, **options: Any) -> None:
        choices = [("", "no condition"), ("yes", yes), ("no", no)]
        super().__init__(
            choices=choices, required=False, coerce=lambda v: v == "yes", empty_value=None, **options
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class WordsField(forms.CharField):
    """A line of text; empty is "not said"."""

    def __init__(self, hint: str, most: int = 200, **options: Any) -> None:
        widget = widgets.line(hint, most)
        super().__init__(required=False, max_length=most, empty_value=None, widget=widget, **options)
