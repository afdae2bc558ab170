"""Registers the app, and what its OpenAPI file needs to know."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.api"
    label = "api"

    def ready(self) -> None:
        from rightsdesk.api import schema  # noqa: F401 - importing it registers the extensions
