"""Which exports a person may see and ask for: the console's policy decides, and whoever has no part in one learns nothing of it."""

from django.db.models import QuerySet

from rightsdesk.accounts.console import access
from rightsdesk.accounts.models import Organisation, User
from rightsdesk.domain.errors import Invalid, NotFound
from rightsdesk.exchange.models import Export

DEED = "export"


def exports_for(user: User) -> QuerySet[Export]:
    """The newest first: all of them at the operator, those of one's own organisations elsewhere."""
    allowed = access(user)
    found = Export.objects.select_related("organisation", "asset").order_by("-pk")
    if not allowed.does(DEED):
        return found.none()
    return found if allowed.tenants is None else found.filter(organisation__in=allowed.tenants)


def export_for(user: User, public_id: str) -> Export:
    """One of them. Raises NotFound for anybody else's."""
    found = exports_for(user).filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def exporting_for(user: User, public_id: str = "") -> Organisation | None:
    """For whom a person exports: None is everything. Raises NotFound, and Invalid where it must be named."""
    allowed = access(user)
    if not allowed.does(DEED):
        raise NotFound()
    if allowed.tenants is None:
        return _named(Organisation.objects.all(), public_id) if public_id else None
    own = Organisation.objects.filter(pk__in=allowed.tenants).order_by("name")
    if public_id:
        return _named(own, public_id)
    if own.count() != 1:
        raise Invalid("organisation_needed", "You act for several organisations: say for which one this is.")
    return own.get()


def _named(among: QuerySet[Organisation], public_id: str) -> Organisation:
    found = among.filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found
