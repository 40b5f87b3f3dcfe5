"""Statements on postings for the services: find and lock one, change what is wanted of it, add new ones.

Order of locks everywhere: accounts, `due`, postings. A change of what is wanted always goes through `want`, which
raises `wish_seq` (so that an outcome on its way plans anew) and tells the account's queue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from orchestrator.domain.lane import Lane
from orchestrator.domain.posting import Wish

from .account_queue import wake
from .in_hand import in_hand
from .tables import board_account, due, payload, posting, variant

_NUMBERS = """
update vacancy set postings = postings + v.count from unnest(%(ids)s::bigint[], %(counts)s::int[]) v(id, count)
where vacancy.id = v.id returning vacancy.id, vacancy.postings
"""


class NotFound(LookupError):
    """No posting has this reference or id."""


def resolve(connection: Connection, reference: str) -> int:
    """The id of the posting with this board reference, or of the newest generation under a plain reference."""
    found = connection.execute(
        select(posting.c.id)
        .where((posting.c.board_reference == reference) | (posting.c.reference == reference))
        .order_by(posting.c.generation.desc())
        .limit(1)
    ).scalar()
    if found is None:
        raise NotFound(f"no posting has the reference {reference!r}; `callboard postings` lists them")
    return int(found)


def lock(connection: Connection, ids: Iterable[int]) -> list[Row[Any]]:
    """The postings, in order of id, locked after their accounts, as `in_hand` selects them. Raises NotFound when one
    is missing.
    """
    wanted = sorted(set(ids))
    accounts = select(posting.c.account_id).where(posting.c.id.in_(wanted))
    connection.execute(
        select(board_account.c.id)
        .where(board_account.c.id.in_(accounts))
        .order_by(board_account.c.id)
        .with_for_update(key_share=False)
    )
    connection.execute(
        select(due.c.posting_id).where(due.c.posting_id.in_(wanted)).order_by(due.c.posting_id).with_for_update()
    )
    rows = connection.execute(
        in_hand().where(posting.c.id.in_(wanted)).order_by(posting.c.id).with_for_update(of=posting)
    ).all()
    if len(rows) != len(wanted):
        raise NotFound("a posting of these does not exist any more")
    return list(rows)


def want(connection: Connection, row: Row[Any], *, act_at: datetime | None = None, **changes: Any) -> None:
    """Change what is wanted (or what a person says) of a locked posting; it is looked at now, or at `act_at`.

    While somebody has it in hand (`claimed`, `sending`) its lease stays: the outcome plans anew because of `wish_seq`.
    While its outcome is unknown the time of its look-up stays: one that comes too early finds nothing yet, and what
    it does not find is sent again.
    """
    changes["wish_seq"] = row.wish_seq + 1
    connection.execute(update(posting).where(posting.c.id == row.id).values(**changes))
    if changes.get("phase", row.phase) not in ("claimed", "sending", "unconfirmed"):
        at = func.now() if act_at is None else act_at
        lane = Lane.WITHDRAW if changes.get("wish") == Wish.CLOSED else Lane.PUBLISH
        connection.execute(update(due).where(due.c.posting_id == row.id).values(act_at=at, lane=lane, claimed=False))
    wake(connection.exec_driver_sql, [(row.account_id, row.employer_id, act_at)])


def rest(connection: Connection, ids: Sequence[int]) -> None:
    """Nothing more has to be done for these locked postings by itself."""
    connection.execute(update(due).where(due.c.posting_id.in_(ids)).values(act_at=None))


def next_numbers(connection: Connection, vacancies: Sequence[int]) -> list[int]:
    """For each of `vacancies` its next posting number, counted in the caller's transaction."""
    wanted = Counter(vacancies)
    rows = connection.exec_driver_sql(_NUMBERS, {"ids": list(wanted), "counts": list(wanted.values())})
    last = {row.id: row.postings - wanted[row.id] for row in rows}
    numbers: list[int] = []
    for id in vacancies:
        last[id] += 1
        numbers.append(last[id])
    return numbers


def keep_variant(connection: Connection, values: Mapping[str, Any]) -> None:
    """Store a variant unless it is stored already: it is immutable."""
    connection.execute(insert(variant).values(**values).on_conflict_do_nothing())


def keep_body(connection: Connection, posting_id: int, content: str, body: bytes) -> None:
    """Store the exact bytes of a content for a posting."""
    connection.execute(
        insert(payload).values(posting_id=posting_id, content=content, body=body).on_conflict_do_nothing()
    )


def open_ids(connection: Connection, *, vacancy_id: int) -> list[int]:
    """Postings of a vacancy that have not ended."""
    return list(
        connection.execute(
            select(posting.c.id).where(posting.c.vacancy_id == vacancy_id, posting.c.ended_at.is_(None))
        ).scalars()
    )


def get(connection: Connection, id: int) -> Row[Any]:
    """One posting as it is. Raises NotFound."""
    row = connection.execute(select(posting).where(posting.c.id == id)).one_or_none()
    if row is None:
        raise NotFound("this posting does not exist any more")
    return row


def newest_generation(connection: Connection, reference: str) -> int:
    """The highest generation under a reference."""
    return int(
        connection.execute(select(func.max(posting.c.generation)).where(posting.c.reference == reference)).scalar_one()
    )
