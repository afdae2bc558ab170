"""Compositions, their writers and publishers, and the numbers societies give them."""

from collections.abc import Iterable

from django.db import transaction

from rightsdesk.artists.actions.checks import checked, one_of
from rightsdesk.artists.models import Party, Work, WorkNumber, WriterCredit
from rightsdesk.domain.errors import Conflict
from rightsdesk.domain.roles import WorkRole, WorkVersion
from rightsdesk.journal.actions import record


def register_work(
    *,
    actor: str,
    title: str,
    iswc: str,
    writers: Iterable[tuple[Party, str]],
    version: WorkVersion = WorkVersion.ORIGINAL,
) -> Work:
    """A composition by its ISWC; `writers` are (party, CISAC role). Raises Invalid."""
    code = checked("iswc", iswc)
    roles = [(party, one_of(WorkRole, role, "role of CISAC").value) for party, role in writers]
    with transaction.atomic():
        found, made = Work.objects.get_or_create(
            iswc=code, defaults={"title": title, "version": version.value}
        )
        if made:
            WriterCredit.objects.bulk_create(
                WriterCredit(work=found, party=party, role=role) for party, role in roles
            )
            record(actor=actor, verb="artists.work_registered", subject=found.public_id, facts={"iswc": code})
    return found


def number_work(*, actor: str, work: Work, issuer: str, value: str) -> WorkNumber:
    """Keep the number a society or publisher knows a work by. Raises Conflict when it is another work's."""
    with transaction.atomic():
        found, made = WorkNumber.objects.get_or_create(issuer=issuer, value=value, defaults={"work": work})
        if found.work_id != work.pk:
            raise Conflict("number_taken", f"{issuer} {value} is the number of another work.")
        if made:
            facts = {"issuer": issuer, "value": value}
            record(actor=actor, verb="artists.work_numbered", subject=work.public_id, facts=facts)
    return found
