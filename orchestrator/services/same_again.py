"""Same again: a vacancy like a past one, on the boards that one was last on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.postgresql import distinct_on

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.queries.checked import Around
from orchestrator.queue import Work
from orchestrator.storage import adverts, employers, events, vacancies
from orchestrator.storage import tables as t
from orchestrator.storage.database import moment

from . import orders
from .clashes import clashes
from .orders import Order, Span
from .preflight import preflight, stop_reasons, stopped, surroundings
from .publish import Published, link, place_all
from .refused import Refused, refuse
from .rerender import orders_of, told
from .span import span


@dataclass(frozen=True, slots=True)
class Again:
    """One posting to be; `reasons` say why today's rules or its board stop it."""

    order: Order
    reasons: tuple[Reason, ...]


def look_again(callboard: Callboard, vacancy: int, starts: str | None = None) -> list[Again]:
    """What would be posted, and what stops it today. Raises Refused for a time that cannot be."""
    with callboard.database.read() as connection:
        found = _last(connection, vacancy)
        if not found:
            return []
        now = moment(connection)
        when = span(starts, None, found[0].employer.zone, now)
        known = surroundings(callboard, connection, found)
        return [Again(each, tuple(_reasons(callboard, known, each, when, now))) for each in found]


def same_again(
    callboard: Callboard, actor: str, vacancy: int, *, starts: str | None = None, owner: int | None = None
) -> tuple[int, list[Published]]:
    """Add a vacancy with the facts of a past one, have the same advert sell it, and post it on the same accounts.

    Returns the new vacancy's id and its postings. All or nothing: raises Refused with all that stops it.
    """
    with callboard.database.begin() as connection:
        past = vacancies.find(connection, vacancy)
        last = _last(connection, vacancy)
        if past is None or not last:
            raise refuse("vacancy", "this vacancy was never posted; check its advert before sending")
        now = moment(connection)
        when = span(starts, None, last[0].employer.zone, now)
        reference = employers.next_reference(connection, past.employer_id)
        facts = replace(past.vacancy, requisition="", closes_on=None)
        new = vacancies.add(connection, past.employer_id, reference, facts, actor, owner_id=owner or past.owner_id)
        if new is None:
            raise refuse("vacancy", "this vacancy exists already; look for it in the list")
        row = connection.execute(select(t.vacancy).where(t.vacancy.c.id == new)).one()
        found = [replace(each, vacancy=row) for each in last]
        for advert in {each.wording.advert_id for each in found}:
            adverts.serve(connection, advert, [new], only=False)
        reasons = [reason for _, reason in clashes(connection, callboard.registry, found, when)]
        reasons += stop_reasons(preflight(callboard, connection, found, when, now), found)
        if reasons:
            raise Refused(reasons)
        events.record(connection, actor=actor, kind="vacancy_added", employer_id=past.employer_id, vacancy_id=new,
                      reason=f"same again as {past.reference}")  # fmt: skip
        placed = place_all(callboard, connection, actor, found, when, owner)
    callboard.queue.wake(Work.DELIVER)
    return new, placed


def _last(connection: Connection, vacancy: int) -> list[Order]:
    """The order of the newest posting on each account that is still there."""
    p = t.posting.c
    rows: Sequence[Row[Any]] = connection.execute(
        select(t.posting)
        .ext(distinct_on(p.account_id))
        .join(t.board_account, t.board_account.c.id == p.account_id)
        .where(p.vacancy_id == vacancy, t.board_account.c.archived_at.is_(None))
        .order_by(p.account_id, p.id.desc())
    ).all()
    return [told(each) for each in orders_of(connection, rows).values()]


def _reasons(
    callboard: Callboard, known: Mapping[int, Around], order: Order, when: Span, now: datetime
) -> list[Reason]:
    found = stop_reasons(stopped(known, [order], when, now), [order])
    try:
        orders.render(callboard, order, when, 1, 1, link(callboard, "rehearsal"))
    except Refused as refused:
        found += refused.reasons
    return found
