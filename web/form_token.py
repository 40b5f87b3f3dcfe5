"""The token that lets a form act once; it stands in the form and comes back with it."""

from __future__ import annotations

import secrets

from flask import request


def fresh() -> str:
    """A token for a form that is shown for the first time."""
    return secrets.token_urlsafe(18)


def sent() -> str:
    """The token of the form that was sent; empty where it has none."""
    return request.form.get("once", "")
