"""Deciding again what was decided once, with the clauses of one grantor gone or changed: whom does it concern, and how?

The question is only what *this* grantor now says; what others refuse has an end of its own. A derivative stood while
they allowed it (or were asked and approved it), on the day it was asked for or on the day of the change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from rightsdesk.derivatives.grounds import Change, Ground, Grounds
from rightsdesk.derivatives.reached import Touched, on_day, touched
from rightsdesk.domain.consent import Clause, Grantor, Outcome, Reason, Request, decide


class Answer(IntEnum):
    """What the grantors in question say to one derivative, from yes to no."""

    STANDS = 0
    MUST_ASK = 1
    REFUSED = 2


RANK = {Outcome.ALLOW: Answer.STANDS, Outcome.ASK: Answer.MUST_ASK, Outcome.DENY: Answer.REFUSED}


@dataclass(frozen=True, slots=True)
class Redecided:
    """One derivative that the change makes worse off. `to_ask`: who would have to be asked now and has not agreed;
    `concerned`: everybody who had to agree to it."""

    derivative: Touched
    after: Answer
    to_ask: frozenset[str]
    concerned: tuple[Grantor, ...]


def redecide(keys: Sequence[int], change: Change, day: date) -> Iterator[Redecided]:
    """Those of the derivatives that the change makes worse off, in the order of their keys; in batches."""
    grounds = Grounds(change, day)
    for batch in touched(keys):
        for each, ground in zip(batch, grounds.of(batch), strict=True):
            if ground.changes and (found := _redecide(each, ground, change.whose, day)):
                yield found


def agreed_to(keys: Sequence[int], parties: frozenset[str], day: date) -> set[int]:
    """Of derivatives, those that some of the parties (public ids) must agree to, and to which all of these say yes."""
    grounds, found = Grounds(Change(parties), day), set()
    for batch in touched(keys):
        for each, ground in zip(batch, grounds.of(batch), strict=True):
            today = on_day(each.request, day)
            asked = _of(ground.grantors(today), parties)
            if asked and _answer(today, asked, ground.after, each) is Answer.STANDS:
                found.add(each.pk)
    return found


def _redecide(each: Touched, ground: Ground, whose: frozenset[str], day: date) -> Redecided | None:
    """None when they said no before, or say nothing harder afterwards."""
    today = on_day(each.request, day)
    concerned = ground.grantors(today)
    asked = _of(concerned, whose)
    after = _said(today, asked, ground.after)
    now = _hardest(after, each)
    if now is Answer.STANDS:
        return None
    before = _answer(each.request, asked, ground.before, each)
    if before is not Answer.STANDS:
        before = min(before, _answer(today, asked, ground.before, each))
    if before >= now:
        return None
    to_ask = frozenset(r.grantor for r in after if _rank(r, each) is Answer.MUST_ASK)
    return Redecided(each, now, to_ask, concerned)


def _of(grantors: tuple[Grantor, ...], who: frozenset[str]) -> tuple[Grantor, ...]:
    return tuple(grantor for grantor in grantors if grantor.id in who)


def _answer(
    request: Request, asked: tuple[Grantor, ...], clauses: tuple[Clause, ...], each: Touched
) -> Answer:
    return _hardest(_said(request, asked, clauses), each)


def _said(request: Request, asked: tuple[Grantor, ...], clauses: tuple[Clause, ...]) -> list[Reason]:
    """What these grantors say; that others are not asked here is no reason."""
    return [reason for reason in decide(request, asked, clauses).reasons if reason.grantor]


def _hardest(reasons: list[Reason], each: Touched) -> Answer:
    """Nobody of them asked is nothing in the way."""
    return max((_rank(reason, each) for reason in reasons), default=Answer.STANDS)


def _rank(reason: Reason, each: Touched) -> Answer:
    """To have been asked and to have said yes is a yes."""
    if reason.outcome is Outcome.ASK and reason.grantor in each.approved:
        return Answer.STANDS
    return RANK[reason.outcome]
