"""Registers the app, its pages at the console, and the kinds of change that need a second person."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.administration"
    label = "administration"
    verbose_name = "Administration"

    def ready(self) -> None:
        from rightsdesk.administration import kinds, pages

        kinds.register_all()
        pages.add_all()
