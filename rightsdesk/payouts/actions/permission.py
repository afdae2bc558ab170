"""Two people for every step that lets money go: who prepares never approves, and the approver works in finance."""

from rightsdesk.accounts.models import Role, User
from rightsdesk.accounts.queries import has_role
from rightsdesk.domain.errors import Forbidden


def second_person(actor: str, prepared_by: str, what: str) -> None:
    """Raise Forbidden unless `actor` is a finance person other than the one who prepared this."""
    if actor == prepared_by:
        raise Forbidden("same_person", f"Whoever prepared this {what} cannot approve it as well.")
    kind, _, public_id = actor.partition(":")
    person = User.objects.filter(public_id=public_id).first() if kind == "user" else None
    if person is None or not has_role(person, Role.FINANCE):
        raise Forbidden("finance_only", f"Only a person of finance can approve a {what}.")
