"""The consent page and the glance: what was said, what was never said, and what stood before."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rightsdesk.accounts.models import OrganisationKind, Role
from rightsdesk.consent import actions as consent
from rightsdesk.portal import reading
from rightsdesk.portal.wording import conditions_in_words, recipe_in_words
from rightsdesk.shell.templatetags.desk import place
from tests import builders
from tests.portal import story


@pytest.mark.django_db
def test_a_use_without_an_answer_is_shown_as_a_no() -> None:
    desk = story.desk()
    clauses = [{"use": "remix", "answer": "allow", "conditions": {"territories": ["DE", "FR"]}}]
    new = consent.Proposal(desk.party, clauses, date(2026, 6, 1), "Ada Ferro", "portal")
    signed = consent.sign_terms(actor=desk.ada.actor, proposal=new)
    client = Client()
    client.force_login(desk.ada)

    page = client.get(reverse("portal:consent")).content.decode()

    assert signed.public_id in page
    assert "version 2 · from 1 Jun 2026 · signed by Ada Ferro (portal)" in page
    assert "only in Germany and France" in page
    assert "Silent about covers, single stems, your voice," in page
    assert "No answer means no." in page
    (one,) = reading.consent_of(desk.ada, [desk.party], timezone.localdate())
    assert [use.use for use in one.glance if use.answer] == ["remix"]
    assert "Earlier versions (1)" in page


@pytest.mark.django_db
def test_the_glance_shows_the_widest_answer_and_counts_what_differs() -> None:
    desk = story.desk({"remix": "ask", "voice": "deny"})
    clauses = [{"use": "remix", "answer": "deny", "conditions": {}}]
    target = desk.song.recording
    new = consent.Proposal(desk.party, clauses, date(2026, 6, 1), "Ada Ferro", "portal", target)
    consent.sign_terms(actor=desk.ada.actor, proposal=new)

    (one,) = reading.consent_of(desk.ada, [desk.party], timezone.localdate())

    said = {use.use: (use.answer, use.differs) for use in one.glance}
    assert (said["remix"], said["voice"], said["cover"]) == (("ask", 1), ("deny", 0), ("allow", 0))


@pytest.mark.django_db
def test_terms_for_one_recording_are_not_shown_as_consent_to_everything() -> None:
    desk = story.desk()
    label, recording = desk.song.label, desk.song.recording
    builders.withdraw(label.terms.get())
    clauses = [{"use": "remix", "answer": "allow", "conditions": {}}]
    new = consent.Proposal(label, clauses, date(2026, 6, 1), label.name, "paper", recording)
    consent.sign_terms(actor=desk.ada.actor, proposal=new)
    lin = builders.person(
        "Lin", Role.RIGHTS_ADMINISTRATOR, builders.organisation("Northlight", OrganisationKind.LABEL)
    )
    label.organisation = lin.memberships.get().organisation
    label.save()

    (one,) = reading.consent_of(lin, [label], timezone.localdate())

    remix = one.glance[0]
    assert (remix.use, remix.answer, remix.differs) == ("remix", "", 1)


@pytest.mark.django_db
def test_withdrawn_terms_are_history_and_allow_nothing() -> None:
    desk = story.desk()
    signed = desk.party.terms.get()
    builders.withdraw(signed)

    (one,) = reading.consent_of(desk.ada, [desk.party], timezone.localdate())

    assert (one.in_force, one.earlier) == ([], [signed])
    assert {use.answer for use in one.glance} == {""}


@pytest.mark.django_db
def test_somebody_else_reads_only_their_own_terms() -> None:
    desk = story.desk()

    assert [one.in_force for one in reading.consent_of(desk.sam, [], timezone.localdate())] == []
    sams = builders.party("Second Act", where=desk.sam.memberships.get().organisation)
    (one,) = reading.consent_of(desk.sam, [sams], timezone.localdate())
    assert one.in_force == []


@pytest.mark.parametrize(
    ("operations", "style", "words"),
    [
        ([{"kind": "tempo", "ratio": 0.9}], None, ["slower (tempo × 0.9)"]),
        ([{"kind": "pitch", "semitones": -1.0}], None, ["lower by 1 semitone"]),
        (
            [{"kind": "stem", "name": "vocals", "gain_db": None}],
            "karaoke",
            ["karaoke style", "vocals left out"],
        ),
        ([{"kind": "stem", "name": "other", "gain_db": -3.0}], None, ["other instruments quieter by 3 dB"]),
        ([{"kind": "filter", "shape": "lowpass", "hz": 4500.0}], None, ["highs softened above 4,500 Hz"]),
        ([{"kind": "reverb", "mix": 0.12, "seconds": 1.2}], None, ["reverb of 1.2 s (12% wet)"]),
        (
            [{"kind": "drums", "pattern": "lofi", "gain_db": -9.0}],
            "lofi",
            ["lo-fi style", "lo-fi drums added"],
        ),
        ([{"kind": "loudness", "lufs": -14.0}], None, ["no change to the sound"]),
    ],
)
def test_a_recipe_reads_as_a_listener_would_say_it(
    operations: list[dict[str, object]], style: str | None, words: list[str]
) -> None:
    assert recipe_in_words({"version": 1, "style": style, "operations": operations}) == words


def test_a_recipe_the_page_cannot_read_is_said_to_be_one() -> None:
    assert recipe_in_words({"version": 99}) == ["a recipe this page cannot read"]


def test_conditions_read_as_phrases() -> None:
    conditions = {
        "territories": ["DE", "FR", "GB"],
        "styles": ["lofi"],
        "styles_forbidden": ["dnb", "rock"],
        "tempo_ratio": [0.8, 1.25],
        "semitones": [-2, 2],
    }

    assert conditions_in_words(conditions, place) == [
        "only in Germany, France and United Kingdom",
        "only lo-fi",
        "never drum and bass and rock",
        "tempo × 0.8 to × 1.25",
        "−2 to +2 semitones",
    ]
