"""What leaves the engine: renders in the formats asked for, stems as WAV; each file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from rightsdesk.domain.disclosure import disclosure, step
from rightsdesk.domain.errors import Invalid
from rightsdesk.domain.recipe import STEMS
from rightsdesk.engines.audio import Audio, encode, pcm_hash
from rightsdesk.generation import mastering, selfcheck, tools
from rightsdesk.generation.contract import FORMATS, Description, Rendered, Separated
from rightsdesk.generation.rendering.pipeline import Job
from rightsdesk.generation.rendering.reading import loudness_of
from rightsdesk.generation.rendering.stems import LABEL, SEPARATED, Stems

_LABEL_METHOD = "supplied by the label"


def refuse_unknown(formats: Sequence[str]) -> None:
    """Raises Invalid("unknown_format")."""
    for each in formats:
        if each not in FORMATS:
            raise Invalid("unknown_format", f"The formats are: {', '.join(FORMATS)}.", {"format": each})


def delivered(
    job: Job, audio: Audio, asked: selfcheck.Asked, out_dir: Path, formats: Sequence[str], engine: Description
) -> Rendered:
    """Master, check, and only then let the files out: a render that breaks a promise leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix=".remix-", dir=out_dir) as folder:
        job.progress.report(0.75, "Mastering and coding")
        target = loudness_of(job.recipe).lufs
        made = mastering.for_delivery(audio, target, formats, Path(folder))
        _say(job, made, target, formats)
        job.progress.report(0.9, "Checking what was made")
        metrics, failed = selfcheck.check(made.audio, asked)
        metrics["true_peak_coded_dbtp"] = dict(
            made.true_peaks
        )  # of the lossy files; the master's own is above
        files = {} if failed else _moved(made.files, out_dir)
    if not failed:
        job.progress.on_progress(1.0, "Done")
    said = disclosure(job.steps, engine)
    return Rendered(files, pcm_hash(made.audio), job.recipe, job.steps, metrics, said, failed)


def _say(job: Job, made: mastering.Delivered, lufs: float, formats: Sequence[str]) -> None:
    params = {"lufs": lufs, "ceiling_dbtp": round(made.ceiling_dbtp, 2)}
    tool = f"{tools.all_tools()['loudness']}, {tools.numeric_tools()}"
    job.steps.append(step("loudness", params, tool))
    job.steps.append(step("encode", {"formats": list(formats)}, tools.all_tools()["coding"]))


def _moved(files: Mapping[str, Path], out_dir: Path) -> dict[str, Path]:
    moved = {}
    for name, path in files.items():
        moved[name] = out_dir / path.name
        os.replace(path, moved[name])
    return moved


def separated(parts: Stems, names: Sequence[str], out_dir: Path) -> Separated:
    """Each named stem as a WAV. Raises Invalid("unknown_stem")."""
    if set(names) - set(STEMS):
        raise Invalid("unknown_stem", f"The stems are: {', '.join(STEMS)}.")
    ours = not parts.supplies(*names)
    files = {}
    for name in names:
        samples = parts.get(name, SEPARATED if ours else LABEL)
        files[name] = out_dir / f"{name}.wav"
        encode(Audio(samples, parts.audio.rate), files[name], "wav")
    method, grade = (parts.separator.method, parts.separator.grade) if ours else (_LABEL_METHOD, LABEL)
    return Separated(files, method, grade, tuple(parts.steps))
