"""Adapters that hide libraries and programs behind small, typed functions; no models, no settings."""
