"""End what a delegate may do, at once. Naming one is an invitation."""

from django.db import transaction

from rightsdesk.accounts.actions import end_role
from rightsdesk.accounts.models import DelegatedRight, Membership, Role, User
from rightsdesk.accounts.queries import may, memberships, organisations
from rightsdesk.domain.errors import Forbidden, NotFound


def end_delegation(
    *, actor: str, user: User, organisation_id: str, person_id: str, reason: str = ""
) -> Membership:
    """End a delegate's role: by whoever may invite there, or by the delegate. Their open invitations no longer work."""
    with transaction.atomic():
        where = organisations(user).filter(public_id=organisation_id).first()
        person = User.objects.filter(public_id=person_id).first()
        if where is None or person is None:
            raise NotFound()
        held = memberships(person).filter(organisation=where, role=Role.DELEGATE).first()
        if held is None:
            raise NotFound()
        if person != user and not may(user, where, DelegatedRight.INVITE):
            raise Forbidden("may_not_end", f"You may not end what {person} does for {where}.")
        return end_role(actor=actor, membership_id=held.pk, reason=reason)
