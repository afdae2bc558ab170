"""Step 9: the journal verifies, and a changed row is named."""

from django.db import connection, transaction

from rightsdesk.demo.story import Scene, Step, expect
from rightsdesk.journal import actions, queries
from rightsdesk.journal.models import Entry, Seal

TAMPER = "UPDATE journal_entry SET reason = 'It never happened.' WHERE id = %s"


def journal_verified(scene: Scene) -> Step:
    """The journal verifies; changing one stored row makes it fail and name the row."""
    actions.seal_entries(actor="system:story")
    expect(next(queries.faults(), None) is None, "The journal does not verify.")
    victim = Entry.objects.filter(verb="derivative.blocked").latest("pk")
    with transaction.atomic(), connection.cursor() as cursor:
        # What only the database's owner could do: switch the append-only trigger off. Undone with the transaction.
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        cursor.execute(TAMPER, [victim.pk])
        fault = next(queries.faults(), None)
        transaction.set_rollback(True)
    expect(fault is not None and victim.public_id in fault.row, "The changed row was not named.")
    expect(next(queries.faults(), None) is None, "The journal does not verify after the test.")
    figures = {
        "entries": Entry.objects.count(),
        "seals": Seal.objects.count(),
        "after_tampering": f"{fault.row}: {fault.problem}" if fault else "",
    }
    return Step(9, "The journal, and a row that was changed", "verified; the changed row was named", figures)
