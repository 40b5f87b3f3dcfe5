"""How far an advert is on its way to being approved, in words."""

from __future__ import annotations

from datetime import datetime, tzinfo

from orchestrator.domain.approval import Answer, Approval, Standing
from orchestrator.queries.approval import Approvals

from .times import time_words

LABELS = {
    Standing.DRAFT: "Draft",
    Standing.REVIEW: "In review",
    Standing.CHANGES: "Changes wanted",
    Standing.APPROVED: "Approved",
    Standing.EDITED: "Approved, then edited",
}


def standing_words(found: Approvals, version: int, now: datetime, zone: tzinfo) -> str:
    """One sentence."""
    by = found.because
    match found.standing, by:
        case Standing.REVIEW, Approval():
            return f"{by.reviewer} was asked {time_words(by.asked_at, now, zone)} and has not answered."
        case Standing.CHANGES, Approval():
            return f"{by.reviewer} asks for changes: “{by.comment}”"
        case Standing.APPROVED, Approval():
            return f"{by.reviewer} approved version {by.version}, which says what this one says."
        case Standing.EDITED, Approval():
            return f"{by.reviewer} approved version {by.version}. This is version {version}, so it needs them again."
        case _:
            return "Nobody was asked to approve this text."


def asked_words(each: Approval, now: datetime, zone: tzinfo) -> str:
    """What became of one link."""
    if each.answered_at is not None:
        done = "Approved" if each.answer is Answer.APPROVED else "Asked for changes"
        words = f"{done} {time_words(each.answered_at, now, zone)}"
        return f"{words}; taken back {time_words(each.revoked_at, now, zone)}" if each.revoked_at else words
    if each.revoked_at is not None:
        return f"Taken back {time_words(each.revoked_at, now, zone)}"
    if now >= each.expires_at:
        return f"Ran out {time_words(each.expires_at, now, zone)}, not answered"
    seen = f"opened {time_words(each.opened_at, now, zone)}" if each.opened_at else "not opened yet"
    return f"Waits, {seen}; works until {time_words(each.expires_at, now, zone)}"
