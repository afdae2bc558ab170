"""Registers the app."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.accounts"
    label = "accounts"
    verbose_name = "People and programmes"
