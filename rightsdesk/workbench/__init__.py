"""The moderator's door."""
