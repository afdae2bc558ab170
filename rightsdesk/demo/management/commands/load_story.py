"""`manage.py load_story`: the demo's catalogue, people, fingerprints and voices. Loading twice is loading once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rightsdesk.artists.models import Artist, Recording
from rightsdesk.demo.load import ACTOR, FIXTURES, Loader, catalogue, stored_audio
from rightsdesk.demo.logins import logins
from rightsdesk.domain.canonical import content_hash
from rightsdesk.domain.errors import Refusal
from rightsdesk.journal.actions import record
from rightsdesk.journal.models import Entry
from rightsdesk.media.models import Kind
from rightsdesk.screening import actions as screening

LOADED = "demo.story_loaded"


class Command(BaseCommand):
    help = "Load the fictional catalogue of the demo story."

    def handle(self, *args: Any, **options: Any) -> None:
        facts = catalogue()
        version = f"catalogue:{content_hash(facts)[:16]}"
        if Entry.objects.filter(verb=LOADED, subject=version).exists():
            return
        try:
            loader = Loader(facts, logins(), self.tell)
            loader.run()
            self.listen(loader)
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        record(actor=ACTOR, verb=LOADED, subject=version)
        self.tell("")

    def listen(self, loader: Loader) -> None:
        """Fingerprint every recording and enrol every voice, so that screening knows them."""
        recordings: list[Recording] = list(loader.recordings.values())
        for number, recording in enumerate(recordings, 1):
            self.tell(f"fingerprints {number}/{len(recordings)}")
            screening.add_reference(actor=ACTOR, recording_id=recording.pk)
        for number, facts in enumerate(loader.facts["enrolments"], 1):
            self.tell(f"voices {number}/{len(loader.facts['enrolments'])}")
            artist: Artist = loader.artists[facts["artist"]]
            asset = stored_audio(FIXTURES / facts["audio"], Kind.ENROLMENT)
            screening.enrol(actor=ACTOR, artist_id=artist.pk, asset_id=asset.pk, style=facts["style"])
        screening.build_backend(actor=ACTOR)

    def tell(self, words: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K  Loading the story: {words}" if words else "\r\033[K", ending="")
            self.stderr.flush()
