"""The report: sums that agree with what was written, and coverage beside each of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from orchestrator.domain.fact import Fact
from orchestrator.domain.reading import Metric, Origin
from orchestrator.queries.month_data import frozen_report
from orchestrator.queries.report import By, Column, Report, Side, Tally, report
from orchestrator.queries.report_sheet import plain
from orchestrator.reporting.cells import cell
from orchestrator.reporting.tables import table
from orchestrator.storage import facts
from orchestrator.storage.database import Database

from .world import World, added_up, world

NOW = datetime.now(UTC)
START, END = date(2026, 3, 1), date(2026, 3, 31)
APPLICATIONS = Column(Metric.APPLICATION, Side.REPORTED)
CLICKS = Column(Metric.CLICK, Side.MEASURED)


def published(rows: World, title: str, board: str, account: int) -> int:
    began, ended = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 20, 9, tzinfo=UTC)
    vacancy = rows.vacancy(title=title, town="Torquay")
    return rows.posting(vacancy, account, board, published_at=began, starts_at=began, ended_at=ended, presence="gone")


def fact(posting: int, metric: Metric, origin: Origin, days: tuple[int, int], value: int, *, month: int = 3) -> Fact:
    taken = datetime(2026, 3, 20, 9, tzinfo=UTC)
    first, last = days
    return Fact(posting, metric, origin, date(2026, month, first), date(2026, 3, last), value, taken)


@pytest.fixture
def filled(database: Database) -> World:
    """Three postings of two vacancies at two boards: one counted by both sides, one by hand, one never."""
    application, click = Metric.APPLICATION, Metric.CLICK
    with database.begin() as connection:
        rows = world(connection)
        reed, herald = rows.account("reed"), rows.account("herald")
        a = published(rows, "=Care Assistant", "reed", reed)
        b = published(rows, "Night Carer", "herald", herald)
        published(rows, "Night Carer", "herald", herald)
        known = [
            fact(a, application, Origin.BOARD, (2, 2), 4),
            fact(a, application, Origin.BOARD, (3, 6), 9),
            replace(fact(a, application, Origin.BY_HAND, (2, 2), 100), preferred=False),
            fact(a, click, Origin.BOARD, (2, 2), 70),
            fact(b, application, Origin.BY_HAND, (2, 2), 0),
            fact(b, application, Origin.BY_HAND, (26, 1), 5, month=2),
            replace(fact(a, click, Origin.APPLY_LINK, (2, 2), 31), robots=2),
            fact(b, click, Origin.APPLY_LINK, (2, 2), 0),
        ]
        facts.replace(connection, known)
        added_up(connection)
    return rows


def ask(database: Database, by: By, employer: int | None = None, start: date = START, end: date = END) -> Report:
    with database.read() as connection:
        return report(connection, start, end, by, employer=employer)


def short(tally: Tally) -> tuple[int | None, int, int]:
    return tally.value, tally.known, tally.of


def test_by_board(database: Database, filled: World) -> None:
    made = ask(database, By.BOARD)
    lines = {line.key: line for line in made.lines}
    assert short(lines["reed"].tallies[APPLICATIONS]) == (13, 1, 1)
    assert short(lines["herald"].tallies[APPLICATIONS]) == (0, 1, 2)
    assert lines["herald"].tallies[APPLICATIONS].outside == 5
    assert short(lines["herald"].tallies[CLICKS]) == (0, 2, 2)  # our own link is always watched
    assert short(lines["reed"].tallies[CLICKS]) == (31, 1, 1)
    assert short(lines["reed"].tallies[Column(Metric.CLICK, Side.REPORTED)]) == (70, 1, 1)
    assert short(lines["herald"].tallies[Column(Metric.HIRE, Side.REPORTED)]) == (None, 0, 2)
    assert short(made.total.tallies[APPLICATIONS]) == (13, 2, 3)
    assert made.robots == 2


@pytest.mark.parametrize("by", list(By))
def test_every_cut_has_the_same_sum(database: Database, filled: World, by: By) -> None:
    made = ask(database, by)
    for column in (APPLICATIONS, CLICKS):
        values = [line.tallies[column].value for line in made.lines]
        assert sum(value for value in values if value is not None) == made.total.tallies[column].value


def test_by_day_says_what_is_not_split(database: Database, filled: World) -> None:
    made = ask(database, By.DAY)
    assert [line.label for line in made.lines] == ["2026-03-02", "2026-03-03 to 2026-03-06, not split by day"]
    assert short(made.lines[0].tallies[APPLICATIONS]) == (4, 2, 3)
    assert short(made.lines[1].tallies[APPLICATIONS]) == (9, 1, 3)


def test_another_employer_is_not_in_it(database: Database, filled: World) -> None:
    with database.begin() as connection:
        other = world(connection, "rowan")
    assert ask(database, By.BOARD, other.employer_id).lines == ()
    assert ask(database, By.BOARD, other.employer_id).total.tallies[APPLICATIONS].value is None
    assert ask(database, By.BOARD, filled.employer_id).total.postings == 3


def test_a_period_without_postings_and_one_that_is_none(database: Database, filled: World) -> None:
    assert ask(database, By.BOARD, start=date(2026, 4, 1), end=date(2026, 4, 30)).total.postings == 0
    with pytest.raises(ValueError, match="swap the two days"):
        ask(database, By.BOARD, start=END, end=START)


def test_the_table_holds_no_formula_and_no_blank(database: Database, filled: World) -> None:
    with database.read() as connection:
        head, *lines = table(frozen_report(connection, START, END, By.VACANCY, None))
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    assert [row["vacancy"] for row in rows] == [
        "'=Care Assistant, Torquay",
        "Night Carer, Torquay",
        "Night Carer, Torquay",
        "Unattributed",
        "All",
    ]
    assert rows[0]["applications_reported"] == "13"
    assert rows[0]["hires_reported"] == "unknown"
    assert rows[-2]["applications_reported"] == "unknown"  # always said, and never zero by itself
    assert rows[-1]["applications_reported_known_for"] == "2"
    ours = [row for row in rows if row["vacancy"] != "Unattributed"]
    assert all(value != "" for row in ours for name, value in row.items() if name != "id")


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_defused(words: str) -> None:
    assert cell(words) == "'" + words


def test_every_cut_of_a_report_is_the_report_of_its_own_data(database: Database, filled: World) -> None:
    with database.read() as connection:
        for by in By:
            made = plain(ask(database, by))
            own = frozen_report(connection, START, END, by, None)["figures"]
            for line, again in zip([*made["lines"], made["total"]], [*own["lines"], own["total"]], strict=True):
                assert (line["label"], line["postings"]) == (again.get("label", "All"), again["postings"])
                for name, tally in line["counts"].items():
                    assert {**tally, **again["counts"][name]} == tally


def test_json_says_unknown_as_null(database: Database, filled: World) -> None:
    read = json.loads(json.dumps(plain(ask(database, By.BOARD))))
    assert read["total"]["counts"]["hires_reported"]["value"] is None
    assert read["total"]["counts"]["applications_reported"] == {
        "value": 13, "known_for": 2, "of": 3, "stale": 0, "outside_period": 5, "as_of": "2026-03-20T09:00:00+00:00",
    }  # fmt: skip


def test_old_facts_of_a_live_posting_are_stale(database: Database) -> None:
    with database.begin() as connection:
        rows = world(connection)
        began = NOW - timedelta(days=20)
        made = rows.posting(rows.vacancy(), rows.account("reed"), "reed", published_at=began)
        day = (NOW - timedelta(days=10)).date()
        old = Fact(made, Metric.APPLICATION, Origin.BOARD, day, day, 3, NOW - timedelta(days=10))
        facts.replace(connection, [old])
    tally = ask(database, By.BOARD, start=day, end=NOW.date()).total.tallies[APPLICATIONS]
    assert (tally.value, tally.stale) == (3, 1)
