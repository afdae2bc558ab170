"""The console's policy in one place: which role sees which rooms, and which deeds it may start there.

A role held at the operator reaches every organisation; a role held elsewhere only that organisation's own rows."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from rightsdesk.accounts.models import Membership, OrganisationKind, Role, User
from rightsdesk.accounts.queries import memberships

CATALOGUE = frozenset({"accounts", "artists", "programmes", "consent", "derivatives", "exchange", "media"})
EVIDENCE = frozenset({"journal", "screening", "moderation"})
EVERYTHING = CATALOGUE | EVIDENCE | {"payouts"}

SEES: dict[str, frozenset[str]] = {
    Role.RIGHTS_ADMINISTRATOR: EVERYTHING,
    Role.FINANCE: frozenset({"accounts", "artists", "derivatives", "payouts", "journal"}),
    Role.SUPERVISOR: CATALOGUE | EVIDENCE,
    Role.AUDITOR: EVERYTHING,
    Role.SUPPORT: frozenset({"accounts"}),
}
# Terms, shares, rates and roles are proposed by one person and approved by a second one.
PROPOSES = frozenset({"withdraw_terms", "propose_shares", "propose_rates", "propose_roles"})
DOES: dict[str, frozenset[str]] = {
    Role.RIGHTS_ADMINISTRATOR: frozenset(
        {"post_run", "create_user", "resend", "approve_terms", "approve_shares", "approve_roles"}
        | {
            "draft_terms",
            "import_catalogue",
            "export",
            "resolve_conflict",
            "check_identity",
            "invite",
            "support",
        }
        | PROPOSES
    ),
    # Approving is finance's, and the actions check once more that it is a second person.
    Role.FINANCE: frozenset({"approve_statement", "approve_run", "post_run", "approve_rates", "export"}),
    Role.SUPERVISOR: frozenset({"resend", "approve_terms", "approve_shares", "approve_roles"}),
    Role.SUPPORT: frozenset({"support"}),
}
# These may be done by anybody who has the role, within the organisation; all others only from the operator.
WITHIN_OWN_ORGANISATION = frozenset({"withdraw_terms", "approve_terms", "export"})


@dataclass(frozen=True, slots=True)
class Access:
    """What one person may see and do. `tenants` is None for those who see every organisation."""

    apps: frozenset[str]
    deeds: frozenset[str]
    tenants: frozenset[int] | None

    @property
    def open(self) -> bool:
        return bool(self.apps)

    def sees(self, app: str) -> bool:
        return app in self.apps

    def does(self, deed: str) -> bool:
        return deed in self.deeds and (self.tenants is None or deed in WITHIN_OWN_ORGANISATION)


NOTHING = Access(frozenset(), frozenset(), frozenset())


def access(user: User | AnonymousUser) -> Access:
    """One query. Staff without one of the roles, and everybody else, get nothing."""
    if not isinstance(user, User) or not user.is_active or not user.is_staff:
        return NOTHING
    if user.is_superuser:
        return Access(EVERYTHING, frozenset().union(*DOES.values()), None)
    held = list(memberships(user).filter(role__in=SEES).select_related("organisation"))
    at_operator = [row for row in held if row.organisation.kind == OrganisationKind.OPERATOR]
    # Roles at the operator decide alone: mixing them with a tenant's would widen the tenant's.
    return _combined(at_operator, None) if at_operator else _combined(held, frozenset(_keys(held)))


def _keys(held: list[Membership]) -> list[int]:
    return [row.organisation_id for row in held]


def _combined(held: list[Membership], tenants: frozenset[int] | None) -> Access:
    apps = frozenset().union(*(SEES[row.role] for row in held))
    deeds = frozenset().union(*(DOES.get(row.role, frozenset()) for row in held))
    return Access(apps, deeds, tenants)
