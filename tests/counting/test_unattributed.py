"""Applications that no board can be given: a line of their own, unknown until somebody says, and in no total."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, update

from orchestrator.callboard import Callboard
from orchestrator.domain.reading import Origin
from orchestrator.intake.sheet import Row
from orchestrator.queries.month_data import frozen_report
from orchestrator.queries.report import By
from orchestrator.queries.unattributed import unattributed_in, unattributed_so_far
from orchestrator.services.add_unattributed import AddedUnattributed, GivenVacancy, add_unattributed
from orchestrator.services.import_counts import import_counts
from orchestrator.storage import tables as t

from .world import World, world

MARCH = date(2026, 3, 1), date(2026, 3, 31)


def at(day: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


@pytest.fixture
def rows(callboard: Callboard) -> World:
    with callboard.database.begin() as connection:
        made = world(connection)
        made.vacancy(title="Carer")
        connection.execute(update(t.vacancy).values(created_at=at(10, 2)))
    return made


def told(callboard: Callboard, *totals: tuple[datetime, int]) -> AddedUnattributed:
    given = [GivenVacancy(f"line {number}", 1, value, when) for number, (when, value) in enumerate(totals)]
    return add_unattributed(callboard, "ats", given, Origin.IMPORT)


def in_march(connection: Connection) -> int | None:
    return unattributed_in(connection, *MARCH, None).value


def test_nobody_having_said_is_unknown(callboard: Callboard, rows: World) -> None:
    with callboard.database.read() as connection:
        assert in_march(connection) is None
        assert unattributed_so_far(connection, [1]) is None


def test_a_period_has_what_came_since_the_total_before_it(callboard: Callboard, rows: World) -> None:
    assert told(callboard, (at(20, 2), 3), (at(9), 8), (at(20), 7), (at(5, 4), 9)).added == 4
    with callboard.database.read() as connection:
        assert in_march(connection) == 4  # 7 less 3: the 8 was corrected
        assert unattributed_so_far(connection, [1]) == 9


def test_what_reaches_beyond_the_period_is_in_none(callboard: Callboard, rows: World) -> None:
    told(callboard, (at(9), 8))
    with callboard.database.read() as connection:
        assert in_march(connection) is None  # it was open since February, and nobody counted then
        assert unattributed_in(connection, date(2026, 2, 1), date(2026, 3, 31), None).value == 8


def test_the_same_again_adds_nothing_and_what_cannot_be_is_refused(callboard: Callboard, rows: World) -> None:
    told(callboard, (at(9), 8))
    assert told(callboard, (at(9), 8)) == AddedUnattributed(0, 1, ())
    early, late = told(callboard, (at(1, 1), 1), (datetime.now(UTC) + timedelta(1), 2)).refused
    assert "was opened on 10 February" in early.reason
    assert "yet to come" in late.reason
    (unknown,) = add_unattributed(callboard, "x", [GivenVacancy("line", 99, 1)], Origin.BY_HAND).refused
    assert "no such vacancy" in unknown.reason
    (foreign,) = add_unattributed(callboard, "x", [GivenVacancy("line", 1, 1)], Origin.BY_HAND, employer=99).refused
    assert "no such vacancy" in foreign.reason


def test_a_line_of_a_file_under_a_vacancys_reference_is_unattributed(callboard: Callboard, rows: World) -> None:
    table = [Row(1, ("posting", "application", "hire")), Row(2, ("FH-1-1", "6", "")),
             Row(3, ("FH-1-1", "7", "1"))]  # fmt: skip
    where = {"posting": 0, "application": 1, "hire": 2}
    done = import_counts(callboard, "ats", table, where, zone=UTC, taken_at=at(12))
    assert done.added == 1
    assert [(each.item, "names a vacancy" in each.reason) for each in done.refused] == [("line 3", True)]
    with callboard.database.read() as connection:
        assert unattributed_so_far(connection, [1]) == 6


def test_it_is_in_the_report_and_in_no_total(callboard: Callboard, rows: World) -> None:
    told(callboard, (at(20, 2), 3), (at(9), 8))
    with callboard.database.read() as connection:
        figures = frozen_report(connection, *MARCH, By.BOARD, None)["figures"]
    assert figures["unattributed"] == {"applications": 5, "vacancies": 1, "of": 1}
    assert figures["total"]["counts"]["applications_reported"]["value"] is None
