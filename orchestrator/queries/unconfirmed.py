"""Postings of one account of which nobody knows whether they are at the board: what a look there would settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from orchestrator.domain.live_advert import Sought
from orchestrator.domain.posting import Cause, Posting
from orchestrator.storage import tables as t
from orchestrator.storage.known import posting_of

from .postings import p, v

PAGE = 50
"""Rows of one form; a page must stay quick to go through with the keyboard."""

WITH_A_PERSON: ColumnElement[bool] = (p.cause == Cause.LOOK) & p.ended_at.is_(None)
STILL_LOOKED_FOR: ColumnElement[bool] = (
    p.cause.is_(None) & p.ended_at.is_(None) & p.intended_at.is_not(None) & (p.phase == "unconfirmed")
)


@dataclass(frozen=True, slots=True)
class UnconfirmedLine:
    """One posting. `sent_at`: when its bytes first went out; `intents`: which sending that was."""

    known: Posting
    reference: str
    title: str
    place: str
    sent_at: datetime | None
    intents: int

    def sought(self) -> Sought:
        return Sought(self.known.id, self.reference, self.title, self.place)


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """`rows` of `total`, oldest first; `looking`: how many more we still look for ourselves."""

    rows: tuple[UnconfirmedLine, ...]
    total: int
    looking: int


def unconfirmed(connection: Connection, account: int, employer: int | None, most: int = PAGE) -> Unconfirmed:
    """The postings of an account that wait for a person's look, of one employer or of all."""
    mine = [p.account_id == account, *([] if employer is None else [p.employer_id == employer])]
    total, looking = connection.execute(
        select(func.count().filter(WITH_A_PERSON), func.count().filter(STILL_LOOKED_FOR))
        .select_from(t.posting)
        .where(*mine)
    ).one()
    rows = connection.execute(
        select(t.posting, v.title, v.town)
        .join(t.vacancy, v.id == p.vacancy_id)
        .where(WITH_A_PERSON, *mine)
        .order_by(p.intended_at, p.id)
        .limit(most)
    )
    return Unconfirmed(tuple(_line(row) for row in rows), total, looking)


def of_account(connection: Connection, account: int, ids: Sequence[int]) -> dict[int, int]:
    """Employer by posting, of those of `ids` that are at this account."""
    rows = connection.execute(select(p.id, p.employer_id).where(p.account_id == account, p.id.in_(ids)))
    return {row.id: row.employer_id for row in rows}


def _line(row: Row[Any]) -> UnconfirmedLine:
    return UnconfirmedLine(
        posting_of(row), row.board_reference, row.title, row.town or row.place, row.intended_at, row.intents
    )
