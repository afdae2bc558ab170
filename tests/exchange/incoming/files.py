"""Small files of our own, written as a sender would write them."""

import csv
from pathlib import Path
from textwrap import dedent

from rightsdesk.exchange.actions import import_file, preview_import
from rightsdesk.exchange.incoming.template import NAMES
from rightsdesk.exchange.models import Import, ImportProblem

ACTOR = "user:lin"
ISWC, OTHER_ISWC = "T9900000013", "T9900000024"
ISRC = "ZZT102600001"

ADA = {"row": "party", "party": "ada", "name": "Ada Brook", "type": "artist"}
NORTH = {"row": "party", "party": "north", "name": "North Star", "type": "label"}
WORK = {"row": "work", "iswc": ISWC, "title": "Glass Orchard"}
RECORDING = {
    "row": "recording", "isrc": ISRC, "title": "Glass Orchard", "party": "ada", "artist": "Ada", "works": ISWC,
}  # fmt: skip
SHARE = {
    "row": "share",
    "party": "north",
    "isrc": ISRC,
    "right": "master",
    "share": "100",
    "from": "2026-01-01",
}
SONG = (ADA, NORTH, WORK, RECORDING, SHARE)


def sheet(folder: Path, *rows: dict[str, str], name: str = "catalogue.csv") -> Path:
    """A CSV file of the template."""
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, NAMES)
        writer.writeheader()
        writer.writerows(rows)
    return path


def imported(path: Path) -> Import:
    return import_file(actor=ACTOR, source=path)


def previewed(path: Path) -> Import:
    return preview_import(actor=ACTOR, source=path)


def codes(one: Import) -> list[tuple[int, str]]:
    """What was wrong, where."""
    return [(p.line, p.code) for p in ImportProblem.objects.filter(imported=one).order_by("line", "pk")]


