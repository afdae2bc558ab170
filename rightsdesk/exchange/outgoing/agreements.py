"""One version of terms as facts for the papers that leave the house: the ODRL agreement and the TDM policy."""

from typing import Any

from rightsdesk.accounts.models import User
from rightsdesk.artists.models import Party
from rightsdesk.artists.queries import parties_of
from rightsdesk.consent.models import Terms, TermsState
from rightsdesk.domain.consent import Answer, ScopeKind, Use
from rightsdesk.domain.errors import NotFound
from rightsdesk.domain.odrl import Agreed, Said, agreement
from rightsdesk.domain.tdmrep import declaration

# What was never in force is no agreement.
SIGNED = (TermsState.IN_FORCE, TermsState.SUPERSEDED, TermsState.WITHDRAWN)


def odrl_of(user: User, public_id: str) -> dict[str, Any]:
    """The agreement of one version of terms of a party this person acts for. Raises NotFound."""
    return agreement(agreed(_terms(user, public_id)))


def tdm_of(user: User, public_id: str) -> dict[str, Any]:
    """What the grantor of these terms may declare on sites of their own. Raises NotFound."""
    return declaration(agreed(_terms(user, public_id)))


def _terms(user: User, public_id: str) -> Terms:
    rows = Terms.objects.filter(grantor__in=parties_of(user), state__in=SIGNED)
    found = rows.select_related(*WHOLE).prefetch_related("clauses").filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


WHOLE = ("grantor", "artist", "recording", "work", "evidence", "supersedes")


def agreed(terms: Terms) -> Agreed:
    """The facts of one version, read with `WHOLE` and its clauses."""
    target, codes = _target(terms)
    return Agreed(
        terms=terms.public_id,
        version=terms.version,
        grantor=(terms.grantor.public_id, terms.grantor.name),
        scope=ScopeKind(terms.scope),
        target=target,
        first=terms.valid.lower,
        after=terms.valid.upper,
        clauses=_clauses(terms),
        codes=codes,
        signed_by=terms.signed_by,
        channel=terms.channel,
        evidence=terms.evidence.sha256 if terms.evidence else "",
        replaces=terms.supersedes.public_id if terms.supersedes else "",
        on_withdrawal=terms.on_withdrawal,
        take_down_days=terms.take_down_days,
    )


def _clauses(terms: Terms) -> list[Said]:
    """In the order of the uses, so that the document does not depend on how the rows are read."""
    order = list(Use)
    rows = sorted(terms.clauses.all(), key=lambda clause: order.index(Use(clause.use)))
    return [Said(Use(row.use), Answer(row.answer), row.conditions, row.obligations) for row in rows]


def _target(terms: Terms) -> tuple[tuple[str, str], dict[str, str]]:
    """What the scope reaches, and the codes the world knows it by. A party's or roster's terms reach all that is theirs."""
    if terms.recording:
        return (terms.recording.public_id, terms.recording.title), {"isrc": terms.recording.isrc}
    if terms.work:
        return (terms.work.public_id, terms.work.title), {"iswc": terms.work.iswc}
    named: Any = terms.artist or terms.grantor
    codes = {code.kind: code.value for code in named.identifiers.all()} if isinstance(named, Party) else {}
    return (named.public_id, named.name), codes
