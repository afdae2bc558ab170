"""One file for each kind of thing platforms ask about."""
