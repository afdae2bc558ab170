"""Registers the app."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.journal"
    label = "journal"
    verbose_name = "Journal"
