"""Parties, artists, works, recordings and who owns which share."""
