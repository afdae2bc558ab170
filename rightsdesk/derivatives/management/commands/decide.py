"""`manage.py decide --isrc … --use remix --territory DE --on 2026-11-01 [--tempo 1.1 …] [--json]`, or `--bulk FILE|-`.

What the law would answer; nothing is stored. Exits 1 when a question cannot be understood."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rightsdesk.accounts.models import Programme
from rightsdesk.derivatives.answering import answers
from rightsdesk.derivatives.asked import LONGEST, Json
from rightsdesk.domain.consent import Distribution, Use

FACTS = ("territory", "on", "tempo", "semitones", "engine", "model", "distribution", "listener")
LISTS = ("isrc", "use", "style", "topic", "voice", "imitates")


class Command(BaseCommand):
    help = "What the law of consent would answer to a request; nothing is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, words in (
            ("isrc", "a source"), ("style", "a named style"), ("topic", "a topic of the prompt"),
            ("voice", "an artist whose voice is used"), ("imitates", "an artist who is imitated"),
        ):  # fmt: skip
            parser.add_argument(f"--{name}", action="append", help=f"{words}; may be given again")
        parser.add_argument("--use", action="append", choices=[use.value for use in Use])
        parser.add_argument("--territory", help="DE, “DE FR”, “WW -US”, 2120")
        parser.add_argument("--on", help="the day, YYYY-MM-DD (default: today)")
        parser.add_argument("--tempo", type=float, help="ratio; 1.1 is faster")
        parser.add_argument("--semitones", type=float)
        parser.add_argument("--engine")
        parser.add_argument("--model")
        parser.add_argument("--distribution", choices=[each.value for each in Distribution])
        parser.add_argument("--listener", help="the platform's pseudonym for who asks; needs --programme")
        parser.add_argument("--programme", help="public id of the programme that asks")
        parser.add_argument("--json", action="store_true", dest="as_json")
        parser.add_argument(
            "--bulk", metavar="FILE", help="JSON lines (- for standard input); JSON lines come out"
        )

    def handle(self, **options: Any) -> None:
        programme = self._programme(options["programme"])
        today = timezone.now().date()
        if options["bulk"]:
            for answer in answers(_lines(options["bulk"]), today=today, programme=programme):
                self.stdout.write(json.dumps(answer))
            return
        said = {key: options[key] for key in (*FACTS, *LISTS) if options[key] is not None}
        [answer] = answers([said], today=today, programme=programme)
        if "error" in answer:
            raise CommandError(answer["error"]["message"])
        self.stdout.write(json.dumps(answer) if options["as_json"] else _words(answer))

    def _programme(self, public_id: str | None) -> Programme | None:
        if public_id is None:
            return None
        found = Programme.objects.filter(public_id=public_id).first()
        if found is None:
            raise CommandError(f"There is no programme {public_id}.")
        return found


def _lines(path: str) -> Iterator[str]:
    if path == "-":
        yield from _full(sys.stdin)
        return
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            yield from _full(file)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _full(file: TextIO) -> Iterator[str]:
    """Empty lines count as lines, so that answers keep their numbers; of an endless line only the beginning is read."""
    while line := file.readline(LONGEST + 1):
        rest = line
        while len(rest) > LONGEST and not rest.endswith("\n"):
            rest = file.readline(LONGEST + 1)
        yield line if line.strip() else "{}"


def _words(answer: Json) -> str:
    lines = [f"{answer['outcome']}: {', '.join(answer['isrcs'])} (law {answer['law']})"]
    lines += [f"  {reason['outcome']:<5} {reason['message']}" for reason in answer["reasons"]]
    lines += [
        f"  owed  {each['kind'].replace('_', ' ')} to {each['grantor_name']}: {each['value']}"
        for each in answer["obligations"]
    ]
    lines += [f"  change {each['kind']}: {each['words']}" for each in answer["changes"]]
    return "\n".join(lines)
