"""Step 6: a moderator blocks, the platform appeals, and only somebody else may hear the appeal."""

import re

from rightsdesk.demo.doors import StoryError, Visitor
from rightsdesk.demo.steps.findings import wait_until
from rightsdesk.demo.story import Scene, Step, expect
from rightsdesk.moderation.models import Appeal, Case, Decision

LEASE = re.compile(r'name="token"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="token"')
REASON = "Fifteen seconds of another label's recording run through it, and nobody declared or licensed them."
GROUNDS = "The passage is short and our engine made it; we believe it is our own sound."
UPHELD = "The fingerprint and the ear agree: it is the other recording. The decision stands."


def blocked_and_upheld(scene: Scene) -> Step:
    """Max takes the case and blocks it; the platform appeals; Max may not hear it; Mia hears and upholds."""
    case = Case.objects.get(derivative__public_id=scene.made["undeclared"], policy_family="undeclared-audio")
    page = f"/workbench/cases/{case.public_id}/"
    max_, mia = scene.visitor("max"), scene.visitor("mia")
    decision = _block(max_, page, case)
    scene.platform.wait_for(scene.made["undeclared"], "blocked")
    scene.platform.appeal(scene.made["undeclared"], GROUNDS)
    appeal = Appeal.objects.get(decision=decision)
    hear = f"{page}appeals/{appeal.public_id}/hear/"
    own = max_.submit(page, hear, outcome="upheld", reason=UPHELD)
    appeal.refresh_from_db()
    expect(appeal.state == "open", "The moderator who decided could hear the appeal.")
    mia.submit(page, hear, outcome="upheld", reason=UPHELD)
    appeal.refresh_from_db()
    expect(
        appeal.state == "upheld" and appeal.heard_by == scene.person("mia"),
        "The appeal was not upheld by Mia.",
    )
    figures = {
        "case": case.public_id,
        "decision": f"{decision.action} by {decision.moderator}: {decision.reason}",
        "policy": str(decision.policy),
        "first_moderator_hearing_answered": own.status_code,
        "appeal": f"{appeal.state}, heard by {appeal.heard_by}",
        "page": scene.base_url + page,
    }
    return Step(6, "A decision, and the appeal against it", "blocked, appeal upheld", figures)


def _block(moderator: Visitor, page: str, case: Case) -> Decision:
    """Take the case, read the lease's token off the page, decide."""
    taken = moderator.submit(page, f"{page}take/")
    lease = LEASE.search(taken.text)
    if lease is None:
        raise StoryError("The case could not be taken.")
    moderator.submit(
        page,
        f"{page}decide/",
        token=lease[1] or lease[2],
        policy=case.policy_family,
        action="block",
        reason=REASON,
    )
    return wait_until(lambda: Decision.objects.filter(case=case).first(), "No decision was written.", 10)
