"""What would be allowed? A question put to the law: about answers not signed yet, or about a recording as things stand."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from rightsdesk.artists.models import Party
from rightsdesk.domain.consent import (
    Answer,
    Capacity,
    Clause,
    Conditions,
    Distribution,
    Grantor,
    Request,
    ScopeKind,
    Use,
    Verdict,
    decide,
    obligations_from_json,
)
from rightsdesk.domain.recipe import TEMPO_RATIO
from rightsdesk.domain.terms_words import DISTRIBUTION_WORDS, USE_TITLES
from rightsdesk.domain.territories import TerritoryError
from rightsdesk.generation.builtin import ID, VERSION
from rightsdesk.portal.terms import places
from rightsdesk.portal.terms.fields import SEMITONES, ChoicesField, style_choices, topic_choices
from rightsdesk.portal.terms.widgets import day, line, number

DRAFT = "draft"


class WhatIfForm(forms.Form):
    """One imagined request."""

    use = forms.ChoiceField(choices=list(USE_TITLES.items()), label="What for")
    territory = forms.CharField(max_length=200, label="Where", widget=line("Germany"))
    on = forms.DateField(
        label="On", widget=day(), error_messages={"invalid": "Write a day as year-month-day."}
    )
    tempo = forms.FloatField(
        min_value=TEMPO_RATIO[0],
        max_value=TEMPO_RATIO[1],
        label="Tempo ×",
        widget=number(*TEMPO_RATIO, "any"),
    )
    semitones = forms.FloatField(
        min_value=SEMITONES[0], max_value=SEMITONES[1], label="Semitones", widget=number(*SEMITONES, "any")
    )
    style = forms.ChoiceField(required=False, choices=[("", "unchanged"), *style_choices().items()])
    distribution = forms.ChoiceField(choices=list(DISTRIBUTION_WORDS.items()), label="Heard")
    topics = ChoicesField(topic_choices(), label="Topics of the prompt")
    engine = forms.CharField(required=False, max_length=60, widget=line("not named"))
    model = forms.CharField(required=False, max_length=60, widget=line("not named"), label="Model or version")
    by_name = forms.BooleanField(required=False, label="The prompt names you: “in the style of …”")

    def clean_territory(self) -> str:
        try:
            return " ".join(places.tokens(self.cleaned_data["territory"])) or "WW"
        except TerritoryError as error:
            raise forms.ValidationError(str(error)) from error

    def request_to(self, party: Party) -> Request:
        """The question in the law's words; naming the party's voice or manner where it is asked for."""
        asked = self.cleaned_data
        own = frozenset({party.public_id})
        return Request(
            uses=frozenset({Use(asked["use"])}),
            territory=asked["territory"],
            on=asked["on"],
            tempo_ratio=asked["tempo"],
            semitones=asked["semitones"],
            styles=frozenset({asked["style"]} - {""}),
            topics=frozenset(asked["topics"] or ()),
            imitates=own if asked["by_name"] else frozenset(),
            voices=own if asked["use"] == Use.VOICE else frozenset(),
            engine=asked["engine"],
            model=asked["model"],
            distribution=asked["distribution"],
        ).with_changes()

    @property
    def detailed(self) -> bool:
        """Whether something beyond the first row was asked."""
        return any(self[name].value() for name in ("topics", "by_name"))


class RecordingForm(WhatIfForm):
    """The same about one recording as things stand, with everybody who must agree to it."""

    isrc = forms.CharField(max_length=20, label="Recording (ISRC)", widget=line("GBAYE0601498"))
    field_order = ("isrc",)


def start(day: Any) -> dict[str, Any]:
    """The question before anything was typed."""
    return {
        "use": Use.REMIX.value,
        "territory": "Germany",
        "on": day,
        "tempo": 1,
        "semitones": 0,
        "distribution": Distribution.IN_APP.value,
        "engine": ID,
        "model": f"{ID} {VERSION}",
    }


def ask_draft(party: Party, clauses: Iterable[Mapping[str, Any]], request: Request) -> Verdict:
    """What the party's own answers, signed or not, say to it; nobody else is asked."""
    own = [Grantor(party.public_id, party.name, capacity) for capacity in _capacities(request)]
    return decide(request, own, [_clause(party, said) for said in clauses])


def _capacities(request: Request) -> list[str]:
    found = [Capacity.ARTIST.value]
    found += [Capacity.VOICE.value] if request.voices else []
    return found + ([Capacity.IMITATED.value] if request.imitates else [])


def _clause(party: Party, said: Mapping[str, Any]) -> Clause:
    return Clause(
        grantor=party.public_id,
        grantor_name=party.name,
        terms=DRAFT,
        version=0,
        scope=ScopeKind.PARTY,
        use=Use(said["use"]),
        answer=Answer(said["answer"]),
        conditions=Conditions.from_json(said["conditions"]),
        obligations=obligations_from_json(said["obligations"]),
    )
