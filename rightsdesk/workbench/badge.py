"""The public page behind a badge: what a published derivative is, with whose consent, and how that was checked."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rightsdesk.derivatives.models import Derivative
from rightsdesk.derivatives.queries import badge as public_facts
from rightsdesk.domain.errors import NotFound
from rightsdesk.domain.recipe.words import stored_in_words
from rightsdesk.screening.models import FindingKind, ScreeningRun
from rightsdesk.screening.queries import runs_of
from rightsdesk.verification.words import Item, Mark

METHODS = {
    "source": "as in the original",
    "signal_processing": "changed by signal processing; nothing was invented",
    "synthesis": "played by a synthesiser",
    "trained_model": "processed by a trained model",
    "generative_model": "made by a generative model",
}


# What a run records when it has made each check.
CHECKED_BY = {
    FindingKind.UNDECLARED_AUDIO: "matching",
    FindingKind.UNLICENSED_VOICE: "backend",
    FindingKind.QUALITY: "quality",
}


@require_safe
def badge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Public facts of one published derivative; anything else does not exist."""
    try:
        facts = public_facts(public_id)
    except NotFound as error:
        raise Http404 from error
    run = runs_of(facts.derivative).first()
    context = {
        "facts": facts,
        "items": items(facts.derivative, run),
        "made_by": machine_made(facts.disclosure),
        "recipe": stored_in_words(facts.derivative.recipe),
    }
    return render(request, "badge/badge.html", context)


def items(derivative: Derivative, run: ScreeningRun | None) -> list[Item]:
    """What was verified, one by one; what was not checked says so."""
    return [
        _consent(derivative),
        _screened(
            run,
            FindingKind.UNDECLARED_AUDIO,
            "Nothing undeclared",
            "Its sound was compared with every recording on the desk; nothing but its declared sources was found.",
        ),
        _screened(
            run,
            FindingKind.UNLICENSED_VOICE,
            "No unlicensed voice",
            "Its singing was compared with the voices of artists who asked for that; none was found without consent.",
        ),
        _screened(
            run, FindingKind.QUALITY, "Sound in order", "No drop-outs, clipping or long silence were found."
        ),
        _credentials(derivative),
        _watermark(derivative),
    ]


def _consent(derivative: Derivative) -> Item:
    verdict = derivative.verdict
    if verdict is None or verdict.outcome == "deny":
        return Item(Mark.UNKNOWN, "Consent", "No consent is on record for it.")
    how = "after being asked" if verdict.outcome == "ask" else "beforehand"
    return Item(
        Mark.YES,
        "Consent",
        f"Everybody who owns a part of the recording or the composition agreed to this use {how}.",
    )


def _credentials(derivative: Derivative) -> Item:
    title = "Signed credentials"
    if not derivative.rendering.credential_hash:
        return Item(Mark.UNKNOWN, title, "Its files were delivered before the desk signed what it delivers.")
    meaning = "Every file carries what it was made from and how, signed by the desk; a copy can be checked by anybody."
    return Item(Mark.YES, title, meaning)


def _watermark(derivative: Derivative) -> Item:
    title = "Marked in the sound"
    if not derivative.rendering.watermark:
        return Item(
            Mark.UNKNOWN, title, "The sound carries no watermark, so a stripped copy may not be recognised."
        )
    return Item(
        Mark.YES, title, "A mark nobody hears names it, even in a copy whose credentials were stripped."
    )


def _screened(run: ScreeningRun | None, kind: FindingKind, title: str, meaning: str) -> Item:
    if run is None or not run.versions.get(CHECKED_BY[kind]):
        return Item(Mark.UNKNOWN, title, "This was not checked.")
    if any(finding.kind == kind for finding in run.findings.all()):
        return Item(
            Mark.NO,
            title,
            "Automatic screening flagged it. A person listened, gave a reason, and let it through.",
        )
    return Item(Mark.YES, title, meaning)


def machine_made(disclosure: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each part of the music and how it came to be, in words; empty when nobody has said."""
    facets = disclosure.get("facets", disclosure)
    if not isinstance(facets, Mapping):
        return []
    return [(str(part).replace("_", " "), _methods(said)) for part, said in facets.items()]


def _methods(said: object) -> str:
    listed = said if isinstance(said, list) else [said]
    return "; ".join(METHODS.get(str(each), str(each).replace("_", " ")) for each in listed)
