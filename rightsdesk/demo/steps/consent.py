"""Steps 1 to 3: a remix that is allowed, requests that are refused, and one the artist is asked about."""

from typing import Any

from rightsdesk.consent.models import Approval
from rightsdesk.demo.own_recording import register_own_recording
from rightsdesk.demo.story import Scene, Step, expect
from rightsdesk.derivatives.models import Derivative, Rendering

NOT_YET = {"refused", "awaiting_approval", "failed"}


def allowed(scene: Scene) -> Step:
    """The platform asks for a remix: allowed, generated, screened, published with a badge."""
    recording = scene.recording(scene.facts["story"]["allowed"])
    if scene.source:
        recording = register_own_recording(scene.source, like=recording)
    prompt = "lo-fi, 10% slower, with reverb" if recording.bpm else "10% slower, with reverb"
    answer = scene.ask("allowed", recording.isrc, prompt=prompt)
    # A worker may be at it before the answer is written: anything but a "no" or a question will do.
    expect(answer["state"] not in NOT_YET, f"It was {answer['state']}: {answer.get('problem')}")
    found = scene.platform.wait_for(answer["id"], "published", "held")
    expect(found["state"] == "published", f"It was {found['state']}: {found.get('problem')}")
    badge = scene.base_url + f"/badge/{found['id']}/"
    expect(scene.platform.http.get(badge).status_code == 200, "The badge page does not open.")
    scene.made["allowed"] = found["id"]
    return Step(1, "A remix that everybody allows", "published", _figures(found) | {"badge": badge})


def _figures(found: dict[str, Any]) -> dict[str, Any]:
    metrics = found["metrics"]
    return {
        "derivative": found["id"],
        "tempo_bpm": metrics.get("tempo_bpm"),
        "tempo_asked": metrics.get("tempo_asked"),
        "key": metrics.get("key"),
        "lufs": metrics.get("lufs"),
        "true_peak_dbtp": metrics.get("true_peak_dbtp"),
        "duration_s": metrics.get("duration_s"),
        "clauses": found["verdict"]["terms_versions"],
        "reasons": [reason["message"] for reason in found["verdict"]["reasons"]][:6],
    }


def refused(scene: Scene) -> Step:
    """The opted-out artist, a plan without the add-on, a quota used up: refused, and nothing is generated."""
    story = scene.facts["story"]
    free = {"id": f"free-{scene.run[-6:]}", "plan": "free"}
    busy = {"id": f"busy-{scene.run[-6:]}", "plan": "plus"}
    allowed_isrc = scene.recording(story["allowed"]).isrc
    opted_out = scene.ask("opted-out", scene.recording(story["opted_out"]).isrc)
    no_addon = scene.ask("no-addon", allowed_isrc, listener=free)
    for number in range(scene.facts["programme"]["plans"]["plus"]["monthly_quota"]):
        scene.ask(f"busy-{number}", allowed_isrc, listener=busy, rendered_by="platform")
    over_quota = scene.ask("over-quota", allowed_isrc, listener=busy)
    answers = {"opted_out": opted_out, "no_addon": no_addon, "over_quota": over_quota}
    for name, answer in answers.items():
        expect(answer["state"] == "refused", f"{name} was {answer['state']}.")
    ids = [answer["id"] for answer in answers.values()]
    generated = Rendering.objects.filter(derivative__public_id__in=ids).count()
    expect(generated == 0, "Something was generated for a refused request.")
    clause = opted_out["verdict"]["reasons"][0]
    figures = {name: answer["problem"]["message"] for name, answer in answers.items()}
    figures |= {"clause": f"{clause['terms']} version {clause['version']}", "generated": generated}
    return Step(2, "Requests that are refused", "refused", figures)


def asked(scene: Scene) -> Step:
    """The artist wants to be asked: it waits, Ada approves in the portal, it is generated and published."""
    recording = scene.recording(scene.facts["story"]["asks"])
    answer = scene.ask("asks", recording.isrc)
    expect(answer["state"] == "awaiting_approval", f"It was {answer['state']}: {answer.get('problem')}")
    derivative = Derivative.objects.select_related("verdict").get(public_id=answer["id"])
    approval = Approval.objects.select_related("grantor").get(verdict=derivative.verdict)
    page = f"/portal/requests/{approval.public_id}/"
    scene.visitor("ada").submit(page, page, decision="approve", reason="")
    found = scene.platform.wait_for(answer["id"], "published", "held")
    expect(found["state"] == "published", f"It was {found['state']}: {found.get('problem')}")
    scene.made["asked"] = found["id"]
    figures = {"asked": approval.grantor.name, "waited_in": page} | _figures(found)
    return Step(3, "A remix the artist is asked about", "approved, then published", figures)
