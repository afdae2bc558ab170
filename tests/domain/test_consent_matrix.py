"""Grantor × scope × use × territory × time: the law against a brute-force oracle written from the issue's prose."""

from datetime import date
from itertools import cycle, product
from random import Random

import pytest

from tests.domain.consent_world import outcome_of
from tests.domain.oracles.consent_oracle import Statement, World, everybody, outcome

FIRST, AFTER = date(2026, 1, 1), date(2027, 1, 1)
DAYS = {"within the period": date(2026, 11, 1), "on its last day": date(2026, 12, 31), "after it": AFTER}
HERE = frozenset({"DE", "FR"})
SONG = World("R", ("ada",), (), {"W": ("pub",)}, ("lin",), {"ada": ("lin",)})
MEDLEY = World(
    "R",
    ("ada", "bob"),
    ("cleo",),
    {"W1": ("pub",), "W2": ("pub", "other")},
    ("lin", "ada"),
    {"ada": ("lin",), "cleo": ("elsewhere",)},
    (("ada", "lin"), ("cleo", "elsewhere")),
)
ANSWERS = (None, "allow", "ask", "deny")


def said(who: str, scope: str, target: str, answer: str, use: str = "remix") -> Statement:
    return Statement(who, scope, target, use, answer, HERE, FIRST, AFTER)


REACH = {
    "ada": (("party", ""), ("artist", "ada"), ("work", "W"), ("recording", "R")),
    "lin": (("party", ""), ("roster", "lin"), ("artist", "ada"), ("work", "W"), ("recording", "R")),
    "pub": (("party", ""), ("artist", "ada"), ("work", "W"), ("recording", "R")),
}


@pytest.mark.parametrize("who", sorted(REACH))
def test_every_combination_of_one_grantors_scopes_in_and_out_of_territory_and_time(who: str) -> None:
    others = [said(other, "party", "", "allow") for other in REACH if other != who]
    outside = cycle([("US", DAYS["within the period"]), ("DE", DAYS["after it"])])
    for answers in product(ANSWERS, repeat=len(REACH[who])):
        own = [said(who, *reach, answer) for reach, answer in zip(REACH[who], answers, strict=True) if answer]
        for country, day in (("DE", DAYS["within the period"]), next(outside)):
            asked = (SONG, [*others, *own], ["remix"], country, day)

            assert outcome_of(*asked) == outcome(*asked), (answers, country, day)


def test_every_combination_of_three_grantors_two_scopes_and_two_uses() -> None:
    reaches = [
        (who, scope, "" if scope == "party" else "R") for who in REACH for scope in ("party", "recording")
    ]
    for answers in product((None, "allow", "deny"), repeat=6):
        statements = [said(*reach, answer) for reach, answer in zip(reaches, answers, strict=True) if answer]
        statements += [said(who, "party", "", "ask", "key") for who in REACH]
        asked = (SONG, statements, ["remix", "key"], "DE", DAYS["on its last day"])

        assert outcome_of(*asked) == outcome(*asked), answers


def anything(random: Random) -> list[Statement]:
    """Up to twenty statements of anybody, about anything, with any conditions."""
    targets = {"party": [""], "roster": ["lin", "elsewhere"], "artist": ["ada", "bob", "cleo"], "work": ["W1", "W2"],
               "recording": ["R", "another"]}  # fmt: skip
    found: dict[tuple[str, ...], Statement] = {}
    who_else = [*sorted(everybody(MEDLEY)), "elsewhere"]
    if random.random() < 0.8:
        for who, use in product(who_else, ("remix", "voice", "key")):
            found[who, "party", "", use] = said(who, "party", "", "allow", use)
    for _ in range(random.randrange(20)):
        scope = random.choice(sorted(targets))
        target, who, use = (
            random.choice(targets[scope]),
            random.choice(who_else),
            random.choice(["remix", "voice", "key"]),
        )
        if scope == "roster":
            who = target
        places = random.choice([HERE, frozenset({"DE", "FR", "US"}), frozenset({"US"})])
        answer = random.choice(["allow", "allow", "ask", "deny"])
        found[who, scope, target, use] = Statement(who, scope, target, use, answer, places, FIRST, AFTER)
    return list(found.values())


@pytest.mark.parametrize("seed", range(2))
def test_hundreds_of_medleys_with_guests_rosters_and_voices(seed: int) -> None:
    random = Random(seed)
    seen = set()
    for _ in range(150):
        voices = tuple(random.sample(["ada", "cleo"], random.randrange(3)))
        uses = random.sample(["remix", "voice", "key"], random.randint(1, 3))
        uses = sorted({*uses, *(["voice"] if voices else [])})
        day, country = random.choice(sorted(DAYS.values())), random.choice(["DE", "US"])
        asked = (MEDLEY, anything(random), uses, country, day, voices)
        seen.add(outcome(*asked))

        assert outcome_of(*asked) == outcome(*asked), asked

    assert seen == {"allow", "ask", "deny"}
