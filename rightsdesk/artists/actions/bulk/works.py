"""Works by their ISWC, and who wrote them."""

from collections.abc import Iterable, Sequence

from rightsdesk.artists.actions.bulk.keeping import SIZE, Keeping, compared, new, nobody, nothing
from rightsdesk.artists.actions.bulk.rewriting import rewrite
from rightsdesk.artists.actions.bulk.rows import Kept, WorkRow, WriterRow
from rightsdesk.artists.models import Work, WriterCredit


def works_of(codes: Iterable[str]) -> dict[str, int]:
    """ISWC → work, of those the desk has."""
    return dict(Work.objects.filter(iswc__in=set(codes)).values_list("iswc", "pk"))


def keep_works(rows: Sequence[WorkRow], keeping: Keeping) -> list[Kept]:
    """New works are made; a known one takes the title and version of the row, unless the row is weak."""
    known = {work.iswc: work for work in Work.objects.filter(iswc__in=[row.iswc for row in rows])}
    kept = []
    changed: list[Work] = []
    for row in rows:
        what, work = f"work {row.iswc}", known.get(row.iswc)
        after = {"title": row.title, "version": row.version}
        if work is None:
            kept.append(new(row, what, after))
            continue
        before = {"title": work.title, "version": work.version}
        kept.append(compared(row, what, before, before if row.weak else after))
        if kept[-1].state == "changed":
            work.title, work.version = row.title, row.version
            changed.append(work)
    fresh = [row for row in rows if row.iswc not in known]
    made = [Work(iswc=row.iswc, title=row.title, version=row.version) for row in fresh]
    Work.objects.bulk_create(made, batch_size=SIZE)
    rewrite(changed, "title", "version")
    return kept


def keep_writers(rows: Sequence[WriterRow], keeping: Keeping) -> list[Kept]:
    """A credit is added once; an import never takes one away."""
    works = works_of(row.iswc for row in rows)
    had = set(WriterCredit.objects.filter(work__in=works.values()).values_list("work_id", "party_id", "role"))
    kept, made = [], []
    for row in rows:
        what = f"writer of {row.iswc}"
        work, party = works.get(row.iswc), keeping.people.get(row.party)
        if work is None or party is None:
            kept.append(nobody(row, what, row.party) if work else nothing(row, what, "iswc", row.iswc))
        elif (work, party, row.role) in had:
            kept.append(Kept(row.line, "unchanged", what))
        else:
            had.add((work, party, row.role))
            made.append(WriterCredit(work_id=work, party_id=party, role=row.role))
            kept.append(new(row, what, {"party": row.party, "role": row.role}))
    WriterCredit.objects.bulk_create(made, batch_size=SIZE)
    return kept
