"""Callboard: write one advert, publish it to every job board, keep it true, count what comes back."""
