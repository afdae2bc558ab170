"""Screening one derivative: compare first, outside any transaction; then store, conclude and tell in one."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from rightsdesk.derivatives import actions as derivatives
from rightsdesk.derivatives.actions.life import locked
from rightsdesk.derivatives.models import Derivative, Renderer
from rightsdesk.domain import matching, quality, voices
from rightsdesk.domain.errors import Conflict, Invalid
from rightsdesk.domain.recipe import facts as recipe_facts
from rightsdesk.domain.recipe import from_json
from rightsdesk.engines.fingerprint import fingerprint, library_version
from rightsdesk.engines.voice import VERSION as ENCODER
from rightsdesk.journal.actions import record
from rightsdesk.journal.outbox import dispatch
from rightsdesk.media.models import Asset
from rightsdesk.screening.comparing import (
    Draft,
    poor_quality,
    sentences,
    undeclared_audio,
    unexplained,
    unlicensed_voices,
)
from rightsdesk.screening.listening import as_delivered, for_engines
from rightsdesk.screening.models import Conclusion, Finding, ScreeningRun
from rightsdesk.screening.queries import (
    backend_in_force,
    declared,
    masters,
    profiles,
    references_against,
)


@dataclass(frozen=True, slots=True)
class _Material:
    """What a sound is compared with, read once."""

    known: dict[int, voices.Embedding]
    backend: voices.Backend | None

    @property
    def rule_version(self) -> str:
        backend = self.backend.version if self.backend else "no-voices"
        return f"{matching.RULE_VERSION}+{backend}+{quality.RULE_VERSION}"


def screen(*, actor: str, derivative_id: int) -> ScreeningRun:
    """Screen a derivative's rendering; publish it when clear, hold it and open a case when not.

    The same sound under the same rules is screened once. Raises Conflict when there is nothing to screen or the
    voices on the desk have no backend yet, and Invalid (after the derivative has failed) when it cannot be decoded.
    """
    derivative = Derivative.objects.select_related("rendering__master").get(pk=derivative_id)
    if not hasattr(derivative, "rendering"):
        raise Conflict("nothing_rendered", "The derivative has no sound to screen yet.")
    master = derivative.rendering.master
    material = _material()
    if run := _known(derivative, master, material):
        return run
    try:
        drafts, versions = _compare(derivative, master, material)
    except Invalid as refusal:
        derivatives.fail(
            actor=actor,
            derivative_id=derivative_id,
            code=refusal.code,
            message=refusal.message,
            facts=refusal.facts,
        )
        raise
    return _conclude(actor, derivative, master, material, drafts, versions)


def _material() -> _Material:
    material = _Material(profiles(), backend_in_force())
    if material.known and material.backend is None:
        raise Conflict(
            "no_backend", "Voices are enrolled, but nobody has measured from when a likeness counts."
        )
    return material


def _known(derivative: Derivative, master: Asset, material: _Material) -> ScreeningRun | None:
    same = {"audio_sha256": master.sha256, "rule_version": material.rule_version}
    return ScreeningRun.objects.filter(derivative=derivative, **same).first()


def _compare(
    derivative: Derivative, master: Asset, material: _Material
) -> tuple[list[Draft], dict[str, Any]]:
    said = declared(derivative)
    drafts = poor_quality(as_delivered(master))
    sound = for_engines(master)
    references = list(references_against(said))
    audio = undeclared_audio(fingerprint(sound), references)
    heard: list[Draft] = []
    if material.backend and material.known:
        sources = [for_engines(each) for each in masters(said)]
        heard = unlicensed_voices(
            sound, sources, material.known, said.artists, material.backend, _raised_by(derivative)
        )
    return [*drafts, *audio, *unexplained(heard, audio)], _versions(material, len(references))


def _raised_by(derivative: Derivative) -> float:
    """Semitones to undo before voices are compared. A platform's word for what it rendered itself is not enough."""
    if derivative.renderer != Renderer.DESK:
        return 0.0
    return float(recipe_facts(from_json(derivative.recipe))["semitones"] or 0.0)


def _versions(material: _Material, references: int) -> dict[str, Any]:
    """Everything that was used, so that the answer can be replayed."""
    backend = material.backend
    return {
        "matching": matching.RULE_VERSION,
        "fingerprints": library_version(),
        "references": references,
        "voices": voices.RULE_VERSION,
        "encoder": ENCODER,
        "profiles": len(material.known),
        "backend": backend.version if backend else None,
        "threshold": round(backend.threshold, 4) if backend else None,
        "quality": quality.RULE_VERSION,
    }


def _conclude(
    actor: str,
    derivative: Derivative,
    master: Asset,
    material: _Material,
    drafts: list[Draft],
    versions: dict[str, Any],
) -> ScreeningRun:
    with transaction.atomic():
        locked(derivative.pk)
        if run := _known(derivative, master, material):
            return run
        conclusion = Conclusion.FINDINGS if drafts else Conclusion.CLEAR
        run = ScreeningRun.objects.create(
            derivative=derivative,
            audio_sha256=master.sha256,
            rule_version=material.rule_version,
            versions=versions,
            conclusion=conclusion.value,
        )
        Finding.objects.bulk_create(Finding(run=run, **draft.columns) for draft in drafts)
        facts = {"run": run.public_id, "conclusion": conclusion.value, "findings": sentences(drafts)}
        record(actor=actor, verb="derivative.screened", subject=derivative.public_id, facts=facts)
        _tell(actor, run, drafts)
    return run


def _tell(actor: str, run: ScreeningRun, drafts: list[Draft]) -> None:
    """The derivative moves on; what was found goes to moderation through the outbox."""
    derivatives.conclude_screening(
        actor=actor,
        derivative_id=run.derivative_id,
        run_id=run.public_id,
        clear=not drafts,
        reasons=sentences(drafts),
    )
    if drafts:
        dispatch(task="rightsdesk.moderation.tasks.open_case", args=[run.pk], queue="default")
