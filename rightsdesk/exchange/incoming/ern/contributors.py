"""Who did what on a recording: DDEX's role names in the desk's, and what a machine did."""

import re

from rightsdesk.artists.models import PartyKind
from rightsdesk.domain.roles import CreditRole, WorkRole
from rightsdesk.exchange.incoming.ern.document import Element
from rightsdesk.exchange.incoming.ern.elements import text, texts
from rightsdesk.exchange.incoming.ern.parties import Parties
from rightsdesk.exchange.incoming.problems import BadCell

WRITERS = {
    "Composer": WorkRole.COMPOSER,
    "NonLyricAuthor": WorkRole.AUTHOR,
    "Author": WorkRole.AUTHOR,
    "Lyricist": WorkRole.AUTHOR,
    "Librettist": WorkRole.AUTHOR,
    "ComposerLyricist": WorkRole.COMPOSER_AUTHOR,
    "Arranger": WorkRole.ARRANGER,
    "MusicArranger": WorkRole.ARRANGER,
    "Adapter": WorkRole.ADAPTOR,
    "SubArranger": WorkRole.SUB_ARRANGER,
    "SubLyricist": WorkRole.SUB_AUTHOR,
    "Translator": WorkRole.TRANSLATOR,
    "MusicPublisher": WorkRole.ORIGINAL_PUBLISHER,
    "OriginalPublisher": WorkRole.ORIGINAL_PUBLISHER,
    "SubPublisher": WorkRole.SUB_PUBLISHER,
    "SubstitutedPublisher": WorkRole.SUBSTITUTED_PUBLISHER,
}
PUBLISHERS = {WorkRole.ORIGINAL_PUBLISHER, WorkRole.SUB_PUBLISHER, WorkRole.SUBSTITUTED_PUBLISHER}
DISPLAYED = {"MainArtist": CreditRole.MAIN, "Artist": CreditRole.MAIN, "FeaturedArtist": CreditRole.FEATURED}
PERFORMED = (
    (r"Engineer|Tonmeister|Programmer", CreditRole.ENGINEER),
    (r"Producer$", CreditRole.PRODUCER),
    (r"Remixe[rd]", CreditRole.REMIXER),
    (r"Mixer$", CreditRole.MIXER),
    (r"Conductor|ChorusMaster|BandLeader", CreditRole.CONDUCTOR),
    (r"Vocalist|Singer|Choir", CreditRole.VOCALIST),
    (r"Musician|Orchestra|Instrumental|Accompan", CreditRole.INSTRUMENTALIST),
    (r"Artist$|Performer|Soloist|Ensemble|DJ$|MusicGroup|GroupMember", CreditRole.PERFORMER),
)
SHARES_OF_AI = ("None", "Partly", "All")


def credited(role: str) -> CreditRole:
    """The desk's role for one of DDEX's; `other` for those that are no performance."""
    return next((mine for pattern, mine in PERFORMED if re.search(pattern, role)), CreditRole.OTHER)


def kind_of(role: str) -> PartyKind:
    """What kind of party somebody with this role is, if nothing else tells."""
    writer = WRITERS.get(role)
    if writer is None:
        return PartyKind.ARTIST
    return PartyKind.PUBLISHER if writer in PUBLISHERS else PartyKind.SONGWRITER


def contains_ai(element: Element) -> str:
    """ContainsAI of ERN 4.3.2: None, Partly or All; empty when the message is silent. Raises BadCell."""
    return _share(element, "ContainsAI")


def roles(element: Element) -> tuple[str, ...]:
    """The roles of a contributor: the text of Role in 4.3, a Value inside it in 4.3.2."""
    return tuple(dict.fromkeys((*texts(element, "Role"), *texts(element, "Role/Value"))))


def contribution(element: Element, parties: Parties) -> dict[str, str]:
    """Who, in which roles, and how much of it a machine did; a machine named as contributor did all of it."""
    special = text(element, "SpecialContributor")
    named = parties.named.get(text(element, "ContributorPartyReference"))
    share = _share(element, "AiContribution") or ("All" if special == "GenerativeAI" else "")
    return {
        "party": named.key if named else "",
        "name": named.name if named else special,
        "roles": " ".join(roles(element)),
        "ai": share,
    }


def _share(element: Element, name: str) -> str:
    said = text(element, name)
    if said and said not in SHARES_OF_AI:
        raise BadCell(name, "not_a_choice", f"{said[:40]} is not one of: {', '.join(SHARES_OF_AI)}.")
    return said
