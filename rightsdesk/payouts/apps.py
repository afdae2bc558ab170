"""Registers the app."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "rightsdesk.payouts"
    label = "payouts"
    verbose_name = "Payouts"
