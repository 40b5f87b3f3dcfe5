"""Postings by what narrows them: for the list page, the queue's causes and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from orchestrator.domain.posting import Cause
from orchestrator.domain.status import Status
from orchestrator.storage import tables as t

from .postings import NEEDS_PERSON, PostingLine, a, f, line, p, select_postings, v
from .status import in_state

PAGE = 100


@dataclass(frozen=True, slots=True)
class PostingFilter:
    """What a list is narrowed to; empty fields leave it as it is. `text`: title, place or reference."""

    employer: int | None = None
    text: str = ""
    status: Status | None = None
    board: str = ""
    account: int | None = None
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class PostingList:
    """One page of the list, those that start last first, and how many match in all."""

    rows: tuple[PostingLine, ...]
    total: int


def posting_list(connection: Connection, wanted: PostingFilter, page: int = 1, size: int = PAGE) -> PostingList:
    """The postings that match."""
    words = [
        v.title.icontains(word, autoescape=True) | v.town.icontains(word, autoescape=True) for word in _words(wanted)
    ]
    conditions = list(_conditions(wanted, words))
    counted = select(func.count()).select_from(t.posting)
    if words:
        # A vacancy has many postings: to count all that match, each is read once; a page stops before that pays.
        read = select(v.id, *(said.label(f"word_{number}") for number, said in enumerate(words))).offset(0)
        marked = (read if wanted.employer is None else read.where(v.employer_id == wanted.employer)).subquery().c
        counted = counted.join(marked.id.table, marked.id == p.vacancy_id).where(*_conditions(wanted, list(marked)[1:]))
    else:
        counted = counted.where(*conditions)
    if wanted.status is not None:
        counted = counted.outerjoin(t.feed, f.account_id == p.account_id)
    total = connection.execute(counted).scalar_one()
    # Only the ids of the pages before are passed over: an index has them, and their rows are not read.
    ids = select(p.id).where(*conditions)
    if words:
        ids = ids.join(t.vacancy, v.id == p.vacancy_id)
    if wanted.status is not None:
        ids = ids.outerjoin(t.feed, f.account_id == p.account_id)
    ids = ids.order_by(p.starts_at.desc(), p.id.desc()).limit(size).offset((page - 1) * size)
    rows = connection.execute(select_postings().where(p.id.in_(ids)).order_by(p.starts_at.desc(), p.id.desc()))
    return PostingList(tuple(line(row) for row in rows), total)


def parked(
    connection: Connection, *, account: int, cause: Cause, employer: int | None, most: int = 10_000
) -> list[int]:
    """The postings that one cause stops at one account and whose outcome is known, oldest first."""
    query = select(p.id).where(NEEDS_PERSON, p.account_id == account, p.cause == cause, p.intended_at.is_(None))
    if employer is not None:
        query = query.where(p.employer_id == employer)
    return list(connection.execute(query.order_by(p.id).limit(most)).scalars())


def boards_in_use(connection: Connection, employer: int | None) -> list[str]:
    """The boards that an employer has accounts on, by name."""
    query = select(a.board).distinct().order_by(a.board)
    if employer is not None:
        query = query.where(a.employer_id.is_(None) | (a.employer_id == employer))
    return list(connection.execute(query).scalars())


def _words(wanted: PostingFilter) -> list[str]:
    return wanted.text.split()[:5]


def _conditions(wanted: PostingFilter, in_vacancy: Sequence[ColumnElement[bool]]) -> Iterable[ColumnElement[bool]]:
    """`in_vacancy`: of each word, whether the vacancy has it."""
    if wanted.employer is not None:
        yield p.employer_id == wanted.employer
    if wanted.status is not None:
        yield in_state(wanted.status)
    if wanted.board:
        yield p.board == wanted.board
    if wanted.account is not None:
        yield p.account_id == wanted.account
    if wanted.cause is not None:
        yield (p.cause == wanted.cause) & p.ended_at.is_(None)
    for word, said in zip(_words(wanted), in_vacancy, strict=True):
        yield said | p.board_reference.icontains(word, autoescape=True)
