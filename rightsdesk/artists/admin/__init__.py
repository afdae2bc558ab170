"""The catalogue in the console. Changes come through the catalogue's own actions, not through these pages."""

from rightsdesk.artists.admin import conflicts, parties, recordings, releases, shares, works

__all__ = ["conflicts", "parties", "recordings", "releases", "shares", "works"]
