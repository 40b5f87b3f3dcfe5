"""What two people who save at once are told."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import g

from orchestrator.services.conflict import Conflict

from .times import time_words


def conflict_words(conflict: Conflict) -> str:
    """Who was faster, that nothing typed is lost, and what the next click does."""
    when = time_words(conflict.changed_at, datetime.now(UTC), g.frame.zone)
    return (
        f"{conflict.changed_by or 'Somebody'} changed this {when}. What you typed is still here and not saved. "
        "Look at theirs in another window; saving now puts yours in its place"
    )
