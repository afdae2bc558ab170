"""The deals of a message. Its sender often writes one deal a country: the same terms become one row, with all countries."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rightsdesk.domain.territories import Places, TerritoryError
from rightsdesk.exchange.incoming.ern.document import Element
from rightsdesk.exchange.incoming.ern.elements import day_after, first_day, line, text, texts
from rightsdesk.exchange.incoming.ern.releases import Target
from rightsdesk.exchange.incoming.problems import BadCell, Problem

OWN_WORD = "UserDefined"


@dataclass(frozen=True, slots=True)
class DealRow:
    """What may be done with a release or a recording: commercial models, uses, countries, [first, after)."""

    line: int
    target: Target
    models: tuple[str, ...]
    uses: tuple[str, ...]
    places: Places
    first: date
    after: date | None

    @property
    def terms(self) -> tuple[object, ...]:
        return self.target, self.models, self.uses, self.first, self.after


def deals(root: Element, targets: dict[str, Target]) -> list[DealRow | Problem]:
    """All deals of a message, merged, and the problems of those that cannot be kept."""
    merged: dict[tuple[object, ...], DealRow] = {}
    problems: list[DealRow | Problem] = []
    for element in root.findall("DealList/ReleaseDeal"):
        for deal in element.findall("Deal"):
            try:
                for row in _rows(element, deal, targets):
                    known = merged.get(row.terms)
                    merged[row.terms] = replace(known, places=known.places | row.places) if known else row
            except BadCell as bad:
                problems.append(bad.at(line(deal)))
    return [*merged.values(), *problems]


def _rows(element: Element, deal: Element, targets: dict[str, Target]) -> Iterator[DealRow]:
    terms = deal.find("DealTerms")
    if terms is None:
        return
    for reference in texts(element, "DealReleaseReference"):
        if reference not in targets:
            words = f"The deal is about {reference[:40]}, which has been left out."
            raise BadCell("DealReleaseReference", "release_unknown", words)
        for period in terms.findall("ValidityPeriod"):
            first, after = first_day(period, "StartDate"), day_after(period, "EndDate")
            if first is None or (after and after <= first):
                raise BadCell("ValidityPeriod", "period_empty", "The period ends before it begins.")
            yield DealRow(
                line(deal), targets[reference], _words(terms, "CommercialModelType"), _words(terms, "UseType"),
                _places(terms), first, after,
            )  # fmt: skip


def _words(terms: Element, name: str) -> tuple[str, ...]:
    """Allowed values as they are; a sender's own word for what DDEX calls user-defined."""
    said = [(text(each), each.get("UserDefinedValue", "")) for each in terms.findall(name)]
    return tuple(sorted({own if word == OWN_WORD and own else word for word, own in said}))


def _places(terms: Element) -> Places:
    inside, outside = texts(terms, "TerritoryCode"), texts(terms, "ExcludedTerritoryCode")
    try:
        if inside:
            return Places.parse(inside)
        return Places.parse(["WW", *(f"-{code}" for code in outside)])
    except TerritoryError as error:
        raise BadCell("TerritoryCode", "territory_unknown", str(error)) from error
