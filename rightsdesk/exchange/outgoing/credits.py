"""Who is named in a message about a derivative: the artists and writers of what it was made from, in DDEX's roles."""

from collections.abc import Iterable

from rightsdesk.artists.models import Party, Recording, Work
from rightsdesk.domain.roles import FEATURED_ROLES, CreditRole, WorkRole
from rightsdesk.exchange.outgoing.message import Credit, Person

PERFORMED = {
    CreditRole.MAIN: "Artist",
    CreditRole.FEATURED: "Artist",
    CreditRole.PERFORMER: "Performer",
    CreditRole.VOCALIST: "Vocalist",
    CreditRole.INSTRUMENTALIST: "Musician",
    CreditRole.CONDUCTOR: "Conductor",
    CreditRole.PRODUCER: "StudioProducer",
    CreditRole.REMIXER: "Remixer",
    CreditRole.MIXER: "MixingEngineer",
    CreditRole.ENGINEER: "Engineer",
}
WROTE = {
    WorkRole.AUTHOR: "Lyricist",
    WorkRole.COMPOSER: "Composer",
    WorkRole.COMPOSER_AUTHOR: "ComposerLyricist",
    WorkRole.ADAPTOR: "Adapter",
    WorkRole.ARRANGER: "Arranger",
    WorkRole.SUB_AUTHOR: "SubLyricist",
    WorkRole.SUB_ARRANGER: "SubArranger",
    WorkRole.TRANSLATOR: "Translator",
}
# What `people_of` and `credits_of` read of a recording.
NEEDED = (
    "artist__party__identifiers",
    "credits__artist__party__identifiers",
    "works__writers__party__identifiers",
)


def people_of(recordings: Iterable[Recording]) -> list[Person]:
    """The display artists, main artists first, each once."""
    found = [
        _person(recording.artist.public_id, recording.artist.name, recording.artist.party)
        for recording in recordings
    ]
    for recording in recordings:
        featured = [credit for credit in _ordered(recording) if credit[0] in FEATURED_ROLES]
        found += [person for _, person in featured]
    return list({person.key: person for person in found}.values())


def credits_of(recordings: Iterable[Recording]) -> list[Credit]:
    """Every person in every role, each once, performers before writers."""
    heard = [
        Credit(person, PERFORMED[role])
        for recording in recordings
        for role, person in [(CreditRole.MAIN, people_of([recording])[0]), *_ordered(recording)]
        if role in PERFORMED
    ]
    works = {work.pk: work for recording in recordings for work in recording.works.all()}
    return list(dict.fromkeys([*heard, *_writers(works.values())]))


def _writers(works: Iterable[Work]) -> list[Credit]:
    return [
        Credit(_person(row.party.public_id, row.party.name, row.party), WROTE[WorkRole(row.role)])
        for work in works
        for row in sorted(work.writers.all(), key=lambda row: row.pk)
        if row.role in WROTE
    ]


def _ordered(recording: Recording) -> list[tuple[CreditRole, Person]]:
    rows = sorted(recording.credits.all(), key=lambda row: row.pk)
    return [
        (CreditRole(row.role), _person(row.artist.public_id, row.artist.name, row.artist.party))
        for row in rows
    ]


def _person(key: str, name: str, party: Party) -> Person:
    codes = {code.kind: code.value for code in party.identifiers.all()}
    return Person(key, name, codes.get("isni", ""), codes.get("ipi_name", ""), codes.get("dpid", ""))
