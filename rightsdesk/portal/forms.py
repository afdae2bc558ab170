"""What a person may send from the portal."""

from typing import Any

from django import forms


class AnswerForm(forms.Form):
    """Approve or decline one request. Declining needs a reason; the action has the last word."""

    decision = forms.ChoiceField(choices=[("approve", "Approve"), ("decline", "Decline")])
    reason = forms.CharField(
        label="Why do you decline?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The platform and the listener read this sentence.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "decline" and not cleaned.get("reason"):
            self.add_error("reason", "Say why you decline; the platform and its listener will read it.")
        return cleaned
