"""The sign-in page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignIn:
    why: str
    name: str
    next: str


SIGN_IN = SignIn("You were signed out after 8 hours. Your advert is saved; you go back to it.", "priya", "/")
