"""The generation service: recipes in, audio and provenance out. Knows no user, no consent and no database."""
