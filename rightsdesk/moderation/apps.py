"""Registers the app."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.moderation"
    label = "moderation"
    verbose_name = "Moderation"
