"""`manage.py engine_key`: the public half of the key this desk signs consent with, for an engine's `serve --desk`."""

from typing import Any

from django.core.management.base import BaseCommand

from rightsdesk.derivatives.engine import desk_key


class Command(BaseCommand):
    help = "Print the desk's public key for engines, as JWK; it is made on first use."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(desk_key().public().to_json())
