"""What platforms send: every field with its type, its limits and its words in the schema."""

import json
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from rightsdesk.api.fields import Choice, Code, Strict, Text, Whole
from rightsdesk.derivatives.disclosing import said
from rightsdesk.derivatives.models import Renderer
from rightsdesk.domain import recipe as recipes
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.lifecycle import State
from rightsdesk.domain.prompts import MAX_CHARACTERS

TERRITORY = r"\A[A-Z]{2}\Z"
MOST_DISCLOSED = 2_000
MONTH = r"\A20[0-9][0-9]-(0[1-9]|1[0-2])\Z"


@extend_schema_field({"type": "string", "maxLength": MAX_CHARACTERS})
class Prompt(Text):
    """What the listener wrote. Too long a prompt has a code of its own, so no maximum is declared to DRF."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if len(text) > MAX_CHARACTERS:
            message = f"A prompt has at most {MAX_CHARACTERS:,} characters."
            raise Invalid("prompt_too_long", message, {"characters": len(text), "limit": MAX_CHARACTERS})
        return text


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": False,
        "required": ["operations"],
        "properties": {
            "version": {"type": "integer", "const": recipes.VERSION},
            "style": {"type": ["string", "null"], "pattern": "^[a-z0-9-]{1,40}$"},
            "operations": {
                "type": "array",
                "maxItems": 40,
                "items": {"type": "object", "required": ["kind"]},
            },
        },
    }
)
class Recipe(serializers.Field[Any, Any, Any, Any]):
    """A recipe in JSON, checked by the domain's own reader."""

    def to_internal_value(self, data: Any) -> Any:
        return recipes.to_json(recipes.from_json(data))

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field({"type": "string", "format": "binary"})
class File(serializers.FileField):
    """A file of a form. An empty one gets its words from whoever reads it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, **options)


@extend_schema_field({"type": "string", "maxLength": MOST_DISCLOSED})
class Disclosure(Text):
    """How the sound was made, as the text of a JSON object: {"vocals": ["source"], "instrumentation":
    ["generative_model"], …}, every facet with the kinds of method that touched it."""

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        try:
            facets = json.loads(text) if len(text) <= MOST_DISCLOSED else None
        except (ValueError, RecursionError):
            facets = None
        return said(facets)


class Listener(Strict):
    """Whose remix it is: the platform's pseudonym for its user (never a name), and the plan they are on."""

    id = Text(min_length=1, max_length=120)
    plan = Text(min_length=1, max_length=40)


class DerivativeRequest(Strict):
    """Ask for a derivative of one recording, by a prompt or by a recipe (which wins when both are there)."""

    isrc = Text(min_length=12, max_length=20)
    with_isrc = Text(
        required=False,
        default=None,
        min_length=12,
        max_length=20,
        help_text="The other recording of a mashup, which the prompt or recipe then asks for. Both sides of both "
        "are asked for their consent.",
    )
    prompt = Prompt(required=False, default="", allow_blank=True)
    recipe = Recipe(required=False, default=None)
    title = Text(required=False, default="", allow_blank=True, max_length=200)
    seed = Whole(required=False, default=1, min_value=0, max_value=2**31 - 1)
    territory = Code(TERRITORY)
    listener = Listener()
    rendered_by = Choice([renderer.value for renderer in Renderer])
    programme = Text(required=False, default=None, max_length=40)


class Delivery(Strict):
    """The platform's own rendering: one audio file, and the engine that made it."""

    file = File()
    engine = Text(min_length=1, max_length=80)
    engine_version = Text(min_length=1, max_length=40)
    disclosure = Disclosure(
        required=False,
        default=None,
        help_text="How it was made: a JSON object with composition, lyrics, vocals, instrumentation and "
        "post_production, each a list of source, signal_processing, synthesis, trained_model or generative_model. "
        "Without it nothing is claimed either way.",
    )


class FileToVerify(Strict):
    """One audio file, and the credentials that came beside it (Opus)."""

    file = File()
    sidecar = File(required=False, default=None)


class AppealRequest(Strict):
    """Why the decision is wrong. Without `decision`, the latest one is appealed."""

    grounds = Text(min_length=1, max_length=5000)
    decision = Text(required=False, default=None, max_length=40)


class UsageUpload(Strict):
    """The usage report as the file of a form."""

    file = File()


class UsageQuery(Strict):
    """Which month is reported, and of which programme when the platform runs several."""

    period = Code(MONTH)
    programme = Text(required=False, default=None, max_length=40)


class CatalogueQuery(Strict):
    """Narrow the catalogue down. With a territory, each recording says whether it may be remixed there."""

    isrc = Text(required=False, default=None, min_length=12, max_length=20)
    q = Text(
        required=False,
        default="",
        allow_blank=True,
        max_length=100,
        help_text="Part of a title or artist's name.",
    )
    territory = Code(TERRITORY, required=False, default=None)
    remixable = Choice(
        ["true"],
        required=False,
        default=None,
        help_text="Only what may be remixed in the territory today, whoever asks. A page may then hold fewer than "
        "fifty, even none, while `next` still says where to go on.",
    )
    cursor = Code(r"\A[A-Z0-9]{12}\Z", required=False, default=None)

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What may be remixed is asked of the whole catalogue, in one country."""
        if asked["remixable"] and not asked["territory"]:
            raise serializers.ValidationError({"territory": ["Say where it is to be remixable."]})
        if asked["remixable"] and (asked["isrc"] or asked["q"]):
            raise serializers.ValidationError({"remixable": ["This goes with territory and cursor alone."]})
        return asked


class RecordingQuery(Strict):
    """With a territory, the answer says whether the recording may be remixed there."""

    territory = Code(TERRITORY, required=False, default=None)


class DerivativesQuery(Strict):
    """Narrow the list down."""

    state = Choice([state.value for state in State], required=False, default=None)
    cursor = Code(r"\Adrv_[0-9a-z]{26}\Z", required=False, default=None)
