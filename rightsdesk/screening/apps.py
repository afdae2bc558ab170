"""Registers the app."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.screening"
    label = "screening"
    verbose_name = "Screening"
