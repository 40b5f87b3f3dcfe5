"""Ask somebody without an account to approve an advert: a link that shows it, and nothing else, for some days."""

from __future__ import annotations

import secrets
from datetime import timedelta

from orchestrator.callboard import Callboard
from orchestrator.queries.adverts import advert as find
from orchestrator.queries.approval import shown
from orchestrator.storage import approvals, employers, events

from .refused import refuse

PATH = "/approve/"
LONGEST_NAME = 100
MOST_DAYS = 30


def ask_approval(callboard: Callboard, actor: str, *, advert: int, reviewer: str, days: int) -> str:
    """The path of a link for this reviewer; it cannot be read again, only made anew.

    Links of the same advert that they have not answered stop working, so that one text is asked about at a time.
    Raises Refused, by field.
    """
    name = " ".join(reviewer.split())
    if not name:
        raise refuse("reviewer", "Say who is asked: their name stands in the history")
    if len(name) > LONGEST_NAME:
        raise refuse("reviewer", f"Shorten the name to {LONGEST_NAME} characters")
    if not 1 <= days <= MOST_DAYS:
        raise refuse("days", f"A link works for 1 to {MOST_DAYS} days")
    token = secrets.token_urlsafe(32)
    with callboard.database.begin() as connection:
        found = find(connection, advert)
        if found is None:
            raise refuse("advert", "this advert does not exist")
        if not found.vacancies:
            raise refuse("reviewer", "Choose the vacancies of this advert first: their place and pay are approved too")
        approvals.revoke(connection, advert, reviewer=name)
        what = shown(found)
        approvals.add(
            connection, found.employer_id, advert, found.version, what.content, what.facts, name, token, actor,
            timedelta(days=days),
        )  # fmt: skip
        events.record(connection, actor=actor, kind="approval_asked", employer_id=found.employer_id, advert_id=advert,
                      reason=f"{name}, version {found.version}")  # fmt: skip
    return PATH + token


def revoke_approval(callboard: Callboard, actor: str, *, advert: int, id: int) -> None:
    """The link stops working, and an answer given through it does not count any more."""
    with callboard.database.begin() as connection:
        found = find(connection, advert)
        if found is None or not approvals.revoke(connection, advert, id=id):
            raise refuse("", "this link is taken back already")
        events.record(connection, actor=actor, kind="approval_revoked", employer_id=found.employer_id, advert_id=advert)


def require_approval(callboard: Callboard, actor: str, *, employer: int, needed: bool) -> None:
    """Whether adverts of an employer go out only once they are approved."""
    with callboard.database.begin() as connection:
        employers.require_approval(connection, employer, needed)
        kind = "approval_required" if needed else "approval_not_required"
        events.record(connection, actor=actor, kind=kind, employer_id=employer)
