"""Who must agree to what: each part of a medley, each artist of a duet, the voice, the imitated, the ownerless side."""

from datetime import date
from typing import Any

import pytest

from rightsdesk.domain.consent import (
    Answer,
    Clause,
    Conditions,
    Outcome,
    Request,
    ScopeKind,
    Use,
    Verdict,
    decide,
)
from rightsdesk.domain.consent.sources import Credit, Holding, Person, Source, grantors
from rightsdesk.domain.territories import WORLD, Places

DAY = date(2026, 11, 1)
ADA, BOB, LIN, PUB = "pty_ada", "pty_bob", "pty_lin", "pty_pub"
NAMES = {ADA: "Ada", BOB: "Bob", LIN: "Northlight", PUB: "Fern"}


def source(
    guest: bool = False, duet: bool = False, works: tuple[str, ...] = ("wrk_1",), **more: Any
) -> Source:
    heard = [Credit("art_ada", "Ada", ADA, True, frozenset({LIN}))]
    if guest or duet:
        heard.append(Credit("art_bob", "Bob", BOB, duet))
    held = [Holding(LIN, "Northlight", WORLD)] + [Holding(PUB, "Fern", WORLD, work) for work in works]
    linked = tuple((work, work) for work in works)
    return Source("rec_1", "Glass Orchard", linked, tuple(heard), more.get("held", tuple(held)))


def clause(
    who: str, answer: Answer = Answer.ALLOW, target: str = "", use: Use = Use.REMIX, **more: Any
) -> Clause:
    kinds = {
        "art": ScopeKind.ARTIST,
        "wrk": ScopeKind.WORK,
        "rec": ScopeKind.RECORDING,
        "pty": ScopeKind.ROSTER,
    }
    scope = kinds[target[:3]] if target else ScopeKind.PARTY
    rules = Conditions.from_json(more.pop("conditions", {}))
    return Clause(who, NAMES[who], f"trm_{who}_{target}", 1, scope, use, answer, rules, target, **more)


def asked(found: Source, clauses: list[Clause], *uses: Use, **facts: Any) -> Verdict:
    request = Request(frozenset(uses or {Use.REMIX}), facts.pop("territory", "DE"), DAY, **facts)
    people = {BOB: Person(BOB, "Bob", ("art_bob",)), ADA: Person(ADA, "Ada", ("art_ada",))}
    who = grantors([found], request, people, frozenset(NAMES))
    return decide(request, who, clauses, found.gaps(request.places))


EVERYBODY = [clause(ADA), clause(BOB), clause(LIN), clause(PUB)]


def but(who: str, *instead: Clause) -> list[Clause]:
    return [each for each in EVERYBODY if each.grantor != who] + list(instead)


def test_a_yes_to_one_song_of_a_medley_is_no_yes_to_the_other() -> None:
    medley = source(works=("wrk_1", "wrk_2"))

    one = asked(medley, but(PUB, clause(PUB, target="wrk_1")))
    both = asked(medley, but(PUB, clause(PUB, target="wrk_1"), clause(PUB, target="wrk_2")))

    assert (one.outcome, both.outcome) == (Outcome.DENY, Outcome.ALLOW)
    assert one.reasons[0].code == "missing_consent"


def test_the_default_still_decides_about_the_song_that_has_no_terms_of_its_own() -> None:
    clauses = but(PUB, clause(PUB, Answer.DENY), clause(PUB, target="wrk_1"))

    assert asked(source(), clauses).outcome is Outcome.ALLOW
    assert asked(source(works=("wrk_1", "wrk_2")), clauses).outcome is Outcome.DENY


def test_what_a_label_says_of_the_main_artist_holds_with_a_guest_on_the_recording() -> None:
    clauses = but(LIN, clause(LIN, Answer.DENY), clause(LIN, target="art_ada"))

    assert asked(source(guest=True), clauses).outcome is Outcome.ALLOW


def test_what_a_label_says_of_the_guest_alone_does_not_free_the_recording() -> None:
    clauses = but(LIN, clause(LIN, Answer.DENY), clause(LIN, target="art_bob"))

    assert asked(source(guest=True), clauses).outcome is Outcome.DENY


def test_a_labels_no_to_the_guest_is_a_no() -> None:
    assert (
        asked(source(guest=True), [*EVERYBODY, clause(LIN, Answer.DENY, "art_bob")]).outcome is Outcome.DENY
    )


def test_both_artists_of_a_duet_have_to_be_covered() -> None:
    one = but(LIN, clause(LIN, target="art_ada"))

    assert asked(source(duet=True), one).outcome is Outcome.DENY
    assert asked(source(duet=True), [*one, clause(LIN, target="art_bob")]).outcome is Outcome.ALLOW


def test_a_guest_has_to_agree_like_the_main_artist() -> None:
    verdict = asked(source(guest=True), but(BOB))

    assert [(r.code, r.grantor) for r in verdict.reasons][:1] == [("missing_consent", BOB)]


def test_a_labels_roster_terms_reach_the_recordings_of_its_artists_only() -> None:
    roster = but(LIN, clause(LIN, target=LIN))

    assert asked(source(), roster).outcome is Outcome.ALLOW
    assert asked(source(duet=True), roster).outcome is Outcome.DENY


