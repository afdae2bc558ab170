"""Registers the app."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.artists"
    label = "artists"
    verbose_name = "Catalogue"
