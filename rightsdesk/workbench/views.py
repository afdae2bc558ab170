"""The moderator's pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """The cases that wait for a person."""
    return render(request, "workbench/queue.html", {})
