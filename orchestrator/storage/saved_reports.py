"""Statements about reports that are sent regularly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, update

from orchestrator.domain.rhythm import Rhythm, SavedKind

from .tables import employer, person, saved_report


@dataclass(frozen=True, slots=True)
class SavedReport:
    """One of them. `employer` is empty for all employers; `result` says what came of the last turn."""

    id: int
    employer_id: int | None
    employer: str
    kind: SavedKind
    rhythm: Rhythm
    hour: int
    zone: str
    recipients: tuple[str, ...]
    owner: str
    next_at: datetime
    sent_at: datetime | None
    result: str
    stopped_at: datetime | None


r = saved_report.c


def add(connection: Connection, values: Mapping[str, object]) -> int:
    found: int = connection.execute(saved_report.insert().values(**values).returning(r.id)).scalar_one()
    return found


def listed(connection: Connection, employer_id: int | None) -> list[SavedReport]:
    """Those that go out, of one employer or of all; the next first."""
    query = _select().where(r.stopped_at.is_(None)).order_by(r.next_at, r.id).limit(500)
    if employer_id is not None:
        query = query.where(r.employer_id == employer_id)
    return [_saved(row) for row in connection.execute(query)]


def by_id(connection: Connection, id: int) -> SavedReport | None:
    row = connection.execute(_select().where(r.id == id)).one_or_none()
    return None if row is None else _saved(row)


def next_due(connection: Connection) -> SavedReport | None:
    """The one that waits longest, locked until the transaction ends; another worker takes another."""
    query = _select().where(r.stopped_at.is_(None), r.next_at <= func.now()).order_by(r.next_at).limit(1)
    row = connection.execute(query.with_for_update(of=saved_report, skip_locked=True)).one_or_none()
    return None if row is None else _saved(row)


def turn(connection: Connection, id: int, next_at: datetime) -> None:
    """Take a turn: the next one is at `next_at`, whatever becomes of this one."""
    connection.execute(update(saved_report).where(r.id == id).values(next_at=next_at))


def done(connection: Connection, id: int, result: str, *, sent: bool) -> None:
    """Say what came of a turn."""
    values = {"result": result, **({"sent_at": func.now()} if sent else {})}
    connection.execute(update(saved_report).where(r.id == id).values(**values))


def stop(connection: Connection, id: int) -> bool:
    """End it; False where it had ended."""
    ended = update(saved_report).where(r.id == id, r.stopped_at.is_(None)).values(stopped_at=func.now())
    return connection.execute(ended).rowcount == 1


def _select() -> Select[Any]:
    return (
        select(saved_report, func.coalesce(employer.c.name, "").label("employer"), person.c.full_name.label("owner"))
        .outerjoin(employer, employer.c.id == r.employer_id)
        .join(person, person.c.id == r.owner_id)
    )


def _saved(row: Row[tuple[object, ...]]) -> SavedReport:
    return SavedReport(
        row.id,
        row.employer_id,
        row.employer,
        SavedKind(row.kind),
        Rhythm(row.rhythm),
        row.hour,
        row.zone,
        tuple(row.recipients),
        row.owner,
        row.next_at,
        row.sent_at,
        row.result,
        row.stopped_at,
    )
