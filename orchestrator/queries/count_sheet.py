"""The weekly count sheet: live postings whose board reports nothing, with what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from orchestrator.domain.figure import Figure
from orchestrator.domain.reading import Metric

from .counts import latest, reported

MOST = 100


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A posting to count by hand; `applications` as last known."""

    id: int
    title: str
    place: str
    board: str
    account: str
    reference: str
    published_at: datetime
    applications: Figure


_LINES = text("""
select p.id, v.title, v.town as place, p.board, a.label as account, p.board_reference as reference, p.published_at
from posting p join vacancy v on v.id = p.vacancy_id join board_account a on a.id = p.account_id
where p.published_at is not null and p.ended_at is null and p.board <> all(:reporting)
  and (cast(:employer as bigint) is null or p.employer_id = :employer)
order by a.label, v.title, v.town, p.id limit :most
""")


def count_sheet(connection: Connection, reporting: Sequence[str], employer: int | None) -> list[SheetLine]:
    """At most MOST postings of one employer or all that are live on boards other than `reporting`, by board."""
    rows = connection.execute(_LINES, {"reporting": list(reporting), "employer": employer, "most": MOST}).all()
    known = latest(connection, [row.id for row in rows])
    return [
        SheetLine(**row._asdict(), applications=reported(known[row.id], row.id, Metric.APPLICATION).figure)
        for row in rows
    ]
