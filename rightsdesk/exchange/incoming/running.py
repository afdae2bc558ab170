"""One reading of a file against the catalogue, in the caller's transaction: a preview rolls it back, an import keeps it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path

from rightsdesk.artists.actions import examine_many
from rightsdesk.artists.actions.bulk import KEEPERS, Keeping
from rightsdesk.exchange.incoming.answers import keep_answers
from rightsdesk.exchange.incoming.batches import SIZE, batches
from rightsdesk.exchange.incoming.csv import CsvFile
from rightsdesk.exchange.incoming.cwr import Answer, CwrFile
from rightsdesk.exchange.incoming.ern import ErnFile
from rightsdesk.exchange.incoming.messages import keep_deals, keep_disclosures
from rightsdesk.exchange.incoming.people import keys_of, people, remember
from rightsdesk.exchange.incoming.problems import Problem
from rightsdesk.exchange.incoming.tally import Tally
from rightsdesk.exchange.models import Import, ImportKind
from rightsdesk.journal.actions import record

File = CsvFile | ErnFile | CwrFile
READERS: dict[str, Callable[[Path], File]] = {
    ImportKind.CSV: CsvFile.of,
    ImportKind.ERN: ErnFile.of,
    ImportKind.CWR: CwrFile.of,
}


def opened(kind: str, path: Path) -> File:
    """Read enough of a file to know that it is what it seems. Raises Invalid."""
    return READERS[kind](path)


def source_of(file: File) -> str:
    """Whose keys a file uses."""
    return "csv" if isinstance(file, CsvFile) else file.sender[:60]


def message_of(file: File) -> str:
    return "" if isinstance(file, CsvFile) else file.message[:120]


def run(*, actor: str, imported: Import, file: File, now: datetime) -> Tally:
    """Everything the file says, into the catalogue; rows that cannot be kept are left out and told."""
    tally, keeping = Tally(), Keeping(now)
    if isinstance(file, CwrFile):
        for some in _pieces(file.answers()):
            answers = [each for each in some if not isinstance(each, Problem)]
            tally.refused("answer", (each for each in some if isinstance(each, Problem)))
            keep_answers(answers, imported, tally)
        return tally
    for kind in KEEPERS:
        _keep(actor, imported, file, kind, keeping, tally)
    if isinstance(file, ErnFile):
        _messages(file, imported, tally)
    examine_many(actor=actor, recordings=keeping.recordings, works=keeping.works, now=now)
    return tally


def _keep(
    actor: str, imported: Import, file: CsvFile | ErnFile, kind: str, keeping: Keeping, tally: Tally
) -> None:
    """All rows of one kind, batch by batch. What changed is journalled in full: the import shows only a part."""
    for rows, problems in batches(file.rows(kind)):
        tally.refused(kind, problems)
        keeping.people = people(imported.source, keys_of(rows))
        before = set(keeping.people)
        tally.kept(kind, KEEPERS[kind](rows, keeping) if rows else ())
        remember(imported.source, before, keeping.people)
        if tally.changes:
            facts = {"kind": kind, "changes": tally.changes}
            record(
                actor=actor,
                verb="exchange.rows_changed",
                subject=imported.public_id,
                facts=facts,
                now=keeping.now,
            )
            tally.changes = []


def _messages(file: ErnFile, imported: Import, tally: Tally) -> None:
    rows = [each for each in file.deals if not isinstance(each, Problem)]
    tally.refused("deal", (each for each in file.deals if isinstance(each, Problem)))
    tally.kept("deal", keep_deals(rows, imported))
    tally.kept("disclosure", keep_disclosures(file.disclosures, imported))
    tally.changes = []


def _pieces(rows: Iterable[Answer | Problem]) -> Iterable[list[Answer | Problem]]:
    left = iter(rows)
    while some := list(islice(left, SIZE)):
        yield some
