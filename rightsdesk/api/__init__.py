"""The platform's door: REST under /api/v1/."""
