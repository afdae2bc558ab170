"""The documents say only what is so: every path, name and link in them exists, and every word of the house is explained."""

import importlib
import os
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)+/?")
NAME = re.compile(r"[a-z_]+(?:\.\w+)+(?:\(\))?")
FILE = re.compile(r".*\.(?:json|md|py|sh|sql|svg|toml|txt|yaml|html|css|js|flac|opus|csv|example)")
LINK = re.compile(r"\]\(([^)\s]+)\)")
WORDS = (
    "party", "artist", "recording", "work", "share", "over-claim", "consent terms", "clause", "grantor", "use", "verdict",
    "derivative", "source", "recipe", "stem", "engine", "provenance", "badge", "reference", "match", "voice profile",
    "enrolment", "finding", "case", "lease", "decision", "effect", "hold", "appeal", "notice", "counter-notice", "usage line",
    "pool", "allocation", "run", "ledger entry", "posting", "statement", "carry-forward", "recoupment", "reserve",
    "payment batch", "journal",
)  # fmt: skip


def prose(document: Path) -> str:
    """The text without its blocks of code."""
    return re.sub(r"^```.*?^```", "", document.read_text(), flags=re.MULTILINE | re.DOTALL)


def quoted(document: Path) -> list[str]:
    return re.findall(r"`([^`\n]+)`", prose(document))


@cache
def folders() -> frozenset[str]:
    """The first words of a path that is read from the root on; what a running desk makes is not in the tree."""
    return frozenset(path.name for path in ROOT.iterdir()) - {"var", ".venv", "node_modules"}


def is_path(words: str) -> bool:
    return bool(PATH.fullmatch(words)) and words.split("/")[0] in folders()


def is_name(words: str) -> bool:
    return bool(NAME.fullmatch(words)) and not FILE.fullmatch(words)


def exists(name: str) -> bool:
    """Whether the longest module of the name holds the rest of it."""
    parts = name.removesuffix("()").split(".")
    for length in range(len(parts), 0, -1):
        module = ROOT.joinpath("rightsdesk", *parts[:length])
        if module.is_dir() or module.with_suffix(".py").is_file():
            found: object = importlib.import_module(".".join(["rightsdesk", *parts[:length]]))
            return holds(found, parts[length:])
    return False


def holds(found: object, parts: list[str]) -> bool:
    for part in parts:
        fields = getattr(found, "__annotations__", {})
        if not hasattr(found, part) and part not in fields:
            return False
        found = getattr(found, part, None)
    return True


def test_the_documents_are_read() -> None:
    names = {document.name for document in DOCUMENTS}

    assert {"README.md", "tour.md", "glossary.md", "threat-model.md"} <= names
    assert len(list((ROOT / "docs" / "adr").glob("[0-9][0-9][0-9][0-9]-*.md"))) >= 10
    assert any(is_path(words) for words in quoted(ROOT / "docs" / "tour.md"))
    assert any(is_name(words) for words in quoted(ROOT / "docs" / "tour.md"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_in_it_is_in_the_tree(document: Path) -> None:
    missing = [
        words for words in quoted(document) if is_path(words) and not list(ROOT.glob(words.rstrip("/")))
    ]

    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_name_in_it_is_in_the_code(document: Path) -> None:
    missing = [words for words in quoted(document) if is_name(words) and not exists(words)]

    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_in_it_leads_somewhere(document: Path) -> None:
    targets = [link.split("#")[0] for link in LINK.findall(prose(document)) if "://" not in link]
    missing = [target for target in targets if target and not (document.parent / target).exists()]

    assert missing == []


@pytest.mark.parametrize("word", WORDS)
def test_the_glossary_explains(word: str) -> None:
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| (.+?) \|", prose(ROOT / "docs" / "glossary.md"), re.MULTILINE)

    assert [sentence for known, sentence in rows if known == word and sentence.endswith(".")]


@pytest.mark.parametrize("record", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_record_says_what_was_chosen_and_what_was_given_up(record: Path) -> None:
    paragraphs = record.read_text().strip().split("\n\n")

    assert re.fullmatch(rf"# {int(record.name[:4])}\. .+", paragraphs[0])
    assert [text.split("**")[1] for text in paragraphs[1:]] == ["What we chose.", "What we gave up."]


def test_pictures_are_small_enough_to_clone() -> None:
    heavy = [path.name for path in (ROOT / "docs" / "pictures").iterdir() if os.path.getsize(path) >= 250_000]

    assert heavy == []
