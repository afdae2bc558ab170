"""What a moderator fills in. The rules are in moderation's actions; here are only fields and their words."""

from typing import Any

from django import forms

from rightsdesk.domain.lifecycle import State
from rightsdesk.domain.moderation import EFFECTS, Action, EffectKind, actions_for
from rightsdesk.moderation.models import Case
from rightsdesk.moderation.queries import policies

ACTION_WORDS = {
    Action.BLOCK: "Block: listeners never hear it",
    Action.RELEASE: "Release: nothing stands against it",
    Action.SUSPEND: "Suspend: take it down for now",
    Action.WITHDRAW: "Withdraw: take it down for good",
}
EFFECT_WORDS = {
    EffectKind.HOLD_MONEY: "its money is held",
    EffectKind.BLOCK: "it is blocked",
    EffectKind.SUSPEND: "it is taken down",
    EffectKind.WITHDRAW: "it is withdrawn and cannot come back",
    EffectKind.RELEASE_MONEY: "its money is released",
    EffectKind.PUBLISH: "it is published",
    EffectKind.NOTIFY: "the platform and the artist get your reason",
}
REASON = forms.CharField(
    label="Reason",
    max_length=4000,
    widget=forms.Textarea(attrs={"rows": 4}),
    help_text="One or two sentences. The platform and the artist read them word for word.",
    error_messages={"required": "Say why: nobody can answer a decision without a reason."},
)


def what_follows(action: Action) -> str:
    """The effects of an action as one sentence."""
    *most, last = (EFFECT_WORDS[kind] for kind in EFFECTS[action])
    return f"Then {', '.join(most)} and {last}."


class DecisionForm(forms.Form):
    """Which policy, what to do, and why."""

    token = forms.IntegerField(widget=forms.HiddenInput)
    policy = forms.ChoiceField(label="Policy")
    action = forms.ChoiceField(
        label="Action",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what shall happen to the derivative."},
    )
    reason = REASON

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = policies()
        self.fields["policy"].choices = [(each.code, str(each)) for each in newest]  # type: ignore[attr-defined]
        self.fields["policy"].initial = case.policy_family
        self.texts = {each.code: each.text for each in newest}
        self.offered = [
            (action.value, ACTION_WORDS[action], what_follows(action))
            for action in actions_for(State(case.derivative.state))
        ]
        self.fields["action"].choices = [(value, label) for value, label, _ in self.offered]  # type: ignore[attr-defined]


class HearingForm(forms.Form):
    """How an appeal ends, and why."""

    outcome = forms.ChoiceField(
        label="Outcome",
        widget=forms.RadioSelect,
        choices=[("upheld", "Uphold the decision"), ("overturned", "Overturn the decision")],
        error_messages={"required": "Choose how the appeal ends."},
    )
    reason = REASON
