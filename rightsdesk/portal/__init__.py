"""The artist's door."""
