"""What happened to a vacancy and its postings, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from orchestrator.storage import tables as t

MOST = 60


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is past, now or next; `note` a reason or more exact words."""

    words: str
    at: datetime
    note: str = ""
    kind: str = "past"


_WORDS: Mapping[str, str] = {
    "vacancy_added": "Added",
    "imported": "Imported",
    "vacancy_edited": "Facts changed",
    "filled": "Vacancy filled",
    "closed": "Vacancy closed",
    "open": "Vacancy opened again",
    "scheduled": "Scheduled on {account}",
    "rescheduled": "Moved on {account}",
    "cancelled": "Cancelled on {account}, nothing had been sent",
    "closing": "Asked {account} to take it down",
    "edited": "New text for {account}",
    "refresh_wanted": "Renewal asked of {account}",
    "retry": "To be sent to {account} again",
    "person:live": "Seen on {account}",
    "person:not_there": "Not there on {account}",
    "surplus_gone": "The second copy on {account} is gone",
    "live": "Live on {account}",
    "submitted": "Sent to {account}",
    "gone": "Gone from {account}",
    "withdrawn": "Taken down on {account}",
    "unconfirmed": "{account} gave no clear answer",
    "rejected": "Refused by {account}",
    "difference:missing": "Not shown on {account} when we compared",
    "difference:still_there": "Still shown on {account} after its end",
    "difference:twice": "Shown twice on {account}; the second copy is taken down",
    "difference:unexpected": "Shown on {account}, although we had not sent it",
}


_OPERATIONS: Mapping[str, str] = {
    "publish": "Sending to {account}",
    "update": "Change on {account}",
    "refresh": "Renewal on {account}",
    "withdraw": "Takedown on {account}",
    "lease": "Lost while sending to {account}",
    "needs_person": "Needs a person on {account}",
}


def history(connection: Connection, vacancy: int, postings: Sequence[int]) -> list[Event]:
    """The newest events of a vacancy and of these postings of it, newest first."""
    e = t.event.c
    rows = connection.execute(
        select(e.at, e.actor, e.kind, e.reason, t.board_account.c.label.label("account"))
        .outerjoin(t.board_account, t.board_account.c.id == e.account_id)
        .where(or_(e.vacancy_id == vacancy, e.posting_id.in_(postings)))
        .order_by(e.at.desc())
        .limit(MOST)
    )
    return [Event(_words(row.kind, row.account or "the board"), row.at, _note(row.actor, row.reason)) for row in rows]


def _words(kind: str, account: str) -> str:
    if kind in _WORDS:
        return _WORDS[kind].format(account=account)
    operation, _, outcome = kind.partition(":")
    plain = outcome.replace("_", " ")
    if operation in _OPERATIONS:
        return f"{_OPERATIONS[operation].format(account=account)}: {plain}"
    return kind.replace("_", " ").replace(":", ": ").capitalize()


def _note(actor: str, reason: str) -> str:
    by = "" if actor == "callboard" else f"By {actor}"
    return ". ".join(part[:1].upper() + part[1:] for part in (by, reason) if part)
