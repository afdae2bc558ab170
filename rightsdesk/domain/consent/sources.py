"""Who must agree about a recording: its owners on both sides and its artists, each for the parts they answer for.

A clause reaches a part when it names nothing, or something of that part: the recording, the work, the artist, or the
label on whose roster the artist is. A guest's part is also reached by what is said about the main artists."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from rightsdesk.domain.consent.clauses import Gap, Grantor, Part
from rightsdesk.domain.consent.requests import Request
from rightsdesk.domain.consent.vocabulary import Capacity, Use
from rightsdesk.domain.territories import Places


@dataclass(frozen=True, slots=True)
class Person:
    """A party that performs: its artist identities, and the labels on whose roster it is that day."""

    id: str
    name: str
    artists: tuple[str, ...]
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Credit:
    """One artist heard on a recording, as its main or as a featured artist, and the party behind it."""

    artist: str
    name: str
    party: str
    main: bool
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Holding:
    """A party owns a part of a side that day: of the master (`work` empty) or of one linked work."""

    party: str
    name: str
    places: Places
    work: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What is on record about one recording on one day. `works`: public id and title."""

    recording: str
    title: str
    works: tuple[tuple[str, str], ...]
    credits: tuple[Credit, ...]
    holdings: tuple[Holding, ...]

    @property
    def parts(self) -> Iterator[tuple[str, Credit, Part]]:
        """Every work of it with every artist on it, and what a clause may name to reach that part."""
        mains = [credit for credit in self.credits if credit.main]
        for credit in self.credits:
            reached = [credit] if credit.main else [credit, *mains]
            named = {each.artist for each in reached} | {label for each in reached for label in each.labels}
            for work, _ in self.works or (("", ""),):
                yield work, credit, frozenset(named | {self.recording, work} - {""})

    def gaps(self, places: Places) -> list[Gap]:
        """The sides nobody owns, in all or some of these places: the master, and each linked work."""
        sides = [("", "master", self.title), *((work, "composition", title) for work, title in self.works)]
        found = [self._gap(key, side, title, places) for key, side, title in sides]
        if not self.works:
            found.append(Gap("composition", self.title))
        return [gap for gap in found if gap]

    def _gap(self, key: str, side: str, title: str, places: Places) -> Gap | None:
        owned = [holding.places for holding in self.holdings if holding.work == key]
        left = places - reduce(or_, owned, Places(0))
        return Gap(side, title, "" if left == places else str(left)) if left else None


@dataclass(slots=True)
class _Duty:
    """What one party has to agree to, gathered from all it is."""

    name: str
    capacities: set[str]
    parts: set[Part]


def grantors(
    sources: Sequence[Source],
    request: Request,
    people: Mapping[str, Person],
    joined: frozenset[str] = frozenset(),
) -> list[Grantor]:
    """Every master owner, every publishing owner of every linked work, the main and featured artists; and for a
    voice or an imitation the one it belongs to (of `people`, by public id)."""
    duties: dict[str, _Duty] = {}
    for source in sources:
        parts = tuple(source.parts)
        for holding in source.holdings:
            if holding.places.mask & request.places.mask:
                own = {part for work, _, part in parts if holding.work in ("", work)}
                capacity = Capacity.COMPOSITION if holding.work else Capacity.MASTER
                _add(duties, holding.party, holding.name, capacity, own)
        for credit in source.credits:
            own = {part for _, heard, part in parts if heard is credit}
            _add(duties, credit.party, credit.name, Capacity.ARTIST, own)
    found = [_grantor(party, duty, joined) for party, duty in duties.items()]
    return [*found, *_named(sources, request, people)]


def _add(duties: dict[str, _Duty], party: str, name: str, capacity: str, parts: set[Part]) -> None:
    duty = duties.setdefault(party, _Duty(name, set(), set()))
    duty.name = min(duty.name, name)
    duty.capacities.add(capacity)
    duty.parts |= parts


def _grantor(party: str, duty: _Duty, joined: frozenset[str]) -> Grantor:
    capacity = _capacity(frozenset(duty.capacities))
    return Grantor(party, duty.name, capacity, frozenset(), tuple(duty.parts), party in joined)


@cache
def _capacity(held: frozenset[str]) -> str:
    return " and ".join(each for each in Capacity if each in held)


def _named(sources: Sequence[Source], request: Request, people: Mapping[str, Person]) -> Iterable[Grantor]:
    """The owners of the voices and the artists imitated: each of their identities is a part of its own."""
    for ids, capacity, use in (
        (request.voices, Capacity.VOICE, Use.VOICE),
        (request.imitates, Capacity.IMITATED, Use.STYLE),
    ):
        for person in (people[each] for each in ids if each in people):
            parts = tuple(_parts_of_person(sources, person))
            yield Grantor(person.id, person.name, capacity, frozenset({use}), parts)


def _parts_of_person(sources: Sequence[Source], person: Person) -> Iterator[Part]:
    for source in sources:
        for work, _ in source.works or (("", ""),):
            for artist in person.artists or ("",):
                yield frozenset({source.recording, work, artist} - {""}) | person.labels
