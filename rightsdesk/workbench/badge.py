"""The public page behind a badge: what a published derivative is and how that was checked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.lifecycle import State


def badge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Public facts of one published derivative; anything else does not exist."""
    derivative = Derivative.objects.filter(public_id=public_id, state=State.PUBLISHED).first()
    if derivative is None:
        raise Http404
    return render(request, "badge/badge.html", {"derivative": derivative})
