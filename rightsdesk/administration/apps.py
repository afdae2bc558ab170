"""Registers the app."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.administration"
    label = "administration"
    verbose_name = "Administration"
