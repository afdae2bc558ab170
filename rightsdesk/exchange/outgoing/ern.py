"""One published derivative as a DDEX ERN 4.3.2 message. Pure: facts in, XML out; the order of elements is the schema's."""

from lxml import etree

from rightsdesk.domain.disclosure.ddex import Facets, contains
from rightsdesk.exchange.outgoing.contributors import contributors, reference
from rightsdesk.exchange.outgoing.elements import Element, element, text
from rightsdesk.exchange.outgoing.message import File, Message, Person

NAMESPACE = "http://ddex.net/xml/ern/432"
AVS_VERSION = "9"
VERSIONS = {"remix": "RemixVersion", "mashup": "MixVersion"}
RELATIONS = {"cover": "IsCoverOf"}


def xml(message: Message) -> bytes:
    """The message as UTF-8 XML."""
    root = etree.Element(
        f"{{{NAMESPACE}}}NewReleaseMessage",
        {"AvsVersionId": AVS_VERSION, "LanguageAndScriptCode": "en"},
        nsmap={"ern": NAMESPACE},
    )
    root.extend(
        [
            _header(message),
            _parties(message),
            element("ResourceList", _recording(message)),
            element("ReleaseList", _release(message)),
        ]
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _header(message: Message) -> Element:
    parties = [
        element(tag, text("PartyId", who.dpid), element("PartyName", text("FullName", who.name)))
        for tag, who in (("MessageSender", message.sender), ("MessageRecipient", message.recipient))
    ]
    created = text("MessageCreatedDateTime", message.created.isoformat(timespec="seconds"))
    control = text("MessageControlType", "LiveMessage")
    names = [text(tag, message.derivative) for tag in ("MessageThreadId", "MessageId")]
    return element("MessageHeader", *names, *parties, created, control)


def _parties(message: Message) -> Element:
    named = {
        p.key: p
        for p in (*message.artists, *(credit.person for credit in message.credits), message.recipient)
    }
    return element("PartyList", *(_party(person) for person in named.values()))


def _party(person: Person) -> Element:
    ids = (("ISNI", person.isni), ("DPID", person.dpid), ("IpiNameNumber", person.ipi))
    told = [element("PartyId", text(tag, value)) for tag, value in ids if value]
    return element(
        "Party",
        text("PartyReference", reference(person)),
        element("PartyName", text("FullName", person.name)),
        *told,
    )


def _recording(message: Message) -> Element:
    return element(
        "SoundRecording",
        text("ResourceReference", "A1"),
        text("Type", "MusicalWorkSoundRecording"),
        element("SoundRecordingEdition", element("ResourceId", _own_id(message)), _file(message.file)),
        *(element("WorkId", text("ISWC", code)) for code in message.iswcs),
        *_named(message),
        *contributors(message),
        text("Duration", f"PT{max(message.seconds, 0):.3f}S"),
        text("ParentalWarningType", "Unknown"),
        *(_related(message.kind, code) for code in message.isrcs),
        *_contains(message.facets),
        *([text("IsCover", "true")] if message.kind == "cover" else []),
    )


def _own_id(message: Message) -> Element:
    return text("ProprietaryId", message.derivative, Namespace=message.sender.dpid)


def _file(file: File) -> Element:
    sound = [text("AudioCodecType", "FLAC")]
    sound += [text("NumberOfChannels", file.channels)] if file.channels else []
    sound += [text("SamplingRate", file.rate, UnitOfMeasure="Hz")] if file.rate else []
    proof = element("HashSum", text("Algorithm", "SHA-256"), text("HashSumValue", file.sha256))
    delivered = element("File", text("URI", file.name), proof, text("FileSize", file.size))
    return element(
        "TechnicalDetails",
        text("TechnicalResourceDetailsReference", "T1"),
        element("DeliveryFile", text("Type", "AudioFile"), *sound, delivered),
    )


def _named(message: Message) -> list[Element]:
    """Titles, version and display artists: the same of the recording and of its release."""
    everywhere = {"ApplicableTerritoryCode": "Worldwide", "IsDefault": "true"}
    version = VERSIONS.get(message.kind)
    return [
        text("DisplayTitleText", message.title, **everywhere),
        element("DisplayTitle", text("TitleText", message.title), **everywhere),
        *([text("VersionType", version)] if version else []),
        text("DisplayArtistName", ", ".join(person.name for person in message.artists), **everywhere),
        *(_display(person, place) for place, person in enumerate(message.artists, 1)),
    ]


def _display(person: Person, place: int) -> Element:
    role = text("DisplayArtistRole", "MainArtist")
    who = text("ArtistPartyReference", reference(person))
    return element("DisplayArtist", who, role, SequenceNumber=str(place))


def _related(kind: str, isrc: str) -> Element:
    relation = text("ResourceRelationshipType", RELATIONS.get(kind, "HasContentFrom"))
    return element("RelatedResource", relation, element("ResourceId", text("ISRC", isrc)))


def _contains(found: Facets | None) -> list[Element]:
    return [] if found is None else [text("ContainsAI", contains(found).value)]


def _release(message: Message) -> Element:
    return element(
        "Release",
        text("ReleaseReference", "R0"),
        text("ReleaseType", "SingleResourceRelease"),
        element("ReleaseId", _own_id(message)),
        *_named(message),
        text(
            "ReleaseLabelReference",
            reference(message.recipient),
            ApplicableTerritoryCode="Worldwide",
            IsDefault="true",
        ),
        text("Duration", f"PT{max(message.seconds, 0):.3f}S"),
        element(
            "DisplayGenre",
            text("GenreText", message.genre),
            ApplicableTerritoryCode="Worldwide",
            IsDefault="true",
        ),
        element(
            "ResourceGroup",
            element(
                "ResourceGroupContentItem",
                text("SequenceNumber", 1),
                text("ReleaseResourceReference", "A1"),
            ),
        ),
        *_contains(message.facets),
    )
