"""Who is meant by a party's key: somebody of this desk, a holder of an identifier, or whom the sender has named before."""

from collections.abc import Collection, Iterable

from rightsdesk.artists.actions.bulk.rows import Row
from rightsdesk.artists.models import Party, PartyIdentifier
from rightsdesk.exchange.incoming.csv.cells import KEYED
from rightsdesk.exchange.models import PartyKey


def keys_of(rows: Iterable[Row]) -> set[str]:
    """The parties that rows name."""
    said = (getattr(row, "key", "") or getattr(row, "party", "") for row in rows)
    return {key for key in said if key}


def people(source: str, keys: Collection[str]) -> dict[str, int]:
    """Key → party, of those that are known; three queries, however many."""
    found = dict(PartyKey.objects.filter(source=source, key__in=keys).values_list("key", "party_id"))
    codes = {key.partition(":")[2] for key in keys if key.partition(":")[0] in KEYED}
    held = PartyIdentifier.objects.filter(value__in=codes).values_list("kind", "value", "party_id")
    found |= {name: party for kind, value, party in held if (name := f"{kind}:{value}") in keys}
    own = [key for key in keys if key.startswith("pty_")]
    return found | dict(Party.objects.filter(public_id__in=own).values_list("public_id", "pk"))


def remember(source: str, known: Collection[str], now: dict[str, int]) -> None:
    """Keep the keys that were not known before, for the next file of this sender."""
    PartyKey.objects.bulk_create(
        [PartyKey(source=source, key=key, party_id=party) for key, party in now.items() if key not in known],
        ignore_conflicts=True,
    )
