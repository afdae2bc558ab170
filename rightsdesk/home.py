"""The front door: sends everybody to the room where they work."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rightsdesk.accounts.models import Role, User
from rightsdesk.accounts.queries import has_role
from rightsdesk.programmes.queries import claims


@login_required
def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    if isinstance(user, User) and has_role(user, Role.MODERATOR, Role.SUPERVISOR):
        return redirect("workbench:queue")
    if user.is_staff:
        return redirect("admin:index")
    if isinstance(user, User) and claims().filter(accepted_by=user).exists():
        return redirect("people:waiting")
    return redirect("portal:home")
