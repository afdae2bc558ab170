"""The training clause as the Text and Data Mining Reservation Protocol says it (W3C community report, May 2024).

Rights are reserved unless a clause allows training without any condition: silence reserves."""

from typing import Any

from rightsdesk.domain import odrl
from rightsdesk.domain.consent import Answer, Use
from rightsdesk.domain.odrl import ODRL, Agreed, Said, iri
from rightsdesk.domain.odrl_rules import Rule, constraint, constraints, day, duties

PROFILE = "http://www.w3.org/ns/tdmrep"
POLICY_PATH = "/.well-known/tdm-policy.json"
TERMS = odrl.TERMS | {"tdm": f"{PROFILE}#", "vcard": "http://www.w3.org/2006/vcard/ns#"}


def training(agreed: Agreed) -> Said | None:
    """The clause on training, if these terms speak of it."""
    return next((said for said in agreed.clauses if said.use is Use.TRAINING), None)


def reserved(said: Said | None) -> bool:
    """Whether mining needs leave: only an unconditional yes without anything owed in return needs none."""
    if said is None or said.answer is not Answer.ALLOW:
        return True
    return bool(constraints(said.conditions) or any(said.obligations.values()))


def site_rules(address: str) -> list[dict[str, Any]]:
    """`/.well-known/tdmrep.json` of this site: everything on it is reserved; the policy says whom to ask."""
    return [{"location": "/", "tdm-reservation": 1, "tdm-policy": f"{address.rstrip('/')}{POLICY_PATH}"}]


def site_policy(address: str) -> dict[str, Any]:
    """The policy of this site: mining needs the consent of each recording's grantors, asked for at this address."""
    home = address.rstrip("/")
    rule = {"target": f"{home}/", "action": "tdm:mine", "duty": [{"action": "obtainConsent"}]}
    return _offer(f"{home}{POLICY_PATH}", {"uid": f"{home}/", "vcard:hasURL": {"@id": f"{home}/"}}, [rule])


def declaration(agreed: Agreed) -> dict[str, Any]:
    """What a grantor puts on sites of their own: the reservation, and the policy that may stand behind it."""
    said = training(agreed)
    facts: dict[str, Any] = {"tdm-reservation": int(reserved(said))}
    return facts | ({"policy": policy(agreed)} if facts["tdm-reservation"] and said else {})


def policy(agreed: Agreed) -> dict[str, Any]:
    """The training clause of one version of terms as a TDM policy. A denial is a policy that permits nothing."""
    said = training(agreed)
    grantor = {"uid": iri("party", agreed.grantor[0]), "vcard:fn": agreed.grantor[1]}
    rules = [_permission(agreed, said)] if said and said.answer is not Answer.DENY else []
    uid = f"{iri('terms', agreed.terms)}#training"
    made = _offer(uid, grantor, rules)
    return made if rules else made | {"prohibition": [{"target": _target(agreed), "action": "tdm:mine"}]}


def _permission(agreed: Agreed, said: Said) -> Rule:
    grantor = iri("party", agreed.grantor[0])
    asked = [{"action": "obtainConsent", "consentingParty": grantor}] if said.answer is Answer.ASK else []
    owed = asked + duties(said.obligations, grantor)
    limits = [constraint("dateTime", "gteq", day(agreed.first))]
    limits += [constraint("dateTime", "lt", day(agreed.after))] if agreed.after else []
    rule = {
        "target": _target(agreed),
        "action": "tdm:mine",
        "constraint": limits + constraints(said.conditions),
    }
    return rule | ({"duty": owed} if owed else {})


def _target(agreed: Agreed) -> str:
    return iri(agreed.scope.value, agreed.target[0])


def _offer(uid: str, assigner: dict[str, Any], permission: list[Rule]) -> dict[str, Any]:
    offer = {
        "@context": [ODRL, TERMS],
        "@type": "Offer",
        "profile": PROFILE,
        "uid": uid,
        "assigner": assigner,
    }
    return offer | ({"permission": permission} if permission else {})
