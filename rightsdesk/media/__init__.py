"""Content-addressed audio and documents."""
