"""After a text or its facts are saved: have the boards told."""

from __future__ import annotations

from collections.abc import Iterable

from flask import flash

from orchestrator.services.refused import Refused
from orchestrator.services.update import update

from .access import callboard, user
from .numbers import plural


def bring_along(postings: Iterable[int]) -> None:
    """Bring open postings to what is stored now, and say what came of it. What was saved stays saved either way."""
    try:
        done = update(callboard(), user().name, postings)
    except Refused as refused:
        flash(f"The open postings keep what they show: {refused}.", "error")
        return
    if done.changed:
        flash(f"{plural(done.changed, 'posting gets', 'postings get')} it now.", "success")
