"""Registers the app."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.derivatives"
    label = "derivatives"
    verbose_name = "Derivatives"
