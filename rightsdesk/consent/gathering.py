"""Reads the facts of consent for many recordings at once: five queries, and two more where people are named or a
programme takes silence for a yes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rightsdesk.accounts.models import Programme
from rightsdesk.artists.models import Artist, Recording
from rightsdesk.consent import rows
from rightsdesk.consent.facts import Facts
from rightsdesk.consent.reach import Said, read_clauses
from rightsdesk.domain.consent import Default, Request
from rightsdesk.domain.consent.sources import Credit, Holding, Person, Source
from rightsdesk.domain.roles import CreditRole
from rightsdesk.domain.shares import Right
from rightsdesk.programmes.queries import members

Rows = dict[int, list[tuple[Any, ...]]]


@dataclass(slots=True)
class _Gathered:
    """The rows of one batch. `parties`: primary key → public id and name; `labels`: of a party on a roster."""

    credits: Rows
    works: Rows
    masters: Rows
    compositions: Rows
    people: list[tuple[Any, ...]]
    parties: dict[int, tuple[str, str]] = field(default_factory=dict)
    labels: dict[int, list[tuple[int, str, str, bool]]] = field(default_factory=lambda: defaultdict(list))


def facts_for(
    recordings: Sequence[Recording],
    request: Request,
    *,
    programme: Programme | None = None,
    all_uses: bool = False,
    whose: frozenset[str] | None = None,
) -> list[Facts]:
    """Everything the law reads about each recording on the request's day. With `all_uses` the facts answer requests
    for any uses on that day (and any territory; voices and imitated artists only those of `request`); with `whose`
    (public ids) only the clauses of these parties are read."""
    found = _gather([recording.pk for recording in recordings], request)
    asked = {key: who for key, who in found.parties.items() if whose is None or who[0] in whose}
    said = read_clauses(
        parties=asked,
        labels={key: held for key, held in found.labels.items() if key in asked},
        recordings={recording.pk: recording.public_id for recording in recordings},
        works={row[1]: row[2] for links in found.works.values() for row in links},
        artists={row[2]: row[3] for heard in found.credits.values() for row in heard}
        | {row[0]: row[1] for row in found.people},
        day=request.on,
        uses=None if all_uses else request.uses,
    )
    joined = _joined(programme, request, found.parties)
    people = _people(found)
    return [_facts(recording, found, said, people, joined) for recording in recordings]


def _gather(keys: list[int], request: Request) -> _Gathered:
    works = _grouped(rows.works(keys))
    linked = {row[1] for links in works.values() for row in links}
    masters, compositions = _shares(keys, linked, request.on)
    found = _Gathered(_grouped(rows.heard(keys)), works, masters, compositions, _named(request))
    for heard in found.credits.values():
        found.parties.update({row[5]: (row[6], row[7]) for row in heard})
    for shares in (*masters.values(), *compositions.values()):
        found.parties.update({row[2]: (row[3], row[4]) for row in shares})
    found.parties.update({row[2]: (row[3], row[4]) for row in found.people})
    for party, *label in rows.labels(found.parties, request.on):
        found.labels[party].append((label[0], label[1], label[2], label[3]))
    return found


def _grouped(rows: Iterable[tuple[Any, ...]]) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def _shares(keys: list[int], works: Collection[int], day: date) -> tuple[Rows, Rows]:
    """Of recordings and of works: (asset, places, party, its public id and name)."""
    held = rows.shares(keys, works, day)
    masters = _grouped((row[0], *row[3:]) for row in held if row[0] and row[2] == Right.MASTER)
    return masters, _grouped((row[1], *row[3:]) for row in held if row[1] and row[2] != Right.MASTER)


def _named(request: Request) -> list[tuple[Any, ...]]:
    """The artist identities of the parties whose voice or manner is asked for."""
    if not (wanted := request.voices | request.imitates):
        return []
    found = Artist.objects.filter(party__public_id__in=wanted).order_by("public_id")
    return list(found.values_list("pk", "public_id", "party_id", "party__public_id", "party__name"))


def _joined(
    programme: Programme | None, request: Request, parties: dict[int, tuple[str, str]]
) -> frozenset[str]:
    if programme is None or request.default != Default.OPT_OUT:
        return frozenset()
    found = members(programme, request.on).filter(pk__in=list(parties))
    return frozenset(found.values_list("public_id", flat=True))


def _people(gathered: _Gathered) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for _, artist, party, public_id, name in gathered.people:
        before = found[public_id].artists if public_id in found else ()
        found[public_id] = Person(public_id, name, (*before, artist), _roster(gathered, party))
    return found


def _roster(found: _Gathered, party: int) -> frozenset[str]:
    return frozenset(label[1] for label in found.labels.get(party, ()))


def _facts(
    recording: Recording, found: _Gathered, said: Said, people: dict[str, Person], joined: frozenset[str]
) -> Facts:
    links = sorted(found.works.get(recording.pk, ()), key=lambda row: str(row[2]))
    held = [Holding(row[3], row[4], row[1]) for row in found.masters.get(recording.pk, ())]
    held += [
        Holding(row[3], row[4], row[1], link[2])
        for link in links
        for row in found.compositions.get(link[1], ())
    ]
    works = tuple((link[2], link[3]) for link in links)
    source = Source(
        recording.public_id, recording.title, works, _heard(found, recording.pk), tuple(dict.fromkeys(held))
    )
    return Facts(recording, source, said.reaching(source, people), people, joined)


def _heard(gathered: _Gathered, recording: int) -> tuple[Credit, ...]:
    """Each artist once: as a main one, if they are that as well."""
    found: dict[str, Credit] = {}
    for _, role, _pk, artist, name, party, party_id, _ in sorted(gathered.credits.get(recording, ())):
        main = role == CreditRole.MAIN or (artist in found and found[artist].main)
        found[artist] = Credit(artist, name, party_id, main, _roster(gathered, party))
    return tuple(found.values())