def test_a_roster_default_that_speaks_for_the_artist_gives_way_to_anything_the_artist_said() -> None:
    spoken = clause(ADA, target=LIN, spoken_by="Northlight")

    assert asked(source(), but(ADA, spoken)).outcome is Outcome.ALLOW
    assert asked(source(), [*but(ADA, spoken), clause(ADA, Answer.DENY)]).outcome is Outcome.DENY
    assert "whose roster default speaks for Ada" in asked(source(), but(ADA, spoken)).reasons[0].message


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ((), {"No owner of the master of Glass Orchard is on record.", "No owner of the composition of wrk_1 is on record."}),
        (
            (Holding(LIN, "L", Places.parse("FR")), Holding(PUB, "P", WORLD, "wrk_1")),
            {"No owner of the master of Glass Orchard is on record."},
        ),
    ],
)  # fmt: skip
def test_a_side_nobody_owns_is_a_no_whoever_else_agrees(held: tuple[Holding, ...], words: set[str]) -> None:
    verdict = asked(source(held=held), EVERYBODY)

    assert verdict.outcome is Outcome.DENY
    assert {r.message for r in verdict.reasons if r.code == "no_owner"} == words


def test_a_side_owned_in_a_part_of_the_asked_territory_says_where_it_is_not() -> None:
    held = (Holding(LIN, "L", Places.parse("DE FR")), Holding(PUB, "P", WORLD, "wrk_1"))

    verdict = asked(source(held=held), EVERYBODY, territory="DE FR GB")

    assert verdict.reasons[0].message == "No owner of the master of Glass Orchard is on record in GB."


def test_owners_outside_the_asked_territory_are_not_asked() -> None:
    held = (
        Holding(LIN, "L", WORLD),
        Holding(PUB, "P", WORLD, "wrk_1"),
        Holding(BOB, "Bob", Places.parse("US")),
    )

    assert asked(source(held=held), but(BOB), territory="DE").outcome is Outcome.ALLOW
    assert asked(source(held=held), but(BOB), territory="DE US").outcome is Outcome.DENY


class TestVoice:
    """The voice's owner must have answered; what others say about it counts, their silence does not."""

    def test_silence_of_the_others_is_no_refusal(self) -> None:
        verdict = asked(source(), [*EVERYBODY, clause(BOB, use=Use.VOICE)], voices=frozenset({BOB}))

        assert verdict.outcome is Outcome.ALLOW

    def test_silence_of_the_voices_owner_is(self) -> None:
        verdict = asked(source(), EVERYBODY, voices=frozenset({BOB}))

        assert verdict.reasons[0].message.startswith("Bob (owner of the voice) has given no consent to voice")

    def test_a_no_of_another_one_counts(self) -> None:
        said = [clause(BOB, use=Use.VOICE), clause(LIN, Answer.DENY, use=Use.VOICE)]

        assert asked(source(), [*EVERYBODY, *said], voices=frozenset({BOB})).outcome is Outcome.DENY

    def test_a_voice_of_nobody_is_refused(self) -> None:
        assert asked(source(), EVERYBODY, Use.REMIX, Use.VOICE).reasons[0].code == "no_voice"

    def test_a_voice_of_somebody_unknown_is_refused(self) -> None:
        assert asked(source(), EVERYBODY, voices=frozenset({"pty_who"})).reasons[0].code == "no_voice"


class TestImitation:
    """The imitated artist must have said so; an owner may forbid it."""

    STYLE = [clause(who, use=Use.STYLE) for who in (ADA, LIN, PUB)]

    def said(self, *more: Clause) -> Verdict:
        return asked(source(), [*EVERYBODY, *self.STYLE, *more], imitates=frozenset({BOB}))

    def test_a_yes_to_styles_is_no_yes_to_being_imitated(self) -> None:
        assert self.said(clause(BOB, use=Use.STYLE)).reasons[0].code == "not_imitated"

    def test_an_express_yes_is(self) -> None:
        assert self.said(clause(BOB, use=Use.STYLE, conditions={"imitation": True})).outcome is Outcome.ALLOW

    def test_an_owner_may_forbid_imitation_on_their_recordings(self) -> None:
        forbids = clause(LIN, use=Use.REMIX, target="rec_1", conditions={"imitation": False})

        verdict = self.said(clause(BOB, use=Use.STYLE, conditions={"imitation": True}), forbids)

        assert verdict.reasons[0].message == "Northlight does not allow the imitation of a named artist."

    def test_silence_is_a_no_even_in_an_opt_out_programme(self) -> None:
        verdict = asked(source(), [*EVERYBODY, *self.STYLE], imitates=frozenset({BOB}), default="opt_out")

        assert verdict.reasons[0].code == "missing_consent"


class TestOptOut:
    """In an opt-out programme the silence of who joined it is a yes, but never for a voice or for training."""

    def test_silence_is_a_yes(self) -> None:
        verdict = asked(source(), but(PUB), default="opt_out")

        assert (verdict.outcome, verdict.reasons[-1].outcome) == (Outcome.ALLOW, Outcome.ALLOW)
        assert "opt_out_default" in {reason.code for reason in verdict.reasons}

    def test_a_no_stays_a_no(self) -> None:
        assert asked(source(), but(PUB, clause(PUB, Answer.DENY)), default="opt_out").outcome is Outcome.DENY

    def test_never_for_training(self) -> None:
        assert asked(source(), [], Use.TRAINING, default="opt_out").outcome is Outcome.DENY

    def test_not_for_who_did_not_join(self) -> None:
        request = Request(frozenset({Use.REMIX}), "DE", DAY, default="opt_out")

        assert decide(request, grantors([source()], request, {}), []).outcome is Outcome.DENY
