"""What a person must decide, grouped by cause and board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from orchestrator.domain.permission import Role
from orchestrator.domain.posting import Cause
from orchestrator.storage import tables as t

from .link import Link
from .postings import NEEDS_PERSON, a, p

OPS_CAUSES = (Cause.FAILED, Cause.LOOK, Cause.DOUBLE, Cause.LOST, Cause.STILL_THERE)
"""What ops can settle; a recruiter is asked about every cause."""


@dataclass(frozen=True, slots=True)
class Need:
    """One group: its cause in a word or two, what holds, what to know, and the one way on."""

    kind: str
    headline: str
    text: str
    action: Link | None


@dataclass(frozen=True, slots=True)
class _Words:
    kind: str
    one: str
    many: str
    action: str


_WORDS: Mapping[Cause, _Words] = {
    Cause.REJECTED: _Words(
        "Refused",
        "{board} refused {title}",
        "{board} refused {n} postings",
        "See why",
    ),
    Cause.FAILED: _Words(
        "Not sent",
        "{title} could not be sent to {board}",
        "{n} postings could not be sent to {board}",
        "See why",
    ),
    Cause.BY_HAND: _Words(
        "By hand",
        "{title} waits to be done by hand on {board}",
        "{n} postings wait to be done by hand on {board}",
        "Open the checklist",
    ),
    Cause.LOOK: _Words(
        "Unconfirmed",
        "{board} may already show {title}",
        "{board} may already show {n} postings",
        "Say what you see",
    ),
    Cause.DOUBLE: _Words(
        "Twice",
        "{board} shows {title} twice",
        "{board} shows {n} postings twice",
        "Choose one",
    ),
    Cause.LOST: _Words(
        "Gone",
        "{title} is no longer on {board}",
        "{n} postings are no longer on {board}",
        "Decide",
    ),
    Cause.CANNOT_UPDATE: _Words(
        "Not changed",
        "{board} cannot change {title} while it is live",
        "{board} cannot change {n} postings while they are live",
        "Decide",
    ),
    Cause.STILL_THERE: _Words(
        "Still there",
        "{board} still shows {title}",
        "{board} still shows {n} closed postings",
        "Take it down",
    ),
    Cause.MISSED: _Words(
        "Missed",
        "The time of {title} on {board} passed",
        "The time of {n} postings on {board} passed",
        "Choose a time",
    ),
}


_TABLES: Mapping[str, str] = {Cause.LOOK: "unconfirmed", Cause.STILL_THERE: "still_there"}
"""Causes whose postings stand in a table of their own, one an account."""


def counts(connection: Connection, employer: int | None, role: Role) -> dict[str, int]:
    """By key of the navigation: how many postings need a person of this role. Roles that decide nothing have none."""
    if role is Role.REVIEWER:
        return {}
    query = select(func.count()).where(NEEDS_PERSON)
    if employer is not None:
        query = query.where(p.employer_id == employer)
    if role is Role.OPS:
        query = query.where(p.cause.in_(OPS_CAUSES))
    number = int(connection.execute(query).scalar_one())
    return {"today": number} if number else {}


def headline(cause: Cause, board: str, title: str, town: str, number: int) -> str:
    """`Reed may already show 3 postings`; of one posting its title and town."""
    words = _WORDS[cause]
    named = f"{title}, {town}" if town else title
    return (words.one if number == 1 else words.many).format(board=board, title=named, n=number)


def needs(connection: Connection, employer: int | None, role: Role) -> list[Need]:
    """Oldest first. One posting leads to itself, several to their table or the list of vacancies with that cause."""
    v = t.vacancy.c
    since = func.min(func.coalesce(p.published_at, p.starts_at)).label("since")
    query = (
        select(
            p.cause,
            a.id.label("account_id"),
            a.label.label("account"),
            func.count().label("number"),
            func.min(p.id).label("first"),
            func.min(v.title).label("title"),
            func.min(v.town).label("town"),
            func.min(p.reason).label("reason"),
            since,
        )
        .join(t.board_account, a.id == p.account_id)
        .join(t.vacancy, v.id == p.vacancy_id)
        .where(NEEDS_PERSON)
        .group_by(p.cause, a.id)
        .order_by(since)
    )
    if employer is not None:
        query = query.where(p.employer_id == employer)
    if role is Role.OPS:
        query = query.where(p.cause.in_(OPS_CAUSES))
    found: list[tuple[datetime, Need]] = []
    for row in connection.execute(query):
        words = _WORDS[Cause(row.cause)]
        one = row.number == 1
        said = headline(Cause(row.cause), row.account, row.title, row.town, row.number)
        action = Link(words.action, "posting", row.first) if one else Link(words.action, "vacancies", row.cause)
        if not one and row.cause in _TABLES:
            action = Link(words.action, _TABLES[row.cause], row.account_id)
        text = row.reason if one else f"For example: {row.reason}" if row.reason else ""
        found.append((row.since, Need(words.kind, said, text, action)))
    return [need for _, need in found]
