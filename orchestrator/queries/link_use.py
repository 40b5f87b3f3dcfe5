"""The apply link of a posting: where it leads, what a poster says of it, and whether its other end works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from orchestrator.domain.apply_target import ApplyTarget
from orchestrator.domain.vacancy import Vacancy
from orchestrator.storage import apply_links, hits
from orchestrator.storage import tables as t
from orchestrator.storage.vacancies import facts_of


@dataclass(frozen=True, slots=True)
class LinkUse:
    """`told`: applications the employer's thank-you page told of in 30 days, the last at `last_told`."""

    employer_id: int
    target: ApplyTarget
    vacancy: Vacancy
    account: str
    reference: str
    told: int
    last_told: datetime | None


def link_use(connection: Connection, posting: int) -> LinkUse | None:
    """None where there is no such posting."""
    row = connection.execute(
        select(
            t.apply_link.c.token,
            t.posting.c.employer_id,
            t.posting.c.vacancy_id,
            t.posting.c.board_reference,
            t.board_account.c.label,
        )
        .join(t.posting, t.posting.c.id == t.apply_link.c.posting_id)
        .join(t.board_account, t.board_account.c.id == t.posting.c.account_id)
        .where(t.posting.c.id == posting)
    ).one_or_none()
    target = apply_links.target(connection, row.token) if row is not None else None
    if row is None or target is None:
        return None
    vacancy = connection.execute(select(t.vacancy).where(t.vacancy.c.id == row.vacancy_id)).one()
    told, last = hits.told(connection, posting)
    return LinkUse(row.employer_id, target, facts_of(vacancy), row.label, row.board_reference, told, last)
