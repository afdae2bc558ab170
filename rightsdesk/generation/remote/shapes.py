"""The bodies that go over the wire: an order (what shall be done to which files) and the hashes of what was made.
Signatures, addresses and consent are judged elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import STEMS, Recipe, from_json, recipe_hash, to_json
from rightsdesk.generation.contract import FORMATS, SourceFacts
from rightsdesk.generation.remote import fields
from rightsdesk.generation.remote.fields import Fields

RENDER, SEPARATE, ANALYSE = "render", "separate", "analyse"
_ORDER = ("task", "recipe", "recipe_sha256", "seed", "files", "source", "consent", "callback")
_MOST_BYTES = 2**40
_NOTHING = Recipe(())


@dataclass(frozen=True, slots=True)
class FileRef:
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file can be fetched for a short while, and what it must be then."""

    url: str
    file: FileRef


@dataclass(frozen=True, slots=True)
class Input:
    """A source as an order names it; the same parts as contract.Source."""

    origin: Origin
    facts: SourceFacts = field(default_factory=SourceFacts)
    stems: Mapping[str, Origin] = field(default_factory=dict)
    second: Input | None = None

    def origins(self) -> list[Origin]:
        """Every file of the order."""
        return [self.origin, *self.stems.values(), *(self.second.origins() if self.second else [])]


@dataclass(frozen=True, slots=True)
class Order:
    """`files`: formats of a render, or stems of a separation. An analysis needs neither these nor a consent."""

    task: str
    source: Input
    recipe: Recipe = _NOTHING
    seed: int = 0
    files: tuple[str, ...] = ()
    consent: str | None = None
    callback: str | None = None


def fingerprint(order: Order) -> str:
    """The order less what is fresh in each attempt (signed addresses, consent token, callback): two bodies with the same
    fingerprint ask for the same thing."""
    said = order_json(order)
    lasting = {name: said[name] for name in ("task", "recipe_sha256", "seed", "files")}
    return content_hash(lasting | {"source": _without_urls(said["source"])})


def order_json(order: Order) -> dict[str, Any]:
    return {
        "task": order.task,
        "recipe": to_json(order.recipe),
        "recipe_sha256": recipe_hash(order.recipe),
        "seed": order.seed,
        "files": list(order.files),
        "source": input_json(order.source),
        "consent": order.consent,
        "callback": order.callback,
    }


def read_order(data: Fields, stored: bool = False) -> Order:
    """Raises Invalid: body_invalid, recipe_invalid, recipe_hash_mismatch. An analysis is never ordered, only `stored`."""
    fields.table(data, "order", _ORDER)
    task = fields.text(data, "task")
    if stored and task == ANALYSE:
        return Order(ANALYSE, read_input(data.get("source")))
    choices = {RENDER: FORMATS, SEPARATE: STEMS}.get(task)
    if choices is None:
        raise fields.invalid(f"task is {RENDER} or {SEPARATE}.")
    files = fields.words(data, "files", len(choices))
    if not files or not set(files) <= set(choices) or len(set(files)) < len(files):
        raise fields.invalid(f"files names some of: {', '.join(choices)}.")
    return Order(
        task=task,
        source=read_input(data.get("source")),
        recipe=_read_recipe(data),
        seed=fields.whole(data, "seed", 0, 2**63 - 1),
        files=files,
        consent=fields.text(data, "consent", 16_384),
        callback=fields.optional_text(data, "callback", 4096),
    )


def _read_recipe(data: Fields) -> Recipe:
    recipe = from_json(data.get("recipe"))
    if fields.sha256(data, "recipe_sha256") != recipe_hash(recipe):
        message = "The recipe is not the one whose hash is given."
        raise Invalid("recipe_hash_mismatch", message, {"sha256": recipe_hash(recipe)})
    return recipe


def input_json(source: Input) -> dict[str, Any]:
    facts = source.facts
    return {
        **_origin_json(source.origin),
        "facts": {"bpm": facts.bpm, "key": facts.key, "downbeat_s": facts.downbeat_s},
        "stems": {name: _origin_json(origin) for name, origin in sorted(source.stems.items())},
        "second": input_json(source.second) if source.second else None,
    }


def read_input(value: object, depth: int = 0) -> Input:
    data = fields.table(value, "source", ("url", "sha256", "bytes", "facts", "stems", "second"))
    facts = fields.table(data.get("facts") or {}, "facts", ("bpm", "key", "downbeat_s"))
    stems = fields.table(data.get("stems") or {}, "stems", STEMS)
    second = data.get("second")
    if second is not None and depth:
        raise fields.invalid("A second source has no second source of its own.")
    return Input(
        origin=_read_origin(data),
        facts=SourceFacts(
            bpm=fields.optional_number(facts, "bpm", 20, 400),
            key=fields.optional_text(facts, "key", 20),
            downbeat_s=fields.optional_number(facts, "downbeat_s", 0, 3600),
        ),
        stems={name: _read_origin(fields.table(item, "stem", ("url", "sha256", "bytes"))) for name, item in stems.items()},
        second=None if second is None else read_input(second, depth + 1),
    )  # fmt: skip


def files_json(files: Mapping[str, FileRef]) -> dict[str, Any]:
    return {name: {"sha256": file.sha256, "bytes": file.bytes} for name, file in sorted(files.items())}


def read_files(value: object) -> dict[str, FileRef]:
    """Raises Invalid("body_invalid")."""
    data = fields.table(value, "files", FORMATS + STEMS)
    return {name: _read_file(fields.table(item, name)) for name, item in data.items()}


def _origin_json(origin: Origin) -> dict[str, Any]:
    return {"url": origin.url, "sha256": origin.file.sha256, "bytes": origin.file.bytes}


def _read_origin(data: Fields) -> Origin:
    return Origin(fields.text(data, "url", 4096), _read_file(data))


def _read_file(data: Fields) -> FileRef:
    return FileRef(fields.sha256(data, "sha256"), fields.whole(data, "bytes", 1, _MOST_BYTES))


def _without_urls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_urls(item) for name, item in value.items() if name != "url"}
    return value
