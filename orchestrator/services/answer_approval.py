"""What a reviewer does through their link: look, approve, or say what should change."""

from __future__ import annotations

from dataclasses import dataclass

from orchestrator.callboard import Callboard
from orchestrator.domain.approval import Answer, Approval
from orchestrator.queries.adverts import AdvertRecord
from orchestrator.queries.adverts import advert as find
from orchestrator.queries.approval import shown
from orchestrator.storage import approvals, events
from orchestrator.storage.database import moment

from .refused import refuse

LONGEST_COMMENT = 5_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link is for. `same`: the advert still says what they were asked about; `open`: it may be answered."""

    approval: Approval
    advert: AdvertRecord
    same: bool
    open: bool


def look(callboard: Callboard, token: str) -> Asked | None:
    """What a link is for, noting that it was opened; None where there is no such link, or it was taken back."""
    with callboard.database.begin() as connection:
        found = approvals.by_token(connection, token)
        advert = None if found is None else find(connection, found.advert_id)
        if found is None or advert is None or found.revoked_at is not None:
            return None
        now = moment(connection)
        if now >= found.expires_at and found.answered_at is None:
            return None
        approvals.note_opened(connection, found.id)
        what = shown(advert)
        return Asked(found, advert, found.covers(what.content, what.facts), found.open(now))


def answer(callboard: Callboard, token: str, said: Answer, comment: str) -> Asked:
    """Approve, or ask for changes. Raises Refused where that is over, or the advert says something else by now."""
    words = comment.strip()
    if len(words) > LONGEST_COMMENT:
        raise refuse("comment", f"Shorten the comment by {len(words) - LONGEST_COMMENT:,} characters")
    if said is Answer.CHANGES and not words:
        raise refuse("comment", "Say what should change")
    with callboard.database.begin() as connection:
        found = approvals.by_token(connection, token)
        advert = None if found is None else find(connection, found.advert_id)
        if found is None or advert is None:
            raise refuse("", "This link does not work any more")
        what = shown(advert)
        if said is Answer.APPROVED and not found.covers(what.content, what.facts):
            raise refuse("", "The advert was changed after you opened it; ask for a new link")
        if not approvals.answer(connection, found.id, said, words):
            raise refuse("", "This was answered already, or the link does not work any more")
        events.record(connection, actor=f"{found.reviewer}, by link", kind=f"approval:{said}",
                      employer_id=advert.employer_id, advert_id=advert.id, reason=words[:500])  # fmt: skip
    again = look(callboard, token)
    if again is None:
        raise refuse("", "This link was taken back")
    return again
