"""Registers the app."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.exchange"
    label = "exchange"
    verbose_name = "Exchange"
