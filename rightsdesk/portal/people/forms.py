"""What a person may send from the pages about people. Identifiers are checked here already, beside their field."""

from collections.abc import Mapping
from typing import Any

from django import forms

from rightsdesk.accounts.models import DelegatedRight, Organisation, Programme
from rightsdesk.artists.models import Party
from rightsdesk.domain.errors import Refusal
from rightsdesk.domain.identifiers import IdentifierError, normalise
from rightsdesk.domain.territories import NAMES
from rightsdesk.portal.people.wording import RIGHT_WORDS
from rightsdesk.programmes.models import Invitation, InvitationKind

IDENTIFIERS = {
    "isni": ("ISNI", "Sixteen characters, if you have one."),
    "ipi_name": ("IPI name number", "From your collecting society, if you are a member."),
    "dpid": ("DDEX party id", "Only companies that exchange DDEX messages have one."),
}
# Which identifiers each kind of newcomer is asked for, and what their name is called.
ASKED = {
    InvitationKind.ARTIST: (("isni", "ipi_name"), "Artist name"),
    InvitationKind.PUBLISHER: (("ipi_name", "isni", "dpid"), "Company name"),
    InvitationKind.DELEGATE: ((), ""),
}
# The field beside which a refusal of the verb is shown.
BESIDE = {
    "name_missing": "name",
    "password_weak": "password",
    "known_as_missing": "known_as",
    "email_malformed": "email",
    "rights_missing": "rights",
    "period_ended": "until",
    "rules_not_accepted": "rules",
}


def show_refusal(form: forms.Form, refusal: Refusal) -> None:
    """A verb's refusal as an error of the form, beside the field it is about."""
    field = BESIDE.get(refusal.code)
    form.add_error(field if field in form.fields else None, refusal.message)


class JoinForm(forms.Form):
    """Only what the kind of invitation asks for; a person who has an account tells no name and no password again."""

    name = forms.CharField(label="Your name", max_length=120, help_text="The person who signs in.")
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least eight characters that nobody would guess.",
    )
    known_as = forms.CharField(max_length=200, help_text="As it stands on your releases and contracts.")
    tax_residence = forms.ChoiceField(
        label="Where you pay tax",
        choices=[("", "Not said yet"), *sorted(NAMES.items(), key=lambda item: item[1])],
        required=False,
    )
    rules = forms.BooleanField(label="I accept these rules")

    def __init__(self, invitation: Invitation, *, has_account: bool, data: Any = None) -> None:
        super().__init__(data)
        known = invitation.claims is not None or invitation.kind == InvitationKind.DELEGATE
        kinds, called = ASKED[InvitationKind(invitation.kind)]
        self.kinds = () if known else kinds
        for each in self.kinds:
            label, words = IDENTIFIERS[each]
            self.fields[each] = forms.CharField(label=label, max_length=60, required=False, help_text=words)
        self.fields["known_as"].label = called
        told = (
            *(("name", "password") if has_account else ()),
            *(("known_as", "tax_residence") if known else ()),
        )
        for name in told:
            del self.fields[name]
        self.order_fields(["name", "password", "known_as", *self.kinds, "tax_residence", "rules"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for kind in self.kinds:
            if cleaned.get(kind):
                self._check(kind, cleaned)
        return cleaned

    def _check(self, kind: str, cleaned: dict[str, Any]) -> None:
        try:
            cleaned[kind] = normalise(kind, cleaned[kind])
        except IdentifierError as error:
            self.add_error(kind, str(error))

    @property
    def identifiers(self) -> dict[str, str]:
        return {kind: self.cleaned_data[kind] for kind in self.kinds if self.cleaned_data.get(kind)}


class InviteForm(forms.Form):
    """Ask somebody by e-mail, in the name of one of the organisations one may invite for."""

    email = forms.EmailField(label="E-mail address")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["email"].widget.attrs["autocomplete"] = "off"


class DelegateForm(InviteForm):
    """A delegate: which rights, and until when."""

    rights = forms.MultipleChoiceField(
        choices=[(right.value, RIGHT_WORDS[right][0]) for right in DelegatedRight], required=False
    )
    until = forms.DateField(
        label="Until",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The first day on which the rights no longer hold. Empty: until you end them.",
    )

    def __init__(self, teams: Mapping[str, Organisation], data: Any = None) -> None:
        super().__init__(data)
        self.teams = teams
        choices = [(key, str(team)) for key, team in teams.items()]
        self.fields["team"] = forms.ChoiceField(label="For", choices=choices)

    @property
    def team(self) -> Organisation:
        return self.teams[self.cleaned_data["team"]]

    @property
    def rights_given(self) -> frozenset[DelegatedRight]:
        return frozenset(map(DelegatedRight, self.cleaned_data["rights"]))


class RosterForm(InviteForm):
    """An artist for a label's roster, and perhaps for a programme at the same time. `artists`: those on the roster for
    whom nobody acts yet, who may be invited as themselves."""

    def __init__(
        self,
        labels: Mapping[str, Party],
        programmes: Mapping[str, Programme],
        artists: Mapping[str, Party],
        data: Any = None,
    ) -> None:
        super().__init__(data)
        self.labels, self.programmes, self.artists = labels, programmes, artists
        known = [(key, str(artist)) for key, artist in artists.items()]
        self.fields["artist"] = forms.ChoiceField(
            label="Who is it?",
            choices=[("", "Somebody new"), *known],
            required=False,
            help_text="An artist of your roster gets a desk of their own once their identity is checked.",
        )
        named = [(key, str(label)) for key, label in labels.items()]
        offers = [(key, f"{each} ({each.platform})") for key, each in programmes.items()]
        self.fields["label"] = forms.ChoiceField(label="Roster", choices=named)
        self.fields["programme"] = forms.ChoiceField(
            choices=[("", "None yet"), *offers],
            required=False,
            help_text="They take part as soon as their identity is checked.",
        )

    @property
    def label(self) -> Party:
        return self.labels[self.cleaned_data["label"]]

    @property
    def artist(self) -> Party | None:
        return self.artists.get(self.cleaned_data["artist"])

    @property
    def programme(self) -> Programme | None:
        return self.programmes.get(self.cleaned_data["programme"])


class VoiceForm(forms.Form):
    """What changes for one artist on a roster, and why."""

    voice = forms.ChoiceField(choices=[(each, each) for each in ("speaks", "silent", "leaves")])
    reason = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For instance the contract and its clause. It is kept with the change.",
    )
