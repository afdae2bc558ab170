"""The journal of a case and its derivative as sentences, with the names of the people in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rightsdesk.accounts.models import ApiClient, User
from rightsdesk.journal.models import Entry
from rightsdesk.journal.queries import history
from rightsdesk.moderation.models import Case

VERBS = {
    "case.opened": "opened the case",
    "case.taken": "took the case",
    "case.given_back": "gave the case back",
    "case.decided": "decided the case",
    "decision.appealed": "appealed the decision",
    "appeal.upheld": "heard the appeal and upheld the decision",
    "appeal.overturned": "heard the appeal and overturned the decision",
    "effect.done": "carried out an effect",
    "hold.placed": "put the {on} on hold",
    "hold.released": "released the {on}",
    "derivative.screened": "screened the derivative",
    "derivative.requested": "asked for the derivative",
    "derivative.statement_of_reasons": "issued the statement of reasons",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, readable."""

    at: datetime
    who: str
    what: str
    detail: str


def lines(case: Case) -> list[Line]:
    """Everything that was done to the case and to its derivative, the newest first."""
    entries = [*history(case.public_id), *history(case.derivative.public_id)]
    names = _names({entry.actor for entry in entries})
    return [_line(entry, names) for entry in sorted(entries, key=lambda entry: entry.pk, reverse=True)]


def _line(entry: Entry, names: dict[str, str]) -> Line:
    what = VERBS.get(entry.verb, entry.verb.replace(".", " ").replace("_", " "))
    if entry.verb.startswith("derivative.") and entry.verb not in VERBS:
        what = f"moved the derivative to {entry.verb.removeprefix('derivative.').replace('_', ' ')}"
    what = what.format(on=entry.facts.get("on", "derivative"))
    detail = entry.reason or str(entry.facts.get("outcome", ""))
    return Line(entry.at, names.get(entry.actor, entry.actor), what, detail)


def _names(actors: Iterable[str]) -> dict[str, str]:
    """Actors by name: people, platforms' clients, and the desk's own machinery."""
    keys = [actor.partition(":") for actor in actors]
    users = User.objects.filter(public_id__in=[key for kind, _, key in keys if kind == "user"])
    clients = ApiClient.objects.select_related("organisation").filter(
        public_id__in=[key for kind, _, key in keys if kind == "client"]
    )
    return {
        **{
            f"system:{key}": f"The desk ({key.replace('_', ' ')})"
            for kind, _, key in keys
            if kind == "system"
        },
        **{user.actor: str(user) for user in users},
        **{client.actor: client.organisation.name for client in clients},
    }
