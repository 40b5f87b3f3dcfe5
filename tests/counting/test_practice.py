"""Practice is in an employer's reports until it posts in earnest, and never after."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from orchestrator.domain.fact import Fact
from orchestrator.domain.reading import Metric, Origin
from orchestrator.queries.posting_totals import posting_totals
from orchestrator.queries.report import By, report
from orchestrator.storage import facts, in_earnest, posting_counts, tally_rows

from .world import World, added_up, world

UTC_ZONE = ZoneInfo("UTC")
MARCH = date(2026, 3, 1), date(2026, 3, 31)


def posted(rows: World, *, practice: bool) -> int:
    began = datetime(2026, 3, 2, 9, tzinfo=UTC)
    id = rows.posting(rows.vacancy(), rows.account("reed"), "reed", published_at=began, practice=practice)
    day = date(2026, 3, 3)
    made = Fact(id, Metric.APPLICATION, Origin.BOARD, day, day, 5, datetime(2026, 3, 4, tzinfo=UTC))
    facts.replace(rows.connection, [made])
    return id


def seen(connection: Connection, employer: int) -> tuple[int, int, int, int, int]:
    """Postings and days as each way of reading them has them."""
    return (
        report(connection, *MARCH, By.BOARD, employer=employer).total.postings,
        report(connection, *MARCH, By.DAY, employer=employer).total.postings,
        len(posting_totals(connection, *MARCH, employer)),
        len(posting_counts.in_period(connection, *MARCH, employer, UTC_ZONE, 10)),
        sum(each.value for each in tally_rows.by_day(connection, *MARCH, employer)),
    )


def test_the_first_posting_in_earnest_takes_practice_out(connection: Connection) -> None:
    rows = world(connection)
    other = world(connection, "rowan")
    posted(rows, practice=True)
    posted(other, practice=True)
    in_earnest.begin(connection, [rows.employer_id, other.employer_id])
    added_up(connection)
    assert seen(connection, rows.employer_id) == (1, 1, 1, 1, 5)
    assert in_earnest.rehearsing(connection, rows.employer_id)

    posted(rows, practice=False)
    in_earnest.begin(connection, [rows.employer_id, other.employer_id])
    assert not in_earnest.rehearsing(connection, rows.employer_id)
    assert report(connection, *MARCH, By.BOARD, employer=rows.employer_id).total.postings == 1
    added_up(connection)
    assert seen(connection, rows.employer_id) == (1, 1, 1, 1, 5)
    assert seen(connection, other.employer_id) == (1, 1, 1, 1, 5)
    assert in_earnest.rehearsing(connection, None)
