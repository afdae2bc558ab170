"""What the API's door itself writes down: that an asset was read through a signed URL."""

import hashlib

from django.db import transaction

from rightsdesk.journal.actions import record
from rightsdesk.journal.queries import history
from rightsdesk.media.models import Asset


@transaction.atomic
def note_read(*, actor: str, asset: Asset, token: str) -> None:
    """Journal the read, once for each signed URL; the URL itself is never written down."""
    url = hashlib.sha256(token.encode()).hexdigest()[:32]
    locked = Asset.objects.select_for_update(no_key=True).get(pk=asset.pk)
    if history(locked.public_id).filter(verb="media.read", facts__url=url).exists():
        return
    record(actor=actor, verb="media.read", subject=locked.public_id, facts={"url": url})
