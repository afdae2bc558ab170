"""Publishing versions of policies. What is published is never edited."""

from django.db import transaction

from rightsdesk.journal.actions import record
from rightsdesk.moderation.models import Policy
from rightsdesk.moderation.standard import POLICIES


def publish_policies(*, actor: str) -> int:
    """Publish the standard policies that are not published yet. Returns how many were new; none the second time."""
    new = 0
    with transaction.atomic():
        for facts in POLICIES:
            key = {"code": facts["code"], "version": facts["version"]}
            policy, made = Policy.objects.get_or_create(**key, defaults=facts)
            if made:
                record(actor=actor, verb="policy.published", subject=f"policy:{policy.code}", facts=key)
                new += 1
    return new
