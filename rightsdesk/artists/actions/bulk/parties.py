"""Parties by their identifiers or keys, and the artists they perform as."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from rightsdesk.artists.actions.bulk.keeping import SIZE, Keeping, compared, new, nobody
from rightsdesk.artists.actions.bulk.rewriting import rewrite
from rightsdesk.artists.actions.bulk.rows import ArtistRow, Kept, PartyRow, refused
from rightsdesk.artists.models import Artist, Party, PartyIdentifier

Codes = dict[tuple[str, str], int]


def keep_parties(rows: Sequence[PartyRow], keeping: Keeping) -> list[Kept]:
    """A party is whom its key or any of its identifiers names already; keys of new ones are added to `people`."""
    owners = _owners(rows)
    meant = [_meant(row, keeping, owners) for row in rows]
    known = Party.objects.in_bulk({party for ids in meant if len(ids) == 1 for party in ids})
    kept: list[Kept] = []
    met: list[tuple[str, Party]] = []
    written: list[Party] = []
    codes: list[tuple[Party, tuple[str, str]]] = []
    for row, ids in zip(rows, meant, strict=True):
        if len(ids) > 1:
            kept.append(_two(row))
            continue
        party = known[min(ids)] if ids else _made(row)
        added = [code for code in row.codes if code not in owners]
        kept.append(_compare(row, party, added) if ids else _introduced(row))
        met.append((row.key, party))
        written += [party] if kept[-1].state != "unchanged" else []
        codes += [(party, code) for code in added]
    _write(written, codes)
    keeping.people.update({key: party.pk for key, party in met})
    return kept


def _owners(rows: Sequence[PartyRow]) -> Codes:
    wanted = {code for row in rows for code in row.codes}
    found = PartyIdentifier.objects.filter(value__in={value for _, value in wanted})
    rows_found = found.values_list("kind", "value", "party_id")
    return {(kind, value): party for kind, value, party in rows_found if (kind, value) in wanted}


def _meant(row: PartyRow, keeping: Keeping, owners: Codes) -> set[int]:
    said = {keeping.people.get(row.key), *(owners.get(code) for code in row.codes)}
    return {party for party in said if party is not None}


def _two(row: PartyRow) -> Kept:
    words = "Its key and identifiers belong to different parties: they cannot be one."
    return refused(row, f"party {row.name}", "party", "two_parties", words)


def _made(row: PartyRow) -> Party:
    return Party(name=row.name, kind=row.kind, tax_residence=row.tax_residence)


def _compare(row: PartyRow, party: Party, added: Iterable[tuple[str, str]]) -> Kept:
    before: dict[str, Any] = {"name": party.name, "type": party.kind, "tax_residence": party.tax_residence}
    after: dict[str, Any] = dict(added)
    if not row.weak:
        after |= {"name": row.name, "type": row.kind}
        party.name, party.kind = row.name, row.kind
    if row.tax_residence:
        after["tax_residence"] = party.tax_residence = row.tax_residence
    return compared(row, f"party {before['name']}", before, after)


def _introduced(row: PartyRow) -> Kept:
    return new(row, f"party {row.name}", {"type": row.kind, **dict(row.codes)})


def _write(written: list[Party], codes: list[tuple[Party, tuple[str, str]]]) -> None:
    old = [party for party in written if party.pk]
    Party.objects.bulk_create([party for party in written if not party.pk], batch_size=SIZE)
    rewrite(old, "name", "kind", "tax_residence")
    PartyIdentifier.objects.bulk_create(
        [PartyIdentifier(party=party, kind=kind, value=value) for party, (kind, value) in codes],
        batch_size=SIZE,
    )


def keep_artists(rows: Sequence[ArtistRow], keeping: Keeping) -> list[Kept]:
    """A performing name of a party, once."""
    pairs = [(keeping.people.get(row.party, 0), row.name) for row in rows]
    before = set(_known(pairs))
    artists_of(pairs)
    kept = []
    for row, pair in zip(rows, pairs, strict=True):
        what = f"artist {row.name}"
        if not pair[0]:
            kept.append(nobody(row, what, row.party))
        else:
            kept.append(Kept(row.line, "unchanged", what) if pair in before else new(row, what, {}))
    return kept


def artists_of(pairs: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """(party, performing name) → artist; those the desk does not have yet are made."""
    wanted = {pair for pair in pairs if pair[0]}
    found = _known(wanted)
    made = [Artist(party_id=party, name=name) for party, name in sorted(wanted - set(found))]
    Artist.objects.bulk_create(made, batch_size=SIZE)
    return found | {(artist.party_id, artist.name): artist.pk for artist in made}


def _known(pairs: Iterable[tuple[int, str]]) -> dict[tuple[int, str], int]:
    names: dict[int, set[str]] = defaultdict(set)
    for party, name in pairs:
        names[party].add(name)
    found = Artist.objects.filter(party_id__in=names).order_by("-pk").values_list("party_id", "name", "pk")
    return {(party, name): pk for party, name, pk in found if name in names[party]}
