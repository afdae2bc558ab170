"""Inputs of the terms editor: two inputs that belong together, each with a word of its own beside it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

OTHER_FACTS = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class Pair(forms.MultiWidget):
    """Two inputs in one row: `from [ ] to [ ]`. The group is named by the field's label."""

    def __init__(self, widgets: Sequence[forms.Widget], words: tuple[str, str], kind: str = "") -> None:
        super().__init__(widgets)
        self.words, self.kind = words, kind

    def decompress(self, value: Any) -> list[Any]:
        return list(value) if value else [None, None]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        parts = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        rows = zip(self.words, self.widgets, parts, strict=True)
        inputs = format_html_join(
            "",
            "<label><span>{}</span>{}</label>",
            (
                (word, widget.render(part["name"], part["value"], part["attrs"]))
                for word, widget, part in rows
            ),
        )
        return format_html('<div class="pair {}">{}</div>', self.kind, inputs)


def number(low: float, high: float, step: str) -> forms.NumberInput:
    """A number within bounds that the browser says first and the server has the last word on."""
    return forms.NumberInput(attrs={"min": low, "max": high, "step": step, "inputmode": "decimal"})


def day() -> forms.DateInput:
    """A calendar day in the browser's own way."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def line(hint: str = "", most: int = 400) -> forms.TextInput:
    """One line of text, with an example in grey."""
    return forms.TextInput(attrs={"placeholder": hint, "maxlength": most, **OTHER_FACTS})
