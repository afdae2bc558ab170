"""What a verdict was decided on, as one plain document: the same document gives the same answer, byte for byte."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rightsdesk.domain.canonical import canonical_json
from rightsdesk.domain.consent.clauses import Clause, Gap, Grantor, Refused, obligations_from_json
from rightsdesk.domain.consent.conditions import Conditions
from rightsdesk.domain.consent.deciding import decide
from rightsdesk.domain.consent.reasons import Verdict
from rightsdesk.domain.consent.requests import Request
from rightsdesk.domain.consent.vocabulary import LAW_VERSION, Answer, ScopeKind, Use

Document = Mapping[str, Any]
Json = dict[str, Any]


def inputs(
    request: Request,
    grantors: Iterable[Grantor],
    clauses: Iterable[Clause],
    gaps: Iterable[Gap] = (),
    refused: Iterable[Refused] = (),
) -> Json:
    """The document of one question, in one canonical order."""
    return {
        "law": LAW_VERSION,
        "request": request.to_json(),
        "grantors": _sorted(grantor_facts(grantor) for grantor in grantors),
        "clauses": _sorted(clause_facts(clause) for clause in clauses),
        "gaps": _sorted({"side": g.side, "title": g.title, "places": g.places} for g in gaps),
        "refused": _sorted({"code": r.code, "message": r.message, "use": r.use} for r in refused),
    }


def _sorted(facts: Iterable[Json]) -> list[Json]:
    unique = {canonical_json(each): each for each in facts}
    return [unique[key] for key in sorted(unique)]


def grantor_facts(grantor: Grantor) -> Json:
    parts = sorted({tuple(sorted(part)) for part in grantor.parts})
    named = {"id": grantor.id, "name": grantor.name, "capacity": str(grantor.capacity)}
    held = {"uses": sorted(grantor.uses), "parts": [list(part) for part in parts]}
    return named | held | {"joined": grantor.joined}


def clause_facts(clause: Clause) -> Json:
    """A clause as plain values."""
    who = {"grantor": clause.grantor, "grantor_name": clause.grantor_name, "spoken_by": clause.spoken_by}
    where = {"terms": clause.terms, "version": clause.version, "scope": clause.scope.value}
    said = {"target": clause.target, "use": clause.use.value, "answer": clause.answer.value}
    rules = {"conditions": clause.conditions.to_json(), "obligations": dict(clause.obligations)}
    return who | where | said | rules


def answer_under(document: Document) -> Verdict:
    """Decide what a document asks, under the law it names. Raises KeyError for a law that nobody kept."""
    law = LAWS[document["law"]]
    return law(
        Request.from_json(document["request"]),
        [_grantor(facts) for facts in document["grantors"]],
        [_clause(facts) for facts in document["clauses"]],
        [Gap(**facts) for facts in document["gaps"]],
        [Refused(**facts) for facts in document["refused"]],
    )


def answer_bytes(answer: Document) -> bytes:
    """The canonical bytes of an answer (`Verdict.to_json`, or its stored columns)."""
    return canonical_json({key: answer[key] for key in ANSWER})


def replay(document: Document) -> bytes:
    """The bytes of the answer to a stored question, decided again."""
    return answer_bytes(answer_under(document).to_json())


def _grantor(facts: Document) -> Grantor:
    return Grantor(
        id=facts["id"],
        name=facts["name"],
        capacity=facts["capacity"],
        uses=frozenset(Use(use) for use in facts["uses"]),
        parts=tuple(frozenset(part) for part in facts["parts"]),
        joined=facts["joined"],
    )


def _clause(facts: Document) -> Clause:
    read = {
        "scope": ScopeKind(facts["scope"]),
        "use": Use(facts["use"]),
        "answer": Answer(facts["answer"]),
        "conditions": Conditions.from_json(facts["conditions"]),
        "obligations": obligations_from_json(facts["obligations"]),
    }
    return Clause(**{**facts, **read})


ANSWER = ("outcome", "reasons", "obligations", "to_ask", "changes")
LAWS: dict[str, Callable[..., Verdict]] = {LAW_VERSION: decide}
"""Every law a stored verdict may name: they are kept, never edited."""
