"""The public page that says what a file is: whoever has one may ask, without an account. Nothing of it is kept."""

from pathlib import Path

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rightsdesk.domain.errors import Busy, Refusal, TooLarge
from rightsdesk.domain.lifecycle import State
from rightsdesk.verification.queries import Verification, verify
from rightsdesk.verification.words import items_in_words, said

ENVELOPE_BYTES = 20_000
SIDECAR_BYTES = 20_000_000


class FileForm(forms.Form):
    """A file, and for a container without room for credentials (Opus) the file beside it."""

    file = forms.FileField(label="Audio file")
    sidecar = forms.FileField(label="Credentials beside it (.c2pa)", required=False)


# No session is read and nothing is written: there is nothing that a forged request could do.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify_page(request: HttpRequest) -> HttpResponse:
    """The form; posted, what its file is."""
    if request.method != "POST":
        return _page(request, FileForm())
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    try:
        _refuse_large(request)
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return _page(request, form, status=400)
        return _answer(request, verify(_path(form, "file"), sidecar=_path_or_none(form)))
    except Refusal as refusal:
        status = {Busy: 503, TooLarge: 413}.get(type(refusal), 400)
        return _page(request, FileForm(), refusal.message, status)


def _refuse_large(request: HttpRequest) -> None:
    """Before a byte of the body is read."""
    most = settings.VERIFY_MAX_BYTES
    if int(request.META.get("CONTENT_LENGTH") or 0) > most + SIDECAR_BYTES + ENVELOPE_BYTES:
        raise TooLarge("too_large", f"Files of up to {most // 1_000_000} MB are verified.", {"most": most})


def _path(form: FileForm, name: str) -> Path:
    sent: TemporaryUploadedFile = form.cleaned_data[name]
    return Path(sent.temporary_file_path())


def _path_or_none(form: FileForm) -> Path | None:
    return _path(form, "sidecar") if form.cleaned_data["sidecar"] else None


def _page(request: HttpRequest, form: FileForm, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "problem": problem, "most_mb": settings.VERIFY_MAX_BYTES // 1_000_000}
    return render(request, "badge/verify.html", context, status=status)


def _answer(request: HttpRequest, found: Verification) -> HttpResponse:
    derivative = found.known.derivative if found.known else None
    context = {
        "said": said(found),
        "items": items_in_words(found.items),
        "reading": found.reading,
        "claim": found.reading.claim,
        "derivative": derivative,
        "has_badge": derivative is not None and derivative.state == State.PUBLISHED,
        "known_by": found.known.by if found.known else "",
    }
    return render(request, "badge/verified.html", context)
