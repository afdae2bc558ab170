"""A society's answers about our works: its numbers go onto the works, its conflicts and refusals into rows a person sees."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rightsdesk.artists.actions.bulk.rows import Kept
from rightsdesk.artists.models import Work, WorkNumber
from rightsdesk.exchange.incoming.cwr.layout import STATUSES
from rightsdesk.exchange.incoming.cwr.reading import Answer
from rightsdesk.exchange.incoming.problems import Problem
from rightsdesk.exchange.incoming.tally import Tally
from rightsdesk.exchange.models import Acknowledgement, Import, Outcome

LOUD = {Outcome.CONFLICT, Outcome.REFUSED, Outcome.UNMATCHED}


@dataclass(slots=True)
class Numbers:
    """Which work a number or an ISWC means; numbers found on the way are added, and written at the end."""

    society: str
    works: dict[str, Work]
    held: dict[tuple[str, str], Work]
    added: list[WorkNumber] = field(default_factory=list)

    @property
    def ours(self) -> str:
        """Who gave out the number that we registered a work under."""
        return f"ours at {self.society}"[:40]

    @property
    def theirs(self) -> str:
        return self.society[:40]

    @classmethod
    def of(cls, society: str, answers: Sequence[Answer]) -> "Numbers":
        works = Work.objects.filter(iswc__in={each.iswc for each in answers if each.iswc})
        numbers = cls(society, {work.iswc: work for work in works}, {})
        values = {n for each in answers for n in (each.our_number, each.their_number) if n}
        found = WorkNumber.objects.filter(value__in=values, issuer__in=[numbers.ours, numbers.theirs])
        numbers.held = {(each.issuer, each.value): each.work for each in found.select_related("work")}
        return numbers

    def add(self, issuer: str, value: str, work: Work) -> Work:
        """The work that has this number: the given one, or another that has had it before."""
        if value and (issuer, value) not in self.held:
            self.held[issuer, value] = work
            self.added.append(WorkNumber(work=work, issuer=issuer, value=value))
        return self.held.get((issuer, value), work)


def keep_answers(answers: Sequence[Answer], imported: Import, tally: Tally) -> None:
    """Three reads and two writes a batch."""
    numbers = Numbers.of(imported.source, answers)
    rows = [_row(each, numbers, imported) for each in answers]
    WorkNumber.objects.bulk_create(numbers.added)
    Acknowledgement.objects.bulk_create(rows)
    tally.kept("answer", [Kept(row.line, "new", str(row), {}, {"outcome": row.outcome}) for row in rows])
    for row in rows:
        if row.outcome in LOUD:
            tally.noted(Problem(row.line, row.record, f"society_{row.outcome}", row.words))


def _row(answer: Answer, numbers: Numbers, imported: Import) -> Acknowledgement:
    work = numbers.held.get((numbers.ours, answer.our_number)) or numbers.works.get(answer.iswc)
    work = work or numbers.held.get((numbers.theirs, answer.their_number))
    outcome, words = _outcome(answer, work, numbers)
    return Acknowledgement(
        imported=imported, line=answer.line, record=answer.record, title=answer.title,
        our_number=answer.our_number, their_number=answer.their_number, iswc=answer.iswc,
        status=answer.status, outcome=outcome.value, words=" ".join([words, *answer.words])[:500],
        day=answer.day, work=work,
    )  # fmt: skip


def _outcome(answer: Answer, work: Work | None, numbers: Numbers) -> tuple[Outcome, str]:
    """What the answer means for us; a status of the society is only worth something on a work we know."""
    outcome, words = STATUSES.get(answer.status, (Outcome.ACCEPTED, "The society tells its ISWC."))
    if outcome in (Outcome.CONFLICT, Outcome.REFUSED):
        return outcome, words
    if work is None:
        return Outcome.UNMATCHED, f"We know no work {answer.our_number or answer.iswc} at {numbers.society}."
    if answer.iswc and work.iswc != answer.iswc:
        return Outcome.CONFLICT, f"We know it as {work.iswc}, the society as {answer.iswc}."
    numbers.add(numbers.ours, answer.our_number, work)
    if outcome is Outcome.ACCEPTED and numbers.add(numbers.theirs, answer.their_number, work).pk != work.pk:
        return Outcome.CONFLICT, f"The society's number {answer.their_number} is another work of ours."
    return outcome, words
