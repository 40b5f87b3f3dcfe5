"""Advert rules: pure functions from a text to findings."""
