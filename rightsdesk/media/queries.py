"""Reading assets: the path for workers, signed and expiring URLs for browsers."""

from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.storage import default_storage
from django.urls import reverse

from rightsdesk.domain.errors import NotFound
from rightsdesk.media.models import Asset

SALT = "rightsdesk.media"


def local_path(asset: Asset) -> Path:
    """Where the bytes lie on this machine."""
    return Path(default_storage.path(asset.storage_key))


def signed_url(asset: Asset, actor: str) -> str:
    """A URL that works for a while, for whoever `actor` names in the journal."""
    token = signing.dumps({"a": asset.public_id, "by": actor}, salt=SALT, compress=True)
    return reverse("media", args=[token])


def open_token(token: str) -> tuple[Asset, str]:
    """The asset and the actor a signed token names. Raises NotFound when it is forged or has expired."""
    try:
        facts = signing.loads(token, salt=SALT, max_age=settings.MEDIA_URL_SECONDS)
    except signing.BadSignature as error:
        raise NotFound() from error
    asset = Asset.objects.filter(public_id=facts["a"]).first()
    if asset is None:
        raise NotFound()
    return asset, facts["by"]
