"""`manage.py replay_verdict ver_…`: the stored answer decided again, byte for byte; exits 1 with the first difference."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from rightsdesk.consent.queries import verdict_by_id
from rightsdesk.consent.replaying import replayed
from rightsdesk.domain.errors import Refusal


class Command(BaseCommand):
    help = "Decide a stored verdict again from its stored inputs and compare the bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verdict", help="public id of the verdict (ver_…)")

    def handle(self, *, verdict: str, **options: object) -> None:
        try:
            found = verdict_by_id(verdict)
            again = replayed(found)
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(again.again.decode())
        for words in again.altered:
            self.stderr.write(f"note: {words}")
        if not again.same:
            raise CommandError(again.difference)
        self.stderr.write(
            f"identical: {len(again.stored)} bytes, law {found.law_version}, inputs {found.inputs_hash}"
        )
