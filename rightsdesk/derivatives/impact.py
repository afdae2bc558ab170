"""What a withdrawal or a change of terms would do to what exists, counted exactly before anything is done.

Read-only. Money is added by the doors, from payouts."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils import timezone

from rightsdesk.consent.models import Terms
from rightsdesk.consent.proposals import Proposal
from rightsdesk.derivatives.drafting import draft_of, speakers
from rightsdesk.derivatives.grounds import Change
from rightsdesk.derivatives.reached import MADE, Reach, keys_reached
from rightsdesk.derivatives.redeciding import Answer, Redecided, redecide
from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.consent import OnWithdrawal, ScopeKind
from rightsdesk.domain.lifecycle import State

EXAMPLES = 20


@dataclass(frozen=True, slots=True, order=True)
class PartyTouched:
    """Somebody who has a part in what would end, and in how many derivatives."""

    id: str
    name: str
    derivatives: int


@dataclass(frozen=True, slots=True)
class Impact:
    """`effect` and `days`: what the terms say becomes of live derivatives. `states`: how many of each state are
    touched. `keys`: of those already made; `unmade_keys`: allowed and not made yet; `refused_keys`: waiting for an
    answer that would no longer help; `reasked`: waiting, and these parties would have to be asked as well."""

    terms: str
    effect: str
    days: int | None
    effective: date
    states: dict[str, int]
    listeners: int
    programmes: int
    recordings: int
    parties: tuple[PartyTouched, ...]
    digest: str
    examples: tuple[str, ...]
    keys: tuple[int, ...] = field(repr=False)
    unmade_keys: tuple[int, ...] = field(repr=False)
    refused_keys: tuple[int, ...] = field(repr=False)
    reasked: tuple[tuple[int, tuple[str, ...]], ...] = field(repr=False)

    @property
    def live(self) -> int:
        """Made: heard now, or hidden for now by a hold or a case."""
        return len(self.keys)

    @property
    def unmade(self) -> int:
        return len(self.unmade_keys)

    @property
    def waiting(self) -> int:
        return len(self.refused_keys) + len(self.reasked)

    def to_json(self) -> dict[str, Any]:
        """What is stored with the withdrawal; `digest` stands for every single derivative."""
        plain = ("terms", "effect", "days", "states", "listeners", "programmes", "recordings", "digest")
        counts = {"live": self.live, "unmade": self.unmade, "waiting": self.waiting}
        parties = [{"id": p.id, "name": p.name, "derivatives": p.derivatives} for p in self.parties]
        return {name: getattr(self, name) for name in plain} | counts | {"parties": parties}

    @property
    def hash(self) -> str:
        """Of what it says, but for the day: whoever confirms has seen exactly this."""
        return content_hash(self.to_json())


def impact(terms: Terms, *, effective: date | None = None) -> Impact:
    """What withdrawing these terms would touch, if it were done now."""
    day = effective or timezone.now().date()
    gone = Terms.objects.filter(
        grantor=terms.grantor_id, scope=terms.scope, artist=terms.artist_id, recording=terms.recording_id,
        work=terms.work_id,
    )  # fmt: skip
    whose = speakers(terms.grantor, ScopeKind(terms.scope))
    change = Change(whose, frozenset(gone.values_list("public_id", flat=True)))
    found = _Count(terms.public_id, terms.on_withdrawal, terms.take_down_days, day)
    return found.all(redecide(keys_reached(Reach.of(terms)), change, day))


def change_impact(draft: Proposal | Terms, *, effective: date | None = None) -> Impact:
    """What a version about to be signed would touch, on the day it begins. What is live then stays and is paid."""
    asked = draft_of(draft)
    day = effective or asked.begins
    found = _Count(asked.name, OnWithdrawal.KEEP_AND_PAY.value, None, day)
    change = Change(asked.whose, asked.replaces, asked.clauses)
    return found.all(redecide(keys_reached(asked.reach), change, day))


@contextmanager
def no_collector() -> Iterator[None]:
    """Deciding makes no cycles, and Python's collector, which looks for them, takes a third of a long run's time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Count:
    """Counts while the derivatives stream by."""

    def __init__(self, terms: str, effect: str, days: int | None, day: date) -> None:
        self.says = (terms, effect, days, day)
        self.states, self.parties = Counter[str](), Counter[tuple[str, str]]()
        self.listeners, self.programmes = set[tuple[int, str]](), set[int]()
        self.recordings, self.digest = set[int](), sha256()
        self.examples: list[str] = []
        self.made: list[int] = []
        self.unmade: list[int] = []
        self.refused: list[int] = []
        self.reasked: list[tuple[int, tuple[str, ...]]] = []

    def all(self, found: Iterable[Redecided]) -> Impact:
        with no_collector():
            for each in found:
                self._add(each)
        parties = sorted(PartyTouched(*who, number) for who, number in self.parties.items())
        return Impact(
            *self.says, dict(sorted(self.states.items())), len(self.listeners), len(self.programmes),
            len(self.recordings), tuple(parties), self.digest.hexdigest(), tuple(self.examples), tuple(self.made),
            tuple(self.unmade), tuple(self.refused), tuple(self.reasked),
        )  # fmt: skip

    def _add(self, found: Redecided) -> None:
        each = found.derivative
        if each.state is State.AWAITING_APPROVAL:
            if found.after is Answer.REFUSED:
                self.refused.append(each.pk)
            else:
                self.reasked.append((each.pk, tuple(sorted(found.to_ask))))
        else:
            (self.made if each.state in MADE else self.unmade).append(each.pk)
        self.states[each.state.value] += 1
        self.parties.update({(who.id, who.name) for who in found.concerned})
        self.listeners.add((each.programme, each.listener))
        self.programmes.add(each.programme)
        self.recordings.update(each.recordings)
        self.digest.update(f"{each.public_id} {each.state.value} {found.after}\n".encode())
        if len(self.examples) < EXAMPLES:
            self.examples.append(each.public_id)
