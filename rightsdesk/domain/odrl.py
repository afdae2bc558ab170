"""One version of consent terms as a W3C ODRL 2.2 agreement in JSON-LD. The profile is written out in docs/odrl-profile.md.

What a clause allows becomes a permission, what it denies a prohibition; "ask" is a permission with the duty to obtain consent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rightsdesk.domain.consent import Answer, ScopeKind, Use
from rightsdesk.domain.odrl_rules import Rule, constraint, constraints, day, duties

BASE = "https://rightsdesk.example/"
PROFILE = f"{BASE}ns/odrl/1"
ODRL = "http://www.w3.org/ns/odrl.jsonld"
_LINKS = (
    "profile", "target", "assigner", "assignee", "permission", "prohibition", "obligation", "duty",
    "constraint", "refinement", "attributedParty", "compensatedParty", "consentingParty", "informedParty", "source",
)  # fmt: skip
_NAMES = ("conflict", "action", "leftOperand", "operator")
_TYPES = ("Agreement", "Offer", "Asset", "AssetCollection", "Party", "PartyCollection")
_WORDS = (
    "attribute", "compensate", "delayPeriod", "delete", "deliveryChannel", "dateTime", "eq", "event", "gt", "gteq", "inform",
    "isAnyOf", "isNoneOf", "lt", "lteq", "obtainConsent", "prohibit", "spatial", "rightOperand",
)  # fmt: skip
# Every word used, so that a reader without a network, or with an older copy of W3C's context, reads the same triples.
TERMS: dict[str, Any] = {
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct": "http://purl.org/dc/terms/",
    "rd": f"{PROFILE}#",
    "uid": "@id",
    **{name: {"@id": f"odrl:{name}", "@type": "@id"} for name in _LINKS},
    **{name: {"@id": f"odrl:{name}", "@type": "@vocab"} for name in _NAMES},
    **{name: f"odrl:{name}" for name in (*_TYPES, *_WORDS)},
}


@dataclass(frozen=True, slots=True)
class Said:
    """One clause: the answer for a use, with its conditions and obligations as they are stored."""

    use: Use
    answer: Answer
    conditions: Mapping[str, Any] = field(default_factory=dict)
    obligations: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Agreed:
    """One version of terms. `target`: what the scope reaches (id and name); `after` is the first day it no longer holds."""

    terms: str
    version: int
    grantor: tuple[str, str]
    scope: ScopeKind
    target: tuple[str, str]
    first: date
    clauses: Sequence[Said]
    after: date | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    signed_by: str = ""
    channel: str = ""
    evidence: str = ""
    replaces: str = ""
    on_withdrawal: str = "stop_new"
    take_down_days: int | None = None


def iri(kind: str, public_id: str) -> str:
    """The name of a thing of the desk in documents that leave it."""
    return f"{BASE}id/{kind}/{public_id}"


def agreement(agreed: Agreed) -> dict[str, Any]:
    """The agreement. The same facts give the same document. Raises ValueError for a condition it has no words for."""
    rules = {
        "permission": _permissions(agreed),
        "prohibition": _prohibitions(agreed),
        "obligation": _taking_down(agreed),
    }
    return {
        "@context": [ODRL, TERMS],
        "@type": "Agreement",
        "uid": iri("terms", agreed.terms),
        "profile": PROFILE,
        "conflict": "prohibit",
        "assigner": _grantor(agreed),
        "assignee": {"@type": "PartyCollection", "uid": iri("parties", "licensees")},
        "target": _target(agreed),
        **{name: found for name, found in rules.items() if found},
        **_provenance(agreed),
    }


def _permissions(agreed: Agreed) -> list[Rule]:
    said = [clause for clause in agreed.clauses if clause.answer is not Answer.DENY]
    made = [_permission(agreed, clause, clause.use.value) for clause in said]
    return made + [_permission(agreed, clause, "imitate") for clause in said if _imitation(clause) is True]


def _permission(agreed: Agreed, clause: Said, action: str) -> Rule:
    grantor = iri("party", agreed.grantor[0])
    owed = duties(clause.obligations, grantor)
    if clause.answer is Answer.ASK:
        owed = [{"action": "obtainConsent", "consentingParty": grantor}, *owed]
    limits = _while_in_force(agreed) + constraints(clause.conditions)
    return {"action": f"rd:{action}", "constraint": limits} | ({"duty": owed} if owed else {})


def _prohibitions(agreed: Agreed) -> list[Rule]:
    no = [clause.use.value for clause in agreed.clauses if clause.answer is Answer.DENY]
    actions = no + ["imitate" for clause in agreed.clauses if _imitation(clause) is False]
    return [{"action": f"rd:{action}", "constraint": _while_in_force(agreed)} for action in actions]


def _imitation(clause: Said) -> bool | None:
    """Whether a named artist may be imitated: an action of its own here, said with the clause on style."""
    if clause.use is not Use.STYLE:
        return None
    return False if clause.answer is Answer.DENY else clause.conditions.get("imitation")


def _while_in_force(agreed: Agreed) -> list[Rule]:
    """The terms' own period: policies have no constraint in ODRL, so each rule carries it."""
    starts = constraint("dateTime", "gteq", day(agreed.first))
    return [starts, constraint("dateTime", "lt", day(agreed.after))] if agreed.after else [starts]


def _taking_down(agreed: Agreed) -> list[Rule]:
    if agreed.on_withdrawal != "take_down":
        return []
    delay = {"@value": f"P{agreed.take_down_days or 0}D", "@type": "xsd:duration"}
    when = [constraint("event", "gt", {"@id": "rd:withdrawal"}), constraint("delayPeriod", "eq", delay)]
    return [{"action": "delete", "constraint": when}]


def _grantor(agreed: Agreed) -> dict[str, Any]:
    return {"@type": "Party", "uid": iri("party", agreed.grantor[0]), "dct:title": agreed.grantor[1]}


def _target(agreed: Agreed) -> dict[str, Any]:
    one = agreed.scope in (ScopeKind.WORK, ScopeKind.RECORDING)
    named = {f"rd:{kind}": code for kind, code in sorted(agreed.codes.items())}
    return {
        "@type": "Asset" if one else "AssetCollection",
        "uid": iri(f"{agreed.scope.value}-catalogue" if not one else agreed.scope.value, agreed.target[0]),
        "dct:title": agreed.target[1],
        **named,
    }


def _provenance(agreed: Agreed) -> dict[str, Any]:
    facts = {
        "rd:signedBy": agreed.signed_by,
        "rd:channel": agreed.channel,
        "rd:evidenceSha256": agreed.evidence,
        "dct:replaces": {"@id": iri("terms", agreed.replaces)} if agreed.replaces else "",
    }
    told = {name: value for name, value in facts.items() if value}
    return {"rd:version": agreed.version, "rd:onWithdrawal": {"@id": f"rd:{agreed.on_withdrawal}"}} | told
