"""From the bytes of a message to a checked tree: no network, no entities, no document type, no deep nesting."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from pathlib import Path

from django.conf import settings
from lxml import etree

from rightsdesk.domain.errors import Invalid
from rightsdesk.exchange.incoming.problems import Problem

Element = etree._Element
VERSIONS = {
    "http://ddex.net/xml/ern/43": ("4.3", "ern43"),
    "http://ddex.net/xml/ern/432": ("4.3.2", "ern432"),
}
XINCLUDE = "{http://www.w3.org/2001/XInclude}*"
DEEPEST = 40
SCHEMA = "release-notification.xsd"
TOLD = 20


def parser() -> etree.XMLParser:
    """A parser that fetches nothing, expands nothing, and gives up on trees deeper than libxml2's own 256."""
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip


def document(path: Path) -> tuple[Element, str]:
    """The root of a new-release message and its version. Raises Invalid for everything else."""
    try:
        root = etree.parse(str(path), parser()).getroot()
    except etree.XMLSyntaxError as error:
        words = f"This is not well-formed XML: line {error.lineno}: {str(error.msg)[:200]}."
        raise Invalid("xml_broken", words, {"line": error.lineno}) from error
    name = etree.QName(root)
    version, folder = VERSIONS.get(name.namespace or "", ("", ""))
    if not version or name.localname != "NewReleaseMessage":
        words = f"New-release messages of ERN 4.3 and 4.3.2 are read; this is {root.tag[:120]}."
        raise Invalid("message_unknown", words)
    if next(root.iter(XINCLUDE), None) is not None or _deeper(root, DEEPEST):
        raise Invalid(
            "xml_hostile", "The message includes other files, or is nested deeper than any message."
        )
    _validate(root, folder)
    return root, version


def _deeper(root: Element, most: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > most:
            return True
    return False


def _validate(root: Element, folder: str) -> None:
    """Against the operator's copy of the schema of this version; nothing to do where there is none."""
    path = Path(settings.ERN_SCHEMAS) / folder / SCHEMA
    if not settings.ERN_SCHEMAS or not path.is_file():
        return
    schema = _schema(str(path))
    if schema.validate(root):
        return
    log: Iterable[etree._LogEntry] = schema.error_log  # type: ignore[assignment]
    found = [Problem(each.line, "", "schema", each.message[:400]) for each in islice(log, TOLD)]
    raise Invalid(
        "schema_violated",
        f"The message breaks its schema in line {found[0].line}: {found[0].words}",
        {"problems": [{"line": each.line, "words": each.words} for each in found]},
    )


@lru_cache(maxsize=4)
def _schema(path: str) -> etree.XMLSchema:
    """The allowed values lie beside the version's folder, where the schema's import looks for them."""
    try:
        return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True, resolve_entities=False)))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as error:
        words = "The folder of ERN schemas cannot be used: it needs the version's folder and allowed-value-sets.xsd."
        raise Invalid("schema_folder", words, {"error": str(error)[:300]}) from error
