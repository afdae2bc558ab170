"""`manage.py play_story`: plays the story against a running desk and prints what happened, once for each database."""

import json
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rightsdesk.demo.doors import StoryError
from rightsdesk.demo.logins import Logins, logins
from rightsdesk.demo.steps import STEPS
from rightsdesk.demo.story import Scene, Step, play
from rightsdesk.demo.table import print_logins, print_steps, progress
from rightsdesk.domain.errors import Refusal
from rightsdesk.journal.actions import record
from rightsdesk.journal.models import Entry

PLAYED = "demo.story_played"


class Command(BaseCommand):
    help = "Play the demo story through the desk's own doors."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--base-url", default="http://127.0.0.1:8000", help="where the desk answers")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the summary to this file")
        parser.add_argument("--source", type=Path, metavar="FILE", help="play step 1 on your own recording")

    def handle(self, *args: Any, **options: Any) -> None:
        base_url, source, known = options["base_url"].rstrip("/"), options["source"], logins()
        if source and not source.is_file():
            raise CommandError(f"There is no file {source}.")
        before = Entry.objects.filter(verb=PLAYED).order_by("pk").last()
        if before and not source:
            steps = [Step(**each) for each in before.facts["steps"]]
        else:
            steps = self.play(base_url, known, source, STEPS[:1] if before else STEPS)
        print_steps(steps, base_url)
        print_logins(known, base_url)
        summary = {"ok": all(step.ok for step in steps), "steps": [step.to_json() for step in steps]}
        if options["json"]:
            options["json"].write_text(json.dumps(summary, indent=2, ensure_ascii=False) + "\n")
        if not summary["ok"]:
            raise CommandError("The story did not come out as it should; the table says where.")

    def play(self, base_url: str, known: Logins, source: Path | None, plays: list[Any]) -> list[Step]:
        """Play, and keep what happened in the journal when the whole story came out."""
        with tempfile.TemporaryDirectory(prefix="rightsdesk-story-") as scratch, progress(len(plays)) as tell:
            try:
                scene = Scene(base_url, known, Path(scratch), source)
                steps = play(scene, plays, tell)
            except (StoryError, Refusal) as error:
                raise CommandError(str(error)) from error
        if len(plays) == len(STEPS) and all(step.ok for step in steps):
            facts = {"steps": [step.stored() for step in steps]}
            record(actor="system:story", verb=PLAYED, subject=scene.run, facts=facts)
        return steps
