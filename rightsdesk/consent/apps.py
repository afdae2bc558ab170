"""Registers the app."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.consent"
    label = "consent"
    verbose_name = "Consent"
