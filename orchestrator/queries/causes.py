"""Who is to be told of what: one cause on one account, however many postings it stops."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from orchestrator.domain.permission import Role
from orchestrator.domain.posting import Cause
from orchestrator.storage import tables as t

from .needs import OPS_CAUSES, headline
from .postings import NEEDS_PERSON, a, p, v


@dataclass(frozen=True, slots=True)
class Told:
    """One cause on one account, for one person."""

    person: int
    name: str
    account: int
    cause: Cause
    postings: int
    headline: str
    reason: str


def causes(connection: Connection) -> list[Told]:
    """For each person with a say: the owner of a vacancy (or of the posting), and ops for what ops can settle.

    Where a vacancy has no owner, ops are told of it too. Only people who are active and whose name is an e-mail
    address can be told.
    """
    owner = func.coalesce(v.owner_id, p.owner_id)
    o = t.person.c
    own = o.id == owner
    ops = (o.role == Role.OPS) & (p.cause.in_(OPS_CAUSES) | owner.is_(None))
    theirs = o.employer_id.is_(None) | (o.employer_id == p.employer_id)
    rows = connection.execute(
        select(
            o.id.label("person"),
            o.name,
            a.id.label("account"),
            a.label,
            p.cause,
            func.count().label("number"),
            func.min(v.title).label("title"),
            func.min(v.town).label("town"),
            func.min(p.reason).label("reason"),
        )
        .select_from(t.posting)
        .join(t.board_account, a.id == p.account_id)
        .join(t.vacancy, v.id == p.vacancy_id)
        .join(t.person, (own | ops) & theirs & o.active & o.name.contains("@"))
        .where(NEEDS_PERSON)
        .group_by(o.id, a.id, p.cause)
        .order_by(o.id, a.id, p.cause)
    )
    return [
        Told(
            row.person,
            row.name,
            row.account,
            Cause(row.cause),
            row.number,
            headline(Cause(row.cause), row.label, row.title, row.town, row.number),
            row.reason,
        )
        for row in rows
    ]
