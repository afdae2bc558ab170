"""Registers the app."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.programmes"
    label = "programmes"
    verbose_name = "Programmes"
