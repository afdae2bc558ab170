"""The one table from what runs to what is said of it. Its sources: DDEX ERN 4.3.2 (ContainsAI, AiContribution); C2PA
Technical Specification 2.4, "Actions" (the words of c2pa.actions.v2); IPTC NewsCodes "Digital Source Type" (2024-10).
How a statement is made from several steps is the business of the modules beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ALL_FACETS = ("composition", "lyrics", "vocals", "instrumentation", "post_production")
SOURCE, SIGNAL_PROCESSING, SYNTHESIS, TRAINED, GENERATIVE = (
    "source",
    "signal_processing",
    "synthesis",
    "trained_model",
    "generative_model",
)
_IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


class ContainsAI(StrEnum):
    """DDEX's three answers, of a whole or of one contribution."""

    NONE = "None"
    PARTLY = "Partly"
    ALL = "All"


@dataclass(frozen=True, slots=True)
class Method:
    """A kind of method. `digital_source_type`: IPTC's term for what comes out of it (none where its maker must be
    asked). `contains_ai`: DDEX's answer for sound that is nothing else; DDEX asks about generative AI only."""

    words: str
    digital_source_type: str | None
    contains_ai: ContainsAI


METHODS: dict[str, Method] = {
    # What a source is, its own credentials or its label must say: the desk did not make it.
    SOURCE: Method("as recorded", None, ContainsAI.NONE),
    # "Modification or correction by algorithm without changing the main content".
    SIGNAL_PROCESSING: Method("signal processing", _IPTC + "algorithmicallyEnhanced", ContainsAI.NONE),
    # "Media created purely by an algorithm not based on any sampled training data".
    SYNTHESIS: Method("synthesis by formula", _IPTC + "algorithmicMedia", ContainsAI.NONE),
    # A model that takes sound apart invents none: altered by algorithm, and said to be trained in the disclosure.
    TRAINED: Method(
        "a trained model that generates nothing", _IPTC + "algorithmicallyEnhanced", ContainsAI.NONE
    ),
    # "Media created algorithmically using an AI model trained on captured content".
    GENERATIVE: Method("a generative model", _IPTC + "trainedAlgorithmicMedia", ContainsAI.ALL),
}
# "Mix or composite of several elements, any of which may or may not be generative AI".
COMPOSITE = _IPTC + "composite"
# "Augmentation, correction or enhancement using a Generative AI model".
EDITED_BY_GENERATIVE_AI = _IPTC + "compositeWithTrainedAlgorithmicMedia"
# "Mix or composite of several elements, at least one of which is Generative AI".
COMPOSITE_WITH_GENERATIVE_AI = _IPTC + "compositeSynthetic"


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of step: the facets it touches, the C2PA action it is, and what it is in words."""

    facets: tuple[str, ...]
    action: str
    words: str


_SOUND = ("post_production",)
_PARTS = ("vocals", "instrumentation")
STEPS: dict[str, Step] = {
    "arrange": Step(("composition",), "c2pa.edited", "Sections put in another order"),
    "separate": Step(_PARTS, "c2pa.edited", "Mix taken apart into stems"),
    "stems": Step(_PARTS, "c2pa.mixed", "Stems kept, muted or made louder and mixed again"),
    "mashup": Step(("composition", *_PARTS), "c2pa.remixed", "Two recordings combined"),
    "tempo": Step(_SOUND, "c2pa.changedSpeed", "Tempo changed, pitch kept"),
    "pitch": Step(_SOUND, "c2pa.edited", "Pitch moved, tempo kept"),
    "groove": Step(_SOUND, "c2pa.edited", "Beats moved onto another groove"),
    "harmony": Step(("composition", "vocals"), "c2pa.edited", "Vocals doubled at an interval"),
    "filter": Step(_SOUND, "c2pa.filtered", "Filtered"),
    "echo": Step(_SOUND, "c2pa.filtered", "Echo added"),
    "reverb": Step(_SOUND, "c2pa.filtered", "Reverberation added"),
    "pad": Step(("composition", "instrumentation"), "c2pa.edited", "Chords played by formula"),
    "drums": Step(("instrumentation",), "c2pa.edited", "Drums played by formula"),
    "ambience": Step(_SOUND, "c2pa.edited", "Ambience added"),
    "saturation": Step(_SOUND, "c2pa.filtered", "Saturated"),
    "tape": Step(_SOUND, "c2pa.filtered", "Made to sound like tape"),
    "motion": Step(_SOUND, "c2pa.filtered", "Moved around the listener"),
    "fade": Step(_SOUND, "c2pa.edited", "Faded"),
    "loudness": Step(_SOUND, "c2pa.mastered", "Loudness and true peak set"),
    "watermark": Step((), "c2pa.watermarked.bound", "Inaudible watermark of the derivative's number"),
    "encode": Step((), "c2pa.transcoded", "Encoded for delivery"),
}
FACETS: dict[str, tuple[str, ...]] = {name: kind.facets for name, kind in STEPS.items()}
# What the desk did not run itself and cannot specify: a platform delivered it.
UNKNOWN_ACTION = "c2pa.unknown"
# DDEX roles and the facets of the music they answer for.
ROLES: dict[str, tuple[str, ...]] = {
    "Composer": ("composition",),
    "ComposerLyricist": ("composition", "lyrics"),
    "Lyricist": ("lyrics",),
    "Arranger": ("composition",),
    "SubArranger": ("composition",),
    "Adapter": ("composition", "lyrics"),
    "SubLyricist": ("lyrics",),
    "Translator": ("lyrics",),
    "Artist": _PARTS,
    "Performer": _PARTS,
    "Vocalist": ("vocals",),
    "Musician": ("instrumentation",),
    "Conductor": ("instrumentation",),
    "StudioProducer": _SOUND,
    "MixingEngineer": _SOUND,
    "Engineer": _SOUND,
    "Remixer": ("instrumentation", "post_production"),
}
# The role of the generative model itself, by facet.
MACHINE_ROLE = {
    "composition": "Composer",
    "lyrics": "Lyricist",
    "vocals": "Vocalist",
    "instrumentation": "Musician",
    "post_production": "MixingEngineer",
}