def message(
    folder: Path,
    sound: str = "",
    deals: str = "",
    parties: str = "",
    version: str = "43",
    name: str = "m.xml",
) -> Path:
    """A new-release message with one recording on one release; more can be put into it."""

    def role(name: str) -> str:
        return f"<Role><Value>{name}</Value></Role>" if version == "432" else f"<Role>{name}</Role>"

    genre = "DisplayGenre" if version == "432" else "Genre"
    text = f"""\
        <?xml version="1.0" encoding="UTF-8"?>
        <ern:NewReleaseMessage xmlns:ern="http://ddex.net/xml/ern/{version}" LanguageAndScriptCode="en" AvsVersionId="5"
          ReleaseProfileVersionId="Audio">
        <MessageHeader><MessageThreadId>T1</MessageThreadId><MessageId>M1</MessageId>
          <MessageSender><PartyId>PADPIDA2014111801Y</PartyId></MessageSender>
          <MessageRecipient><PartyId>PADPIDA2013042401U</PartyId></MessageRecipient>
          <MessageCreatedDateTime>2026-10-01T10:00:00Z</MessageCreatedDateTime></MessageHeader>
        <PartyList>
          <Party><PartyReference>PAda</PartyReference><PartyName><FullName>Ada Brook</FullName></PartyName></Party>
          <Party><PartyReference>PMax</PartyReference><PartyName><FullName>Max</FullName></PartyName></Party>
          <Party><PartyReference>PNorth</PartyReference><PartyName><FullName>North Star</FullName></PartyName></Party>
          {parties}
        </PartyList>
        <ResourceList><SoundRecording><ResourceReference>A1</ResourceReference><Type>MusicalWorkSoundRecording</Type>
          <SoundRecordingEdition><ResourceId><ISRC>{ISRC}</ISRC></ResourceId></SoundRecordingEdition>
          <WorkId><ISWC>{ISWC}</ISWC></WorkId>
          <DisplayTitleText>Glass Orchard</DisplayTitleText>
          <DisplayTitle><TitleText>Glass Orchard</TitleText></DisplayTitle>
          <DisplayArtistName>Ada Brook</DisplayArtistName>
          <DisplayArtist SequenceNumber="1"><ArtistPartyReference>PAda</ArtistPartyReference>
            <DisplayArtistRole>MainArtist</DisplayArtistRole></DisplayArtist>
          <Contributor><ContributorPartyReference>PMax</ContributorPartyReference>
            {role("Composer")}{role("StudioProducer")}{"<AiContribution>Partly</AiContribution>" if sound else ""}
          </Contributor>
          <Duration>PT3M1.5S</Duration><ParentalWarningType>NotExplicit</ParentalWarningType>{sound}
        </SoundRecording></ResourceList>
        <ReleaseList><Release><ReleaseReference>R0</ReleaseReference><ReleaseType>Single</ReleaseType>
          <ReleaseId><ICPN>4006381333931</ICPN></ReleaseId>
          <DisplayTitleText>Glass Orchard</DisplayTitleText>
          <DisplayTitle><TitleText>Glass Orchard</TitleText></DisplayTitle>
          <DisplayArtistName>Ada Brook</DisplayArtistName>
          <DisplayArtist><ArtistPartyReference>PAda</ArtistPartyReference>
            <DisplayArtistRole>MainArtist</DisplayArtistRole></DisplayArtist>
          <ReleaseLabelReference>PNorth</ReleaseLabelReference>
          <{genre}><GenreText>Pop</GenreText></{genre}>
          <OriginalReleaseDate>2026-09-01</OriginalReleaseDate>
          <ParentalWarningType>NotExplicit</ParentalWarningType>
          <ResourceGroup><ResourceGroupContentItem><SequenceNumber>1</SequenceNumber>
            <ReleaseResourceReference>A1</ReleaseResourceReference></ResourceGroupContentItem></ResourceGroup>
        </Release></ReleaseList>
        <DealList><ReleaseDeal><DealReleaseReference>R0</DealReleaseReference>{deals or deal("DE")}</ReleaseDeal></DealList>
        </ern:NewReleaseMessage>
        """
    path = folder / name
    path.write_text(dedent(text).strip(), encoding="utf-8")
    return path


def deal(*territories: str, end: str = "", excluded: bool = False) -> str:
    """One deal: streams for subscribers."""
    tag = "ExcludedTerritoryCode" if excluded else "TerritoryCode"
    where = "".join(f"<{tag}>{code}</{tag}>" for code in territories)
    until = f"<EndDate>{end}</EndDate>" if end else ""
    return (
        f"<Deal><DealTerms>{where}<ValidityPeriod><StartDate>2026-09-01</StartDate>{until}</ValidityPeriod>"
        "<CommercialModelType>SubscriptionModel</CommercialModelType><UseType>OnDemandStream</UseType>"
        "</DealTerms></Deal>"
    )


HEADER = "HDRSO000000021BMI".ljust(59) + "01.1020261001100000" + "20261001"


def answers(folder: Path, *records: str, name: str = "CW26.V21") -> Path:
    """A CWR acknowledgement file with header, one group and trailer around its records."""
    body = [HEADER, "GRHACK0000102.100020261001", *records, "GRT00001" + "0" * 16]
    body.append(f"TRL00001{len(records):08d}{len(body) + 1:08d}")
    path = folder / name
    path.write_text("\r\n".join(body) + "\r\n", encoding="latin-1")
    return path


def ack(number: str, status: str, theirs: str = "", title: str = "GLASS ORCHARD") -> str:
    head = "ACK" + "0" * 16 + "20261001100000" + "00001" + "00000000" + "NWR"
    return f"{head}{title:<60}{number:<20}{theirs:<20}20261001{status}"


def isw(number: str, iswc: str, title: str = "GLASS ORCHARD") -> str:
    return f"ISW{'0' * 16}{title:<60}  {number:<14}{iswc}"
