"""The usual ways, to measure against: rules as nested dictionaries walked in Python; a query for every row and rule.

They answer less (yes or no, without reasons or versions) and are here only for their cost."""

import operator
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from rightsdesk.artists.models import Recording, Share
from rightsdesk.consent.models import Clause
from rightsdesk.derivatives.models import Derivative
from rightsdesk.domain.consent import Clause as LawClause
from rightsdesk.domain.consent import Conditions, Grantor, Request

Rule = dict[str, Any]


def as_rules(clauses: Iterable[LawClause]) -> list[Rule]:
    """Each clause as a json-logic document."""
    return [{"if": [_matches(clause), {"and": _conditions(clause.conditions)}, False]} for clause in clauses]


def _matches(clause: LawClause) -> Rule:
    who, use = {"var": "grantor"}, {"var": "use"}
    return {"and": [{"==": [who, clause.grantor]}, {"==": [use, clause.use.value]}]}


def _conditions(rules: Conditions) -> list[Rule]:
    found: list[Rule] = [{"!=": [{"var": "territory"}, ""]}]
    if rules.territories:
        found.append({"in": [{"var": "territory"}, list(rules.territories.codes)]})
    if rules.tempo_ratio:
        found.append({"<=": [rules.tempo_ratio[0], {"var": "tempo_ratio"}]})
        found.append({"<=": [{"var": "tempo_ratio"}, rules.tempo_ratio[1]]})
    return found


def walk(rule: Any, facts: dict[str, Any]) -> Any:
    """json-logic, as its reference implementations evaluate it."""
    if not isinstance(rule, dict):
        return rule
    ((name, given),) = rule.items()
    if name == "var":
        return facts.get(given)
    if name == "and":
        return all(walk(each, facts) for each in given)
    if name == "if":
        return walk(given[1], facts) if walk(given[0], facts) else walk(given[2], facts)
    left, right = (walk(each, facts) for each in given)
    return COMPARE[name](left, right)


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<=": operator.le, "in": lambda one, many: one in many,
}  # fmt: skip


def walk_all(rules: list[Rule], request: Request, grantors: Iterable[Grantor]) -> bool:
    """Yes when, for every grantor and use, some rule says so."""
    facts = {"territory": request.territory, "tempo_ratio": request.tempo_ratio}
    return all(
        any(walk(rule, facts | {"grantor": who.id, "use": use.value}) for rule in rules)
        for who in grantors
        for use in request.uses
    )


def by_rows(recording: Recording, uses: Iterable[str], territory: str, day: date) -> bool:
    """The same question in plain Django: follow the relations, ask the database for each owner and use."""
    shares = list(Share.objects.filter(recording=recording, valid__contains=day))
    for link in recording.work_links.all():
        shares += Share.objects.filter(work=link.work, valid__contains=day)
    parties = [share.party for share in shares if territory in share.places] + [recording.artist.party]
    return all(_allows(party.pk, recording, use, territory, day) for party in parties for use in uses)


def _allows(party: int, recording: Recording, use: str, territory: str, day: date) -> bool:
    scope = Q(terms__scope="party") | Q(terms__recording=recording) | Q(terms__artist=recording.artist)
    found = Clause.objects.filter(scope, terms__grantor=party, terms__state="in_force", use=use)
    clause = found.filter(terms__valid__contains=day).order_by("-terms__scope").first()
    places = Conditions.from_json(clause.conditions).territories if clause else None
    return clause is not None and clause.answer == "allow" and (places is None or territory in places)


def redecide_row(derivative: Derivative, day: date) -> bool:
    """One live derivative again, by rows."""
    asked = derivative.verdict.request if derivative.verdict else {}
    source = derivative.sources.select_related("recording__artist__party").get()
    if source.recording is None:
        return False
    return by_rows(source.recording, asked["uses"], asked["territory"], day)
