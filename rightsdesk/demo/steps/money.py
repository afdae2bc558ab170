"""Steps 7 and 8: usage in, the pool divided, the ledger balanced, statements rendered, approved and downloaded."""

import csv
import hashlib
import io
from decimal import Decimal

from django.db.models import Sum

from rightsdesk.demo.doors import Visitor
from rightsdesk.demo.steps.findings import wait_until
from rightsdesk.demo.story import Scene, Step, expect
from rightsdesk.derivatives.models import Derivative
from rightsdesk.payouts import actions, queries
from rightsdesk.payouts.lines import payees
from rightsdesk.payouts.models import Account, Allocation, Posting, Run, Statement

PERIOD = "2026-10"
POOL = 4_812_370_000
LINES = 20_000


def allocated(scene: Scene) -> Step:
    """October's usage is imported, the pool divided over both sides, the ledger balances; held money is on hold."""
    from fixtures.usage import write_usage

    ids = [scene.made[name] for name in ("allowed", "asked", "undeclared", "voice")]
    path = scene.scratch / "usage-2026-10.csv"
    plays = write_usage(path, ids, lines=LINES, period=PERIOD)
    report = scene.platform.report_usage(path, PERIOD)
    programme = Derivative.objects.get(public_id=ids[0]).programme
    actions.open_pool(actor=scene.person("sup").actor, programme=programme, period=PERIOD, amount=POOL)
    run = actions.allocate(actor=scene.person("sup").actor, period=PERIOD)
    run = actions.approve_run(actor=scene.person("fin").actor, run=run)
    run = actions.post_run(actor=scene.person("sup").actor, run=run)
    balance = sum(units for _, _, units in queries.trial_balance())
    divided = Allocation.objects.filter(run=run).aggregate(total=Sum("units"))["total"]
    expect(balance == 0, f"The ledger is out of balance by {balance} micro-units.")
    expect(next(queries.ledger_faults(), None) is None, "The ledger's chain does not hold.")
    held = _by_account("held")
    expect(held > 0, "The held derivatives' money is not on hold.")
    figures = {
        "report": report.get("id"),
        "lines": LINES,
        "plays": plays,
        "pool": _euros(POOL),
        "allocations": Allocation.objects.filter(run=run).count(),
        "divided": _euros(divided or 0),
        "payable": _euros(_by_account("payable")),
        "held": _euros(held),
        "suspense": _euros(_by_account("suspense")),
        "trial_balance": balance,
        "run": run.public_id,
    }
    return Step(7, "October's listens become money", "posted, balanced to zero", figures)


def _by_account(kind: str) -> int:
    accounts = Account.objects.filter(kind=kind)
    return -(Posting.objects.filter(account__in=accounts).aggregate(total=Sum("units"))["total"] or 0)


def _euros(micro: int) -> str:
    return f"EUR {Decimal(micro) / 1_000_000:,.2f}"


def stated(scene: Scene) -> Step:
    """Statements are rendered for every payee, approved by a second person, and downloaded by the artist."""
    run = Run.objects.filter(period=PERIOD, state="posted").latest("number")
    expected = actions.request_statements(actor=scene.person("sup").actor, run=run)
    wait_until(
        lambda: (
            Statement.objects.filter(run=run).values("party").distinct().count() >= len(payees(run)) or None
        ),
        "The statements were not rendered.",
        300,
    )
    _approve(scene.visitor("fin"), run)
    published = Statement.objects.filter(run=run, state="published")
    expect(
        published.count() == Statement.objects.filter(run=run).count(), "Not every statement was published."
    )
    mine = Statement.objects.get(run=run, party__name="Ada Ferro")
    sums = _download(scene.visitor("ada"), mine)
    stranger = scene.visitor("sam").open(f"/portal/statements/{mine.public_id}/pdf/").status_code
    expect(stranger == 404, "A stranger can see the statement.")
    figures = {
        "statements": expected,
        "statement": mine.public_id,
        "payable": _euros(mine.payable),
        "held": _euros(mine.held),
        "lines": mine.lines,
        "stranger_sees": stranger,
        "statements_page": scene.base_url + "/portal/statements/",
    } | sums
    return Step(8, "Statements, approved and downloaded", "published, lines = header = ledger", figures)


def _approve(fin: Visitor, run: Run) -> None:
    """The admin console's own action, on every statement of the run."""
    page = "/admin/payouts/statement/"
    keys = [str(key) for key in Statement.objects.filter(run=run).values_list("pk", flat=True)]
    fin.submit(
        page, page, action="approve", _selected_action=keys, confirmed="1", reason="The figures agree."
    )


def _download(ada: Visitor, statement: Statement) -> dict[str, object]:
    """Both files as the artist gets them: hashes as recorded, and the lines sum to header and ledger."""
    pdf = ada.open(f"/portal/statements/{statement.public_id}/pdf/")
    detail = ada.open(f"/portal/statements/{statement.public_id}/csv/")
    expect(pdf.content.startswith(b"%PDF"), "The portal did not hand out a PDF.")
    for name, answer, asset in (("PDF", pdf, statement.pdf), ("CSV", detail, statement.csv)):
        expect(
            hashlib.sha256(answer.content).hexdigest() == asset.sha256,
            f"The {name} is not what was recorded.",
        )
    rows = list(csv.DictReader(io.StringIO(detail.text)))
    lines = sum(int(row["amount_micro"]) for row in rows)
    postings = Posting.objects.filter(entry__run=statement.run, account__party=statement.party)
    ledger = -(postings.aggregate(total=Sum("units"))["total"] or 0)
    expect(
        lines == statement.earned == ledger,
        f"Lines {lines}, header {statement.earned}, ledger {ledger} differ.",
    )
    return {
        "pdf_sha256": statement.pdf.sha256,
        "sum_of_lines": lines,
        "header": statement.earned,
        "ledger": ledger,
    }
