"""Asking for a derivative: yes, no, "they want to be asked", and the same request again."""

import pytest

from rightsdesk.derivatives.models import Derivative
from rightsdesk.journal.models import Outbox
from tests import builders
from tests.api.support import ask, door, everything, is_problem, request_body

pytestmark = pytest.mark.django_db


def test_an_allowed_request_is_authorised_with_the_clauses_that_allow_it() -> None:
    _, pia = builders.platform()
    song = builders.consented_song()

    answer = ask(door(pia), request_body(song, title="Slow Orchard", seed=7))

    body = answer.json()
    assert (answer.status_code, body["state"], body["title"], body["seed"]) == (
        201,
        "authorised",
        "Slow Orchard",
        7,
    )
    assert body["id"] == Derivative.objects.get().public_id
    assert body["isrcs"] == [song.recording.isrc]
    assert body["recipe"]["operations"][0]["kind"] == "tempo"
    assert body["verdict"]["outcome"] == "allow"
    assert {reason["code"] for reason in body["verdict"]["reasons"]} == {"clause_allow"}
    assert {reason["terms"][:4] for reason in body["verdict"]["reasons"]} == {"trm_"}
    assert [(step["before"], step["after"]) for step in body["transitions"]] == [("requested", "authorised")]
    assert (body["problem"], body["badge_url"], body["media_url"], body["engine"]) == (None, None, None, None)
    assert Outbox.objects.count() == 0


def test_what_the_desk_renders_is_sent_to_the_engine() -> None:
    _, pia = builders.platform()

    answer = ask(door(pia), request_body(builders.consented_song(), rendered_by="desk"))

    message = Outbox.objects.get()
    assert (answer.json()["rendered_by"], message.topic) == ("desk", "rightsdesk.derivatives.tasks.generate")
    assert message.payload == {"args": [Derivative.objects.get().pk]}


def test_a_recipe_wins_over_a_prompt() -> None:
    _, pia = builders.platform()
    recipe = {"version": 1, "style": None, "operations": [{"kind": "pitch", "semitones": 2}]}

    answer = ask(door(pia), request_body(builders.consented_song(), recipe=recipe))

    assert answer.json()["recipe"]["operations"] == [{"kind": "pitch", "semitones": 2.0}]


def test_a_mashup_names_its_second_song_and_declares_both_in_provisional_halves() -> None:
    _, pia = builders.platform()
    first, second = builders.consented_song("Glass Orchard"), builders.consented_song("Slow Tide")
    recipe = {"operations": [{"kind": "mashup", "take": "vocals", "gain_db": 0}]}

    answer = ask(door(pia), request_body(first, recipe=recipe, with_isrc=second.recording.isrc))

    body = answer.json()
    assert (answer.status_code, body["state"], body["kind"]) == (201, "authorised", "mashup")
    assert body["isrcs"] == [first.recording.isrc, second.recording.isrc]
    assert [(s["title"], s["weight_ppm"], s["provisional"]) for s in body["sources"]] == [
        ("Glass Orchard", 500_000, True),
        ("Slow Tide", 500_000, True),
    ]


def test_a_mashup_without_its_second_song_is_refused_and_nothing_is_kept() -> None:
    _, pia = builders.platform()
    song, recipe = (
        builders.consented_song(),
        {"operations": [{"kind": "mashup", "take": "all", "gain_db": 0}]},
    )
    client, before = door(pia), everything()

    is_problem(ask(client, request_body(song, recipe=recipe)), 400, "second_source_missing")

    assert everything() == before


def test_what_of_a_prompt_was_not_understood_is_said() -> None:
    _, pia = builders.platform()
    song = builders.consented_song()

    told = ask(door(pia), request_body(song, prompt="10% slower and xylofluent")).json()["prompt_reading"]

    assert told["understood"]
    assert any("xylofluent" in phrase for phrase in told["not_understood"])


