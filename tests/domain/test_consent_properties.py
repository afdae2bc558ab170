"""What must hold for any terms: harder never becomes softer, wider never narrower, order is nothing, replay is exact."""

import json
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from rightsdesk.domain.canonical import canonical_json
from rightsdesk.domain.consent import (
    RANK,
    Answer,
    Capacity,
    Clause,
    Conditions,
    Gap,
    Grantor,
    Outcome,
    Refused,
    Request,
    ScopeKind,
    Use,
    Verdict,
    answer_bytes,
    decide,
    inputs,
    replay,
)

DAY = date(2026, 11, 1)
PARTS = (frozenset({"rec", "wrk_1", "art", "lin"}), frozenset({"rec", "wrk_2", "art", "lin"}))
ADA = Grantor("ada", "Ada", Capacity.ARTIST, parts=PARTS)
LIN = Grantor("lin", "Northlight", f"{Capacity.MASTER}", parts=PARTS)
BOB = Grantor("bob", "Bob", Capacity.VOICE, frozenset({Use.VOICE}))
WHO = [ADA, LIN, BOB]
REACHES = [
    ("party", ""),
    ("roster", "lin"),
    ("artist", "art"),
    ("work", "wrk_1"),
    ("work", "wrk_2"),
    ("recording", "rec"),
]

places = st.sets(st.sampled_from(["DE", "FR", "GB", "2130"]), min_size=1).map(sorted)
days = st.sampled_from([None, "2026-01-01", "2026-10-31", "2026-11-01"])
ends = st.sampled_from([None, "2026-11-02", "2027-01-01"])
rules = st.fixed_dictionaries(
    {},
    optional={
        "territories": places,
        "period": st.tuples(days, ends).map(list),
        "tempo_ratio": st.sampled_from([[0.9, 1.1], [0.5, 2.0]]),
        "styles_forbidden": st.just(["house"]),
        "cap_live": st.integers(0, 3),
        "distribution": st.just(["in_app", "private"]),
    },
)


@st.composite
def clauses(draw: st.DrawFn, answer: Answer | None = None) -> Clause:
    who = draw(st.sampled_from(WHO))
    scope, target = draw(st.sampled_from(REACHES))
    use = draw(st.sampled_from([Use.REMIX, Use.VOICE]))
    said = answer or draw(st.sampled_from(Answer))
    name = f"trm_{who.id}_{target}"
    owed = (("credit_line", f"by {who.name}"),) if target else ()
    conditions = Conditions.from_json(draw(rules))
    return Clause(who.id, who.name, name, 1, ScopeKind(scope), use, said, conditions, target, owed)


def once(listed: list[Clause]) -> list[Clause]:
    """Terms speak once about one use."""
    return list({(each.terms, each.use): each for each in listed}.values())


said = st.lists(clauses(), max_size=10).map(once)
asked = st.builds(
    Request,
    st.sampled_from([frozenset({Use.REMIX}), frozenset({Use.REMIX, Use.VOICE})]),
    st.sampled_from(["DE", "DE FR", "AU"]),
    st.just(DAY),
    tempo_ratio=st.sampled_from([1.0, 1.3]),
    styles=st.sampled_from([frozenset(), frozenset({"house"})]),
    live_derivatives=st.integers(0, 2),
)


def rank(verdict: Verdict) -> int:
    return RANK[verdict.outcome]


@given(asked, said, clauses(Answer.DENY))
def test_adding_a_deny_never_turns_a_no_into_a_yes(request: Request, known: list[Clause], no: Clause) -> None:
    others = [each for each in known if (each.terms, each.use) != (no.terms, no.use)]

    assert rank(decide(request, WHO, [*others, no])) >= rank(decide(request, WHO, others))


@given(asked, said, st.randoms(use_true_random=False))
def test_widening_a_territory_or_period_never_turns_a_yes_into_a_no(
    request: Request, known: list[Clause], random: Random
) -> None:
    wider = [replace(each, conditions=widened(each.conditions, random)) for each in known]

    assert rank(decide(request, WHO, wider)) <= rank(decide(request, WHO, known))


def widened(conditions: Conditions, random: Random) -> Conditions:
    facts = conditions.to_json()
    if "territories" in facts:
        facts["territories"] = [*facts["territories"], *random.sample(["DE", "US", "2130"], 2)]
    if "period" in facts:
        first, after = facts["period"]
        facts["period"] = random.choice([[None, after], [first, None], [None, None]])
    return Conditions.from_json(facts)


@given(asked, said, st.randoms(use_true_random=False))
def test_the_order_of_terms_and_people_is_nothing(
    request: Request, known: list[Clause], random: Random
) -> None:
    gaps, refused = [Gap("master", "x"), Gap("composition", "y")], [Refused("a", "A."), Refused("b", "B.")]
    shuffled, people = list(known), list(WHO)
    random.shuffle(shuffled)
    random.shuffle(people)

    one = decide(request, WHO, known, gaps, refused)
    other = decide(request, people, shuffled, gaps[::-1], refused[::-1])

    assert one == other
    assert canonical_json(one.to_json()) == canonical_json(other.to_json())


@given(asked, said, st.randoms(use_true_random=False))
def test_the_stored_inputs_give_the_same_bytes_again(
    request: Request, known: list[Clause], random: Random
) -> None:
    answer = decide(request, WHO, known, [], [Refused("quota", "Used up.")] * random.randrange(2))
    refused = [Refused("quota", "Used up.")] * any(reason.code == "quota" for reason in answer.reasons)
    shuffled = random.sample(known, len(known))

    document = inputs(request, WHO[::-1], shuffled, [], refused)

    assert canonical_json(document) == canonical_json(inputs(request, WHO, known, [], refused))
    assert replay(json.loads(canonical_json(document))) == answer_bytes(answer.to_json())


@given(asked, said)
def test_a_verdict_is_never_without_reasons_and_says_what_would_change_it(
    request: Request, known: list[Clause]
) -> None:
    verdict = decide(request, WHO, known)

    obstacles = [reason for reason in verdict.reasons if reason.outcome is not Outcome.ALLOW]
    assert verdict.reasons
    assert len(verdict.changes) == len(obstacles)
    assert bool(verdict.to_ask) == (verdict.outcome is Outcome.ASK)
    assert all(reason.message.endswith(".") for reason in verdict.reasons)
    assert not (verdict.obligations and verdict.outcome is Outcome.DENY)
