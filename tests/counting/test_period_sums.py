"""What pages add up in the database is what a report adds up from its rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection

from orchestrator.boards.registry import load
from orchestrator.domain.fact import Fact
from orchestrator.domain.price import Basis, Price
from orchestrator.domain.reading import Metric, Origin
from orchestrator.queries.client_data import client_data
from orchestrator.queries.client_now import client_now
from orchestrator.queries.posting_totals import posting_totals
from orchestrator.queries.spending import spent
from orchestrator.reporting.client import title_lines
from orchestrator.reporting.edition import freeze
from orchestrator.storage import charges, credit_book, facts, period_sums
from orchestrator.storage.cost_parts import parts
from orchestrator.storage.period_sums import Cut
from orchestrator.storage.posting_figures import Narrowed, figures

from .world import World, world

MONTH, LAST = date(2026, 3, 1), date(2026, 3, 31)
MARCH = (MONTH, LAST)
PAGES = {"careers"}


def filled(rows: World) -> None:
    """Two titles in four towns on three boards: charged, priced and unpriced, in two currencies, known and unknown."""
    connection = rows.connection
    reed, indeed, own, dear = (rows.account(board) for board in ("reed", "indeed", "careers", "keyed"))
    charges.add(connection, reed, (date(2026, 2, 15), date(2026, 3, 20)), Decimal("310.10"), "GBP", "", "tom")
    credit_book.add_price(connection, Price(indeed, Basis.POSTING, Decimal("33.33"), "GBP", None, MONTH, None), "tom")
    for currency in ("GBP", "EUR"):
        charges.add(connection, dear, MARCH, Decimal(50), currency, "", "tom")
    began = datetime(2026, 2, 20, 9, tzinfo=UTC)
    for number in range(12):
        vacancy = rows.vacancy(
            title=("Carer", "Nurse")[number % 2],
            town=("Torquay", "Leeds", "", "York")[number % 4],
            created_at=began,
            openings=1 + number % 3,
            state="filled" if number == 5 else "open",
            updated_at=datetime(2026, 3, 10, 9, tzinfo=UTC),
        )
        for board, account in (("reed", reed), ("indeed", indeed), ("careers", own), ("keyed", dear)):
            at = began + timedelta(days=4 * number)
            id = rows.posting(vacancy, account, board, published_at=at,
                              ended_at=at + timedelta(days=9) if number % 3 else None,
                              evidence=("seen", "submitted", None)[number % 3])  # fmt: skip
            made = [
                (Metric.CLICK, Origin.APPLY_LINK, at.date() + timedelta(days=1), 7),
                (Metric.APPLICATION, Origin.BY_HAND, at.date() + timedelta(days=1), 90),
                (Metric.APPLICATION, Origin.WEBHOOK, at.date() + timedelta(days=1), number),
                (Metric.APPLICATION, Origin.WEBHOOK, at.date() + timedelta(days=2), 2),
                (Metric.QUALIFIED_APPLICATION, Origin.BOARD, at.date() + timedelta(days=2), number % 7),
                (Metric.HIRE, Origin.BOARD, at.date() + timedelta(days=2), number % 2),
            ]
            if number % 5:
                facts.replace(connection, [
                    Fact(id, metric, origin, day, day, value, at + timedelta(days=4),
                         preferred=origin is not Origin.BY_HAND)
                    for metric, origin, day, value in made
                ])  # fmt: skip
    at = datetime(2026, 2, 24, 9, tzinfo=UTC)
    gone = rows.posting(
        rows.vacancy(created_at=began), reed, "reed", published_at=at, ended_at=datetime(2026, 3, 1, tzinfo=UTC)
    )
    before = date(2026, 2, 28)
    facts.replace(connection, [Fact(gone, Metric.APPLICATION, Origin.BOARD, before, date(2026, 3, 1), 4, at)])


def test_the_page_of_a_client_says_what_its_frozen_report_says(connection: Connection) -> None:
    rows = world(connection)
    filled(rows)
    registry = load()
    frozen = freeze("client", client_data(connection, registry, rows.employer_id, MONTH))
    now = client_now(connection, registry, rows.employer_id, MONTH)
    assert frozen["figures"]["total"]["applications"] is not None
    assert frozen["figures"]["stages"]
    assert _without(now["figures"], "vacancies") == _without(frozen["figures"], "vacancies")
    assert now["figures"]["vacancies"] == title_lines(frozen)
    assert {name: frozen["data"][name] for name in now["data"]} == now["data"]


@pytest.mark.parametrize("period", [MARCH, (date(2026, 3, 4), date(2026, 3, 17))])
def test_boards_cost_what_their_postings_cost(connection: Connection, period: tuple[date, date]) -> None:
    rows = world(connection)
    filled(rows)
    costs = parts(connection, *period, rows.employer_id, PAGES)
    every = posting_totals(connection, *period, rows.employer_id, costs)
    found = spent(connection, *period, rows.employer_id, PAGES)[Cut.BOARD]
    assert set(found) == {"reed", "indeed", "careers", "keyed"}
    assert found["keyed"].cost is None
    free = found["careers"]
    assert (free.cost, free.currency, free.each) == (Decimal(0), "", None)
    for board in ("reed", "indeed"):
        of = [each for each in every if each.shown.board == board and each.cost is not None]
        both = [each for each in of if each.applications is not None]
        assert found[board].cost == sum(each.cost or 0 for each in of)
        assert (found[board].known, found[board].divided) == (len(of), len(both))
        each = found[board].each
        assert each is not None
        assert each.cost == pytest.approx(
            float(sum(e.cost or 0 for e in both)) / sum(e.applications or 0 for e in both)
        )


def test_the_first_of_two_midnights_begins_a_day(connection: Connection) -> None:
    """Havana sets its clocks back from 1 to 0 o'clock on 1 November, 0 in summer time being 4 o'clock UTC."""
    rows = world(connection, zone="America/Havana")
    account = rows.account("reed")
    charges.add(connection, account, (date(2026, 10, 1), date(2026, 11, 2)), Decimal(330), "GBP", "", "tom")
    for began, ended in (
        (datetime(2026, 10, 1, 12, tzinfo=UTC), None),
        (datetime(2026, 10, 2, 12, tzinfo=UTC), datetime(2026, 11, 1, 4, 30, tzinfo=UTC)),
        (datetime(2026, 11, 1, 4, 10, tzinfo=UTC), None),
    ):
        rows.posting(rows.vacancy(), account, "reed", published_at=began, ended_at=ended)
    for period in ((date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 11, 1), date(2026, 11, 2))):
        every = posting_totals(
            connection, *period, rows.employer_id, parts(connection, *period, rows.employer_id, PAGES)
        )
        found = period_sums.of_places(connection, *period, rows.employer_id)
        assert sum(each.postings for each in found) == len(every)
        assert max(each.days for each in found) == (period[1] - period[0]).days + 1
        known = spent(connection, *period, rows.employer_id, PAGES)[Cut.BOARD]["reed"]
        assert (known.known, known.cost) == (len(every), sum(each.cost or 0 for each in every))


@pytest.mark.parametrize(("metric", "ours"), [(Metric.APPLICATION, False), (Metric.CLICK, True), (Metric.HIRE, False)])
def test_a_figure_is_the_sum_of_the_postings_under_it(connection: Connection, metric: Metric, *, ours: bool) -> None:
    rows = world(connection)
    filled(rows)
    every = {
        each.shown.id: each.counts.get((metric, ours)) for each in posting_totals(connection, *MARCH, rows.employer_id)
    }
    found = figures(connection, *MARCH, metric, Narrowed(), chosen=rows.employer_id, ours=ours, most=300)
    assert {row.id: row.value for row in found.rows} == every
    known = [value for value in every.values() if value is not None]
    assert (found.postings, found.known, found.value) == (len(every), len(known), sum(known))
    some = figures(connection, *MARCH, metric, Narrowed(title="Nurse", board="reed"), chosen=None, ours=ours, most=2)
    assert len(some.rows) == 2 < some.postings
    assert all(row.board == "reed" and row.vacancy.startswith("Nurse") for row in some.rows)
    assert not figures(connection, *MARCH, metric, Narrowed(), chosen=0, ours=ours, most=300).rows


def _without(figures: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in figures.items() if key != name}
