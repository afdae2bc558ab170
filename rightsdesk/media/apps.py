"""Registers the app."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.media"
    label = "media"
    verbose_name = "Media"
