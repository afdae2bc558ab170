"""The law: grantors' clauses in, a verdict with its reasons out.

Missing consent is no consent; deny beats ask beats allow; within one grantor the most specific scope decides."""

from collections.abc import Iterable, Iterator, Sequence

from rightsdesk.domain.consent.checks import unmet
from rightsdesk.domain.consent.clauses import EVERYTHING, Clause, Gap, Grantor, Part, Refused
from rightsdesk.domain.consent.reasons import Reason, Verdict, no_owner, outside
from rightsdesk.domain.consent.requests import Request
from rightsdesk.domain.consent.vocabulary import NEVER_SILENT, Answer, Capacity, Default, Outcome, Use

Said = dict[tuple[str, Use], list[Clause]]


def decide(
    request: Request,
    grantors: Iterable[Grantor],
    clauses: Iterable[Clause],
    gaps: Iterable[Gap] = (),
    refused: Iterable[Refused] = (),
) -> Verdict:
    """The verdict on one request. `clauses` are those of terms in force on its day; `gaps` are sides without an
    owner; `refused` are reasons from outside consent. The order of none of them matters."""
    said: Said = {}
    for clause in clauses:
        said.setdefault((clause.grantor, clause.use), []).append(clause)
    found = [no_owner(gap) for gap in gaps]
    found += [outside(each) for each in refused]
    asked = tuple(grantors)
    for grantor in asked:
        for use in request.uses & grantor.uses if grantor.uses else request.uses:
            found += _answers(request, grantor, use, said.get((grantor.id, use), ()))
    found += _nobody(request, asked)
    return _verdict(found)


def _verdict(found: list[Reason]) -> Verdict:
    unique = sorted({reason[:6]: reason for reason in found}.values())
    # By name allow < ask < deny: what stands last decides, and is told first.
    outcome = unique[-1].outcome
    if outcome is unique[0].outcome:
        return Verdict(outcome, tuple(unique))
    hardest_first = [r for o in reversed(Outcome) for r in unique if r.outcome is o]
    return Verdict(outcome, tuple(hardest_first))


def _answers(request: Request, grantor: Grantor, use: Use, own: Sequence[Clause]) -> Iterable[Reason]:
    """What one grantor says to one use: for each part they answer for, their most specific clause, or its lack."""
    if not own:
        return _silence(request, grantor, use)
    if len(own) == 1 and not own[0].target:
        return _apply(request, grantor, own[0])
    parts = grantor.parts or (EVERYTHING,)
    return [reason for part in parts for reason in _for_part(request, grantor, use, own, part)]


def _for_part(
    request: Request, grantor: Grantor, use: Use, own: Sequence[Clause], part: Part
) -> Iterable[Reason]:
    reaching = [clause for clause in own if not clause.target or clause.target in part]
    if not reaching:
        return _silence(request, grantor, use)
    deepest = max(clause.depth for clause in reaching)
    return [r for c in reaching if c.depth == deepest for r in _apply(request, grantor, c)]


def _apply(request: Request, grantor: Grantor, clause: Clause) -> Sequence[Reason]:
    """One clause against one request: its answer, or every condition that is not met. A no has no conditions."""
    outcome, said = _SAID[clause.answer]
    if outcome is not Outcome.DENY:
        found = unmet(request, clause.conditions) if clause.conditions.stated else []
        if grantor.capacity == Capacity.IMITATED and not clause.conditions.imitation:
            found = [*found, ("not_imitated", ())]
        if found:
            who, use, terms = clause.grantor, clause.use, clause.terms
            return [Reason(Outcome.DENY, who, use, terms, code, facts, clause) for code, facts in found]
    return (Reason(outcome, clause.grantor, clause.use, clause.terms, said, (), clause),)


_SAID = {answer: (Outcome(answer.value), f"clause_{answer.value}") for answer in Answer}


def _silence(request: Request, grantor: Grantor, use: Use) -> Sequence[Reason]:
    """Silence is a no; but in an opt-out programme that they joined, and but for the voice of somebody else."""
    if use is Use.VOICE and grantor.capacity != Capacity.VOICE:
        return ()
    facts = (("capacity", str(grantor.capacity)), ("name", grantor.name))
    may = use not in NEVER_SILENT and grantor.capacity != Capacity.IMITATED
    if grantor.joined and may and request.default == Default.OPT_OUT:
        return (Reason(Outcome.ALLOW, grantor.id, use, "", "opt_out_default", facts),)
    return (Reason(Outcome.DENY, grantor.id, use, "", "missing_consent", facts),)


def _nobody(request: Request, grantors: Sequence[Grantor]) -> Iterator[Reason]:
    """A no for each use, voice and imitated artist for which nobody at all was there to be asked."""
    if not request.uses:
        yield Reason(Outcome.DENY, "", "", "", "no_grantor")
    for use in request.uses:
        if use is not Use.VOICE and not any(_may_allow(grantor, use) for grantor in grantors):
            yield Reason(Outcome.DENY, "", use, "", "no_grantor")
    if Use.VOICE in request.uses:
        voices = {grantor.id for grantor in grantors if grantor.capacity == Capacity.VOICE}
        if not voices or request.voices - voices:
            yield Reason(Outcome.DENY, "", Use.VOICE, "", "no_voice")
    if request.imitates - {grantor.id for grantor in grantors if grantor.capacity == Capacity.IMITATED}:
        yield Reason(Outcome.DENY, "", Use.STYLE, "", "no_imitated")


def _may_allow(grantor: Grantor, use: Use) -> bool:
    """They answer for what is used, not only for being imitated."""
    return grantor.capacity != Capacity.IMITATED and (not grantor.uses or use in grantor.uses)
