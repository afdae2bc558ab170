"""Serves an asset to whoever holds a signed URL: with ranges, validators and a journal entry. Knows no other rule."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from rightsdesk.api.actions import note_read
from rightsdesk.api.ranges import CHUNK, Part, Span, wanted
from rightsdesk.domain.errors import NotFound
from rightsdesk.media.models import Asset
from rightsdesk.media.queries import open_token

# Only these are shown in the page; anything else a browser could run is downloaded.
SHOWN = ("audio/", "image/png", "image/jpeg", "application/pdf")
SAVED_ON_ASKING = ("application/pdf", "text/csv")


@require_safe
def media(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file, or the part of it that is asked for."""
    try:
        asset, actor = open_token(token)
    except NotFound as error:
        raise Http404 from error
    etag = f'"{asset.sha256}"'
    if etag in request.headers.get("If-None-Match", ""):
        return _labelled(HttpResponse(status=304), asset, etag)
    try:
        span = _span(request, asset.size, etag)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{asset.size}"})
    answer = _file(asset, span)
    if request.method == "GET" and (span is None or span.start == 0):
        note_read(actor=actor, asset=asset, token=token)
    return _labelled(answer, asset, etag, save="download" in request.GET)


def _span(request: HttpRequest, size: int, etag: str) -> Span | None:
    """No span when the range is of another version of the file (If-Range)."""
    if request.headers.get("If-Range", etag) != etag:
        return None
    return wanted(request.headers.get("Range", ""), size)


def _file(asset: Asset, span: Span | None) -> FileResponse:
    try:
        file = default_storage.open(asset.storage_key)
    except FileNotFoundError as error:
        raise Http404 from error
    whole = Span(0, asset.size - 1)
    answer = FileResponse(Part(file, span or whole), content_type=asset.media_type)
    answer.block_size = CHUNK
    answer.headers["Content-Length"] = str((span or whole).length)
    if span:
        answer.status_code = 206
        answer.headers["Content-Range"] = f"bytes {span.start}-{span.end}/{asset.size}"
    return answer


def _labelled(answer: HttpResponseBase, asset: Asset, etag: str, save: bool = False) -> HttpResponseBase:
    shown = asset.media_type.startswith(SHOWN) and not (save and asset.media_type in SAVED_ON_ASKING)
    ending = mimetypes.guess_extension(asset.media_type) or ""
    answer.headers["Content-Disposition"] = (
        f'{"inline" if shown else "attachment"}; filename="{asset.public_id}{ending}"'
    )
    answer.headers["ETag"] = etag
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(answer, private=True, no_cache=True)
    return answer
