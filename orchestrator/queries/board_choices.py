"""Where an advert can be sent: the board accounts of an employer, and what is open already of the same role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, tuple_

from orchestrator.storage import mappings
from orchestrator.storage import tables as t
from orchestrator.storage.any_of import any_selected

from .postings import PostingLine, a, line, p, select_postings, v

MOST_ALIKE = 20


@dataclass(frozen=True, slots=True)
class BoardChoice:
    """One account. `board` is the adapter's name; `paused` says why nothing goes out through it now, or is empty.

    `ruled`: the fields of the board that rules (or the advert, for this board) fill.
    """

    id: int
    board: str
    label: str
    practice: bool
    paused: str
    ruled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alike:
    """An open posting of the same role, and the advert whose text it shows."""

    posting: PostingLine
    advert_id: int


def board_choices(connection: Connection, employer: int) -> list[BoardChoice]:
    """The accounts an employer can post through, shared ones included, by name."""
    rows = connection.execute(
        select(a.id, a.board, a.label, a.practice, a.paused_at, a.pause_reason)
        .where(a.archived_at.is_(None), a.employer_id.is_(None) | (a.employer_id == employer))
        .order_by(a.label, a.id)
    )
    ruled = mappings.ruled(connection)
    return [
        BoardChoice(
            row.id,
            row.board,
            row.label,
            row.practice,
            (row.pause_reason or "paused by hand") if row.paused_at else "",
            frozenset(ruled.get((row.board, None), ())) | frozenset(ruled.get((row.board, row.id), ())),
        )
        for row in rows
    ]


def practice_only(connection: Connection, employer: int | None) -> bool:
    """Whether there are accounts and every one of them sends to the simulator."""
    query = select(func.count(), func.count().filter(a.practice)).where(a.archived_at.is_(None))
    if employer is not None:
        query = query.where(a.employer_id.is_(None) | (a.employer_id == employer))
    total, practice = connection.execute(query).one()
    return total > 0 and total == practice


def alike(connection: Connection, vacancies: Sequence[int]) -> list[Alike]:
    """Open postings of the same role, place and employer as one of `vacancies`, theirs included."""
    role = (v.employer_id, func.lower(v.title), func.lower(v.town))
    these = select(v.id).where(tuple_(*role).in_(select(*role).where(v.id.in_(vacancies))))
    query = (
        select_postings()
        .add_columns(t.wording.c.advert_id)
        .join(t.wording, t.wording.c.id == p.wording_id)
        .where(p.vacancy_id == any_selected(these), p.ended_at.is_(None), p.wish == "live")
        .order_by(p.vacancy_id, a.label)
        .limit(MOST_ALIKE)
    )
    return [Alike(line(row), row.advert_id) for row in connection.execute(query)]
