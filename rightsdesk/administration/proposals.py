"""What can be proposed: roles, shares and rates, each in the words of its page."""

from typing import Any

from rightsdesk.accounts.actions.offers import RATES
from rightsdesk.accounts.models import Membership, Programme
from rightsdesk.administration.forms import RatesForm, RoleForm, ShareForm
from rightsdesk.administration.kinds import rates, roles, shares
from rightsdesk.administration.proposing import Proposing
from rightsdesk.artists.actions import NewShare
from rightsdesk.artists.models import Share
from rightsdesk.domain.shares import Right
from rightsdesk.journal.models import Change


def _grant(actor: str, row: None, said: dict[str, Any]) -> Change:
    return roles.propose_grant(actor=actor, **said)


def _end(actor: str, row: Membership, said: dict[str, Any]) -> Change:
    return roles.propose_end(actor=actor, membership=row, reason=said["reason"])


def _share(actor: str, row: None, said: dict[str, Any]) -> Change:
    new = NewShare(
        party=said["party"],
        asset=said["asset"],
        right=Right(said["right"]),
        ppm=said["percent"],
        valid_from=said["valid_from"],
        valid_to=said["valid_to"],
        territory=said["territory"],
        source=said["source"],
    )
    return shares.propose_share(actor=actor, reason=said["reason"], new=new)


def _close(actor: str, row: Share, said: dict[str, Any]) -> Change:
    return shares.propose_closing(actor=actor, share=row, reason=said["reason"])


def _rates(actor: str, row: Programme, said: dict[str, Any]) -> Change:
    values = {name: said[name] for name in RATES}
    return rates.propose_rates(actor=actor, programme=row, values=values, reason=said["reason"])


GRANT = Proposing(
    "Grant a role",
    "Once a second person approves, this person may do what the role allows there.",
    _grant,
    RoleForm,
)
END = Proposing(
    "End a role", "Once a second person approves, the role ends that day.", _end, model=Membership
)
RECORD = Proposing(
    "Record a share",
    "Once a second person approves, the desk believes this claim; more than the whole opens a conflict.",
    _share,
    ShareForm,
)
CLOSE = Proposing(
    "Close a share",
    "Once a second person approves, the desk stops believing this claim; it stays in the history.",
    _close,
    model=Share,
)
OFFER = Proposing(
    "Change what a programme offers",
    "Once a second person approves, new requests are judged by these plans, quotas and rules.",
    _rates,
    RatesForm,
    Programme,
)