def test_a_no_of_consent_is_an_answer_that_names_the_clause() -> None:
    _, pia = builders.platform()
    song = builders.consented_song("Shut", {"remix": "deny"})

    answer = ask(door(pia), request_body(song))

    body = answer.json()
    assert (answer.status_code, body["state"]) == (201, "refused")
    assert body["problem"]["code"] == "clause_deny"
    assert body["problem"]["message"] == "Shut artist does not allow remixes."
    assert body["verdict"]["reasons"][0]["version"] == 1
    assert Outbox.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"listener": {"id": "l", "plan": "free"}}, "plan_without_addon"),
        ({"listener": {"id": "l", "plan": "gold"}}, "unknown_plan"),
        ({"territory": "US"}, "territory_outside_programme"),
    ],
)
def test_a_no_of_the_programme_is_an_answer_too(changes: dict[str, object], code: str) -> None:
    _, pia = builders.platform()

    answer = ask(door(pia), request_body(builders.consented_song(), **changes))

    assert (answer.status_code, answer.json()["state"], answer.json()["problem"]["code"]) == (
        201,
        "refused",
        code,
    )


def test_the_fourth_derivative_of_a_month_is_beyond_the_quota() -> None:
    _, pia = builders.platform()
    client, body = door(pia), request_body(builders.consented_song())

    states = [ask(client, body, f"key-{n}").json()["state"] for n in range(4)]

    assert states == ["authorised"] * 3 + ["refused"]


def test_an_artist_who_wants_to_be_asked_keeps_it_waiting() -> None:
    _, pia = builders.platform()

    answer = ask(door(pia), request_body(builders.consented_song(answers={"remix": "ask"})))

    assert (answer.status_code, answer.json()["state"]) == (201, "awaiting_approval")
    assert answer.json()["verdict"]["outcome"] == "ask"


def test_the_same_request_again_returns_the_first_one() -> None:
    _, pia = builders.platform()
    client, body = door(pia), request_body(builders.consented_song())
    first = ask(client, body)
    before = everything()

    again = ask(client, body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert everything() == before


def test_another_request_under_the_same_key_is_a_conflict() -> None:
    _, pia = builders.platform()
    song = builders.consented_song()
    client = door(pia)
    first = ask(client, request_body(song)).json()["id"]
    before = everything()

    answer = ask(client, request_body(song, prompt="20% slower"))

    assert is_problem(answer, 409, "idempotency_key_reused")["facts"] == {"derivative": first}
    assert everything() == before


def test_a_key_is_the_clients_own() -> None:
    _, pia = builders.platform()
    colleague = builders.api_client(pia.organisation)
    body = request_body(builders.consented_song())

    answers = [ask(door(client), body) for client in (pia, colleague)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] != answers[1].json()["id"]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("", "idempotency_key_missing"),
        ("x" * 121, "idempotency_key_malformed"),
        ("a b", "idempotency_key_malformed"),
    ],
)
def test_a_request_needs_a_key(key: str, code: str) -> None:
    _, pia = builders.platform()
    body = request_body(builders.consented_song())
    client, before = door(pia), everything()

    is_problem(ask(client, body, key), 400, code)
    assert everything() == before


def test_the_list_is_filtered_by_state_and_walked_by_cursor() -> None:
    _, pia = builders.platform()
    song = builders.consented_song()
    client = door(pia)
    made = [
        ask(
            client,
            request_body(song, listener={"id": f"l{n}", "plan": "free" if n == 0 else "plus"}),
            f"key-{n}",
        )
        for n in range(52)
    ]
    newest_first = [answer.json()["id"] for answer in reversed(made)]

    first = client.get("/api/v1/derivatives").json()
    second = client.get(f"/api/v1/derivatives?cursor={first['next']}").json()
    refused = client.get("/api/v1/derivatives?state=refused").json()

    assert [item["id"] for item in first["items"] + second["items"]] == newest_first
    assert (len(first["items"]), second["next"]) == (50, None)
    assert [item["id"] for item in refused["items"]] == newest_first[-1:]


@pytest.mark.parametrize(
    ("query", "code"),
    [("state=lost", "invalid"), ("cursor=x", "invalid"), (f"cursor=drv_{'0' * 26}", "cursor_unknown")],
)
def test_a_list_that_makes_no_sense_is_refused(query: str, code: str) -> None:
    _, pia = builders.platform()

    is_problem(door(pia).get(f"/api/v1/derivatives?{query}"), 400, code)
