"""People and organisations. Each verb is safe to run twice."""

from django.db import IntegrityError, transaction

from rightsdesk.accounts.models import Organisation, OrganisationKind, User
from rightsdesk.domain.errors import Conflict
from rightsdesk.journal.actions import record


def register_organisation(*, actor: str, name: str, kind: OrganisationKind) -> Organisation:
    """An organisation by its name."""
    with transaction.atomic():
        found, made = Organisation.objects.get_or_create(name=name, defaults={"kind": kind.value})
        if made:
            facts = {"name": name, "kind": kind.value}
            record(actor=actor, verb="accounts.organisation_registered", subject=found.public_id, facts=facts)
    return found


def found_organisation(*, actor: str, name: str, kind: OrganisationKind) -> Organisation:
    """A new organisation of one's own. A name that is taken gets an ending: nobody joins a stranger's by its name."""
    with transaction.atomic():
        taken = Organisation.objects.filter(name=name).exists()
        made = Organisation(name=name, kind=kind.value)
        made.name = f"{name} ({made.public_id[-6:]})" if taken else name
        made.save(force_insert=True)
        facts = {"name": made.name, "kind": kind.value}
        record(actor=actor, verb="accounts.organisation_registered", subject=made.public_id, facts=facts)
    return made


def create_user(
    *, actor: str, email: str, name: str, password: str | None = None, is_staff: bool = False
) -> User:
    """A person by e-mail address; one who exists already is returned as they are."""
    with transaction.atomic():
        if found := User.objects.filter(email=email.lower()).first():
            return found
        user = User.objects.create_user(email, password, name=name, is_staff=is_staff)
        record(actor=actor, verb="accounts.user_created", subject=user.public_id, facts={"staff": is_staff})
    return user


def create_new_user(*, actor: str, email: str, name: str, password: str) -> User:
    """A person by an e-mail address that nobody here has; otherwise a Conflict, also when two come at once."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password, name=name)
            record(actor=actor, verb="accounts.user_created", subject=user.public_id, facts={"staff": False})
    except IntegrityError as error:
        raise Conflict("email_known", "Somebody with this e-mail address is already here.") from error
    return user
