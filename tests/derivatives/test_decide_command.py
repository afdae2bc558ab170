"""`manage.py decide`: what the law would answer, for one request or for very many; nothing is stored."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rightsdesk.consent.models import Verdict
from rightsdesk.derivatives import actions
from rightsdesk.derivatives.answering import answers
from tests.builders import Song, ask, consented_song, party, platform, song, terms
from tests.consent.support import DAY, sign

pytestmark = pytest.mark.django_db


def decide(*arguments: str) -> str:
    out = StringIO()
    call_command("decide", *arguments, stdout=out)
    return out.getvalue()


def about(made: Song, *more: str) -> dict[str, Any]:
    plain = ["--isrc", made.recording.isrc, "--use", "remix", "--territory", "DE", "--on", "2026-11-01"]
    found: dict[str, Any] = json.loads(decide(*plain, *more, "--json"))
    return found


@pytest.fixture
def made() -> Song:
    made = song()
    for who in (made.artist.party, made.publisher):
        terms(who)
    terms(made.label, territories=["DE", "FR"], tempo_ratio=[0.9, 1.1], semitones=[-2, 2], styles_forbidden=["house"],
          distribution=["in_app"], engines=["builtin"])  # fmt: skip
    return made


def test_it_answers_with_every_fact_that_is_asked(made: Song) -> None:
    fits = (
        "--tempo",
        "1.1",
        "--semitones",
        "2",
        "--style",
        "lofi",
        "--engine",
        "builtin",
        "--distribution",
        "in_app",
    )

    answer = about(made, *fits)

    assert answer["outcome"] == "allow"
    assert answer["request"] | {"tempo_ratio": 1.1, "semitones": 2.0, "styles": ["lofi"]} == answer["request"]
    assert not Verdict.objects.exists()


@pytest.mark.parametrize(
    ("more", "use"),
    [(("--tempo", "0.9"), "tempo"), (("--semitones", "1"), "key"), (("--style", "lofi"), "style")],
)
def test_a_change_that_is_named_is_asked_as_a_use(made: Song, more: tuple[str, ...], use: str) -> None:
    terms(made.artist.party, {use: "deny"})

    answer = about(made, "--engine", "builtin", *more)

    assert answer["request"]["uses"] == sorted(["remix", use])
    assert [(r["code"], r["use"]) for r in answer["reasons"] if r["outcome"] == "deny"] == [
        ("clause_deny", use)
    ]
    assert about(made, "--engine", "builtin")["outcome"] == "allow"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--territory", "US"), "territory"),
        (("--tempo", "1.2"), "tempo_ratio"),
        (("--semitones", "-3"), "semitones"),
        (("--style", "lofi", "--style", "house"), "style_forbidden"),
        (("--engine", "other"), "engine"),
        (("--distribution", "off_platform"), "distribution"),
    ],
)
def test_each_option_reaches_the_law(made: Song, more: tuple[str, ...], code: str) -> None:
    answer = about(made, *(() if code == "engine" else ("--engine", "builtin")), *more)

    denied = {reason["code"] for reason in answer["reasons"] if reason["outcome"] == "deny"}
    assert (answer["outcome"], denied) == ("deny", {code})


def test_a_voice_is_an_artist_by_name_or_id() -> None:
    made = consented_song()
    name, public_id = made.artist.name, made.artist.party.public_id

    for voice in (name, name.upper(), made.artist.public_id, public_id):
        assert about(made, "--voice", voice)["request"]["voices"] == [public_id]
    assert about(made, "--voice", name)["outcome"] == "allow"


def test_in_words_it_says_why_and_what_would_have_to_change(made: Song) -> None:
    words = decide("--isrc", made.recording.isrc, "--use", "remix", "--territory", "US", "--on", "2026-11-01")

    assert words.startswith(f"deny: {made.recording.isrc} (law 2026.2)")
    assert "Glass Orchard label allows this only in DE FR; you asked for US." in words
    assert "change request: The request keeps to what Glass Orchard label said" in words


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--use", "remix", "--territory", "DE"), "1 to 20 recordings"),
        (("--isrc", "nonsense", "--use", "remix", "--territory", "DE"), "ISRC"),
        (("--isrc", "ZZZZZ2699999", "--use", "remix", "--territory", "DE"), "No recording in the catalogue"),
        (("--isrc", "ZZZZZ2699999", "--use", "remix", "--territory", "ZZ"), "not a country"),
        (("--isrc", "ZZZZZ2699999", "--territory", "DE"), "needs uses"),
        (
            ("--isrc", "ZZZZZ2699999", "--use", "remix", "--territory", "DE", "--voice", "Nobody"),
            "no artist is called",
        ),
        (("--programme", "prg_x"), "no programme prg_x"),
        (("--bulk", "nowhere.jsonl"), "cannot be read"),
    ],
)
def test_what_it_cannot_understand_it_says_and_exits(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        decide(*arguments)


def test_in_bulk_a_bad_line_gives_an_error_line_and_the_rest_goes_on(made: Song, tmp_path: Path) -> None:
    question = {
        "isrc": made.recording.isrc,
        "use": "remix",
        "territory": "DE",
        "on": "2026-11-01",
        "engine": "builtin",
    }
    lines = [
        json.dumps(question | {"id": "first"}), "{broken", "[]", "", json.dumps(question | {"territory": "ZZ", "id": 7}),
        json.dumps(question | {"mood": "blue"}), json.dumps(question | {"isrc": "ZZZZZ2699999"}), '{"isrc": "\ud800"}',
        "9" * 5000, "[" * 90_000, json.dumps(question | {"voices": {"a": 1}}), json.dumps(question | {"uses": ["key"]}),
    ]  # fmt: skip
    file = tmp_path / "questions.jsonl"
    file.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))

    found = [json.loads(line) for line in decide("--bulk", str(file)).splitlines()]

    assert [answer["line"] for answer in found] == list(range(1, len(lines) + 1))
    assert (found[0]["id"], found[0]["outcome"], found[4]["id"]) == ("first", "allow", 7)
    assert [answer["error"]["code"] for answer in found[1:-1]] == [
        "line_malformed", "line_malformed", "line_malformed", "territory_unknown", "line_malformed", "unknown_isrc",
        *["line_malformed"] * 4,
    ]  # fmt: skip
    assert found[-1]["outcome"] == "allow"


def test_bulk_and_single_answers_are_the_same_and_a_batch_has_a_constant_number_of_queries(
    made: Song,
) -> None:
    other = consented_song("Other", {"remix": "ask"})
    asked = [
        {
            "isrc": each.recording.isrc,
            "use": "remix",
            "territory": place,
            "on": "2026-11-01",
            "engine": "builtin",
        }
        for each in (made, other)
        for place in ("DE", "FR", "US", "DE FR", "WW")
    ]

    with CaptureQueriesContext(connection) as few:
        alone = [next(answers([question], today=DAY)) for question in asked[:1]]
    with CaptureQueriesContext(connection) as many:
        together = list(answers(asked, today=DAY))

    assert len(few) == len(many)
    assert together[0] == alone[0]
    assert [a["outcome"] for a in together] == [
        "allow",
        "allow",
        "deny",
        "allow",
        "deny",
        "ask",
        "ask",
        "ask",
        "ask",
        "ask",
    ]


def test_a_mashup_needs_everybody_of_both_recordings(made: Song) -> None:
    other = consented_song("Other", {"remix": "ask"})

    answer = about(made, "--isrc", other.recording.isrc, "--engine", "builtin")

    assert (answer["outcome"], len(answer["isrcs"])) == ("ask", 2)
    assert answer["to_ask"] == [other.artist.party.public_id]


class TestCaps:
    """Live derivatives of the recording, and a listener's of the month, are counted by the desk."""

    @pytest.fixture
    def capped(self) -> Song:
        made = song()
        for who in (made.artist.party, made.publisher):
            terms(who)
        terms(made.label, cap_live=2, cap_listener_month=1)
        return made

    def test_they_are_held_when_a_platform_asks(self, capped: Song) -> None:
        programme, client = platform()

        def state(listener: str) -> tuple[str, list[str]]:
            wanted = ask(capped, listener=listener, plan="studio")
            made, _ = actions.request(actor=client.actor, client=client, programme=programme, ask=wanted)
            verdict = made.verdict
            assert verdict is not None
            return made.state, [
                r["code"] for r in verdict.reasons if r["outcome"] == "deny" and "cap" in r["code"]
            ]

        assert state("listener-1") == ("authorised", [])
        assert state("listener-1")[1] == ["cap_listener_month"] * 2
        assert state("listener-2") == ("authorised", [])
        assert set(state("listener-3")[1]) == {"cap_live"}

        plain = {"isrc": capped.recording.isrc, "uses": ["remix"], "territory": "DE"}
        today = client.derivatives.latest("pk").requested_at.date()
        [counted] = answers([plain | {"listener": "listener-1"}], today=today, programme=programme)
        [stated] = answers([plain | {"live_derivatives": 0}], today=today)
        assert (counted["request"]["live_derivatives"], counted["request"]["listener_this_month"]) == (2, 1)
        assert (counted["outcome"], stated["outcome"]) == ("deny", "allow")


def test_topics_and_named_artists_of_a_prompt_are_facts_for_the_law() -> None:
    programme, client = platform()
    star, made = consented_song("Star", performer=party("Nova Star")), song()
    for who in made.grantors:
        sign(who, use="remix", conditions={"topics_forbidden": ["politics"]})

    def codes(prompt: str) -> set[str]:
        wanted = ask(made, prompt=prompt)
        answered = actions.request(actor=client.actor, client=client, programme=programme, ask=wanted)[
            0
        ].verdict
        assert answered is not None
        return {reason["code"] for reason in answered.reasons}

    assert "topic" in codes("10% slower for the election campaign")
    assert "not_imitated" in codes("10% slower, in the style of nova star")
    assert star.artist.party.public_id in Verdict.objects.latest("pk").request["imitates"]
