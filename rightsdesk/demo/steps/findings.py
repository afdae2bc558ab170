"""Steps 4 and 5: deliveries that hold somebody else's recording, or somebody else's voice."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from rightsdesk.demo.doors import StoryError
from rightsdesk.demo.story import Scene, Step, expect
from rightsdesk.derivatives.models import Derivative
from rightsdesk.moderation.models import Case
from rightsdesk.screening.models import Finding

T = TypeVar("T")
RECIPE = {"version": 1, "style": None, "operations": [{"kind": "tempo", "ratio": 1.0}]}


def undeclared_audio(scene: Scene) -> Step:
    """The platform delivers a rendering that holds 15 s of another label's recording: held, with a case."""
    from fixtures.story_audio import undeclared

    truth = undeclared(scene.scratch / "undeclared.opus")
    derivative, case, finding = _deliver(scene, "undeclared", truth, "undeclared_audio")
    reference = finding.reference
    figures = {
        "derivative": derivative.public_id,
        "case": case.public_id,
        "found": str(reference.recording) if reference and reference.recording else "",
        "in_derivative_s": [round(finding.query_start_s, 1), round(finding.query_end_s, 1)],
        "in_reference_s": [round(finding.reference_start_s or 0, 1), round(finding.reference_end_s or 0, 1)],
        "truth_s": [truth.start_s, truth.end_s],
        "score": round(finding.score, 4),
        "threshold": finding.threshold,
    }
    return Step(4, "A delivery with undeclared audio", "held, case opened", figures)


def unlicensed_voice(scene: Scene) -> Step:
    """The platform delivers a rendering with the voice of an artist who gave no voice consent: held, with a case."""
    from fixtures.story_audio import with_voice

    truth = with_voice(scene.scratch / "voice.opus")
    derivative, case, finding = _deliver(scene, "voice", truth, "unlicensed_voice")
    figures = {
        "derivative": derivative.public_id,
        "case": case.public_id,
        "nearest": finding.artist.name if finding.artist else "",
        "in_derivative_s": [round(finding.query_start_s, 1), round(finding.query_end_s, 1)],
        "truth_s": [truth.start_s, truth.end_s],
        "score": round(finding.score, 4),
        "threshold": round(finding.threshold, 4),
    }
    return Step(5, "A delivery with an unlicensed voice", "held, case opened", figures)


def _deliver(scene: Scene, name: str, truth: Any, kind: str) -> tuple[Derivative, Case, Finding]:
    """Ask, deliver, wait for the hold and the case, and return the finding of this kind."""
    isrc = scene.recording(truth.derivative_of).isrc
    answer = scene.ask(name, isrc, prompt="", recipe=RECIPE, rendered_by="platform")
    expect(answer["state"] == "authorised", f"It was {answer['state']}: {answer.get('problem')}")
    scene.platform.deliver(answer["id"], truth.path)
    found = scene.platform.wait_for(answer["id"], "held", "published")
    expect(found["state"] == "held", "Screening let it through.")
    derivative = Derivative.objects.get(public_id=answer["id"])
    finding = Finding.objects.filter(run__derivative=derivative, kind=kind).order_by("-score").first()
    if finding is None:
        raise StoryError(f"It is held, but no finding says {kind}.")
    case = wait_until(lambda: Case.objects.filter(reasons__finding=finding).first(), "No case was opened.")
    scene.made[name] = answer["id"]
    return derivative, case, finding


def wait_until(look: Callable[[], T | None], otherwise: str, seconds: float = 120) -> T:
    """Look again until there is something. Raises StoryError with `otherwise` when it never comes."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.3)
    raise StoryError(otherwise)
