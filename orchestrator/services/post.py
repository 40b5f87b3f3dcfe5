"""Post: bring one advert in, unless it is here already, and put it on the calendar of the boards that are named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.intake.draft import Draft, Item
from orchestrator.storage import employers, vacancies
from orchestrator.storage import tables as t

from .import_adverts import import_adverts
from .import_result import fingerprint
from .publish import Published, publish
from .refused import Refused, refuse

Rows = Sequence[Row[Any, Any, Any, Any]]


def post(
    callboard: Callboard, actor: str, item: Item, boards: Sequence[str], *, starts: str = "", ends: str = ""
) -> list[Published]:
    """Import the item and publish it. `boards` are names of boards, or of accounts where a board has several.

    Times left out are those of the item itself. Raises Refused: for a board without an account nothing is imported.
    """
    with callboard.database.read() as connection:
        known = employers.by_name(connection, item.draft.employer)
        accounts = _accounts(callboard, connection, known.id if known else None, boards)
    vacancy = _vacancy(callboard, actor, item)
    with callboard.database.read() as connection:
        wording = _wording(connection, vacancy)
    return publish(
        callboard,
        actor,
        employer=None,
        wording=wording,
        vacancies=[vacancy],
        accounts=accounts,
        starts=starts or item.draft.starts or None,
        ends=ends or item.draft.ends or None,
    )


def _accounts(callboard: Callboard, connection: Connection, employer: int | None, boards: Sequence[str]) -> list[int]:
    """The employer's own account of each board, else one that all employers share."""
    a = t.board_account.c
    rows = connection.execute(
        select(a.id, a.board, a.label, a.employer_id)
        .where(a.archived_at.is_(None), a.employer_id.is_(None) | (a.employer_id == employer))
        .order_by(a.board, a.label)
    ).all()
    chosen: list[int] = []
    reasons: list[Reason] = []
    for name in dict.fromkeys(boards):
        fitting = [row for row in rows if name in (row.label, row.board)]
        own = [row for row in fitting if row.employer_id is not None] or fitting
        if len(own) == 1:
            chosen.append(own[0].id)
        else:
            reasons.append(Reason("board", _why(callboard, name, own, rows)))
    if reasons:
        raise Refused(reasons)
    return chosen


def _why(callboard: Callboard, name: str, fitting: Rows, rows: Rows) -> str:
    def named(some: Rows) -> str:
        return ", ".join(f"{row.label!r} ({row.board})" for row in some) or "none"

    if fitting:
        return f"{name!r} has several accounts: {named(fitting)}; name one of them"
    installed = "" if name in callboard.registry else f", and no board {name!r} is installed"
    return f"this employer has no account at {name!r}{installed}. Accounts are: {named(rows)}. Add one under Boards"


def _vacancy(callboard: Callboard, actor: str, item: Item) -> int:
    """The item's vacancy: a new one, or the one that an earlier import of the same item made."""
    result = import_adverts(callboard, actor, [item], employer=None, create_employers=True)
    if result.vacancies:
        return result.vacancies[0]
    with callboard.database.read() as connection:
        same = _same(connection, item.draft)
    if same is None:
        raise refuse("", "; ".join(each.reason for each in result.refused))
    return same


def _same(connection: Connection, draft: Draft) -> int | None:
    employer = employers.by_name(connection, draft.employer)
    if employer is None:
        return None
    twin = vacancies.twin(connection, employer.id, draft.vacancy, fingerprint(draft))
    return twin.id if twin and twin.same else None


def _wording(connection: Connection, vacancy: int) -> int:
    """The first wording of the newest advert that serves the vacancy."""
    w, s = t.wording.c, t.advert_vacancy.c
    found = connection.execute(
        select(w.id)
        .join(t.advert_vacancy, s.advert_id == w.advert_id)
        .where(s.vacancy_id == vacancy)
        .order_by(w.advert_id.desc(), w.label)
        .limit(1)
    ).scalar()
    if found is None:
        raise refuse("advert", "no advert serves this vacancy; write one first")
    return int(found)
