"""From readings and hits to facts and newest counts, in a real database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from orchestrator.callboard import Callboard
from orchestrator.domain.hit import Hit, Kind
from orchestrator.domain.reading import CountState, Metric, Origin
from orchestrator.queries.counts import applications, latest, reported, together
from orchestrator.services.add_reading import ReadingRefused, add_reading
from orchestrator.services.recompute_facts import recompute_facts
from orchestrator.storage import hits, retention
from orchestrator.storage import tables as t
from tests.installation import Installation

NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def callboard(installation: Installation) -> Callboard:
    return installation.callboard


@pytest.fixture
def posting(installation: Installation) -> int:
    """On the calendar and published ten days ago, on the board that counts."""
    return published(installation, "keyed")


def published(installation: Installation, board: str, days: float = 10) -> int:
    (placed,) = installation.publish(board)
    with installation.callboard.database.begin() as connection:
        connection.execute(
            update(t.posting).where(t.posting.c.id == placed.id).values(published_at=NOW - days * DAY, presence="live")
        )
    return placed.id


def add(callboard: Callboard, posting: int, value: int, taken_at: datetime | None = None, **given: Any) -> None:
    add_reading(
        callboard, "Priya", posting_id=posting, metric=Metric.APPLICATION, value=value, taken_at=taken_at, **given
    )


def write_hits(callboard: Callboard, made: list[Hit], number: int = 1) -> None:
    with callboard.database.begin() as connection:
        hits.write(connection, "test", number, made)


def facts(callboard: Callboard) -> list[tuple[str, str, date, date, int]]:
    with callboard.database.read() as connection:
        found = connection.execute(
            select(t.fact.c.metric, t.fact.c.origin, t.fact.c.day, t.fact.c.until, t.fact.c.value).order_by(
                t.fact.c.origin, t.fact.c.day
            )
        )
        return [tuple(row) for row in found]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"value": -1}, "value"),
        ({"value": 1, "taken_at": NOW + HOUR}, "taken_at"),
        ({"value": 1, "taken_at": NOW - 30 * DAY}, "taken_at"),
        ({"value": 1, "span_from": NOW - DAY}, "span_to"),
        ({"value": 1, "span_from": NOW - DAY, "span_to": NOW - 2 * DAY}, "span_to"),
        ({"value": 1, "span_from": NOW - DAY, "span_to": NOW + DAY}, "span_to"),
    ],
)
def test_impossible_counts_are_refused(callboard: Callboard, posting: int, given: dict[str, Any], field: str) -> None:
    with pytest.raises(ReadingRefused) as refused:
        add(callboard, posting, **given)
    assert refused.value.field == field


def test_a_count_of_no_posting_is_refused(callboard: Callboard) -> None:
    with pytest.raises(ReadingRefused, match="no posting 99"):
        add(callboard, 99, 1)


def test_a_fall_is_a_correction_and_said_so(callboard: Callboard, posting: int) -> None:
    add(callboard, posting, 12, NOW - 2 * HOUR)
    add(callboard, posting, 9, NOW - HOUR)
    with callboard.database.read() as connection:
        kinds = connection.execute(
            select(t.event.c.kind, t.event.c.reason).where(t.event.c.kind.like("reading%")).order_by(t.event.c.at)
        )
        assert [tuple(row) for row in kinds] == [
            ("reading_added", "application 12"),
            ("reading_corrected", "application 9 instead of 12"),
        ]
        assert applications(connection, [posting])[posting].value == 9


def test_known_stale_unknown_and_zero(callboard: Callboard, installation: Installation, posting: int) -> None:
    zero, old, silent = (published(installation, "keyed") for _ in range(3))
    with callboard.database.begin() as connection:
        connection.execute(
            t.reading.insert(),
            [
                {"employer_id": installation.employer, "posting_id": id_, "metric": "application", "origin": "board",
                 "value": value, "taken_at": at}
                for id_, value, at in ((posting, 4, NOW - HOUR), (zero, 0, NOW - HOUR), (old, 7, NOW - 2 * DAY))
            ],
        )  # fmt: skip
    with callboard.database.read() as connection:
        known = latest(connection, [posting, zero, old, silent])
        figures = applications(connection, [posting, zero, old, silent])
    states = [reported(known[id_], id_, Metric.APPLICATION).state for id_ in (posting, zero, old, silent)]
    assert states == [CountState.KNOWN, CountState.KNOWN, CountState.STALE, CountState.UNKNOWN]
    assert [figures[id_].value for id_ in (posting, zero, old, silent)] == [4, 0, 7, None]
    assert figures[old].stale
    summed, of_known, of = together(figures.values())
    assert (summed.value, summed.stale, of_known, of) == (11, True, 3, 4)
    assert together([figures[silent]])[0].value is None


def test_one_reporter_is_taken_and_never_the_sum(
    callboard: Callboard, installation: Installation, posting: int
) -> None:
    add(callboard, posting, 5)
    add(callboard, posting, 3, origin=Origin.WEBHOOK)
    with callboard.database.read() as connection:
        assert applications(connection, [posting])[posting].value == 3
        assert len(latest(connection, [posting])[posting]) == 2


def test_hits_become_facts_with_zero_days_and_without_robots(callboard: Callboard, posting: int) -> None:
    write_hits(
        callboard,
        [
            Hit(NOW - DAY, posting, Metric.CLICK, Kind.PERSON, first=True),
            Hit(NOW - DAY, posting, Metric.CLICK, Kind.PERSON, first=False),
            Hit(NOW - DAY, posting, Metric.CLICK, Kind.BOT, first=False),
            Hit(NOW - DAY, posting, Metric.CLICK, Kind.HEAD, first=False),
            Hit(NOW - 9 * DAY, posting, Metric.CLICK, Kind.PERSON, first=True),
        ],
    )
    recompute_facts(callboard)
    found = facts(callboard)
    assert sorted(value for *_, value in found) == [0, 0, 0, 2]
    assert {(metric, origin) for metric, origin, *_ in found} == {("click", "apply_link")}
    recompute_facts(callboard, 1, days=12)
    assert sum(value for *_, value in facts(callboard)) == 3
    assert len(facts(callboard)) == 11


def test_on_our_own_page_the_link_is_the_start_of_applying(callboard: Callboard, installation: Installation) -> None:
    published(installation, "careers", days=1)
    recompute_facts(callboard)
    assert {(metric, value) for metric, _, _, _, value in facts(callboard)} == {("apply_start", 0)}


def test_facts_are_made_anew_and_the_same(callboard: Callboard, posting: int) -> None:
    for days, value in ((9, 2), (5, 6), (1, 11)):
        add(callboard, posting, value, NOW - days * DAY)
    assert recompute_facts(callboard) > 0
    first = facts(callboard)
    assert sum(value for _, origin, _, _, value in first if origin == "by_hand") == 11
    recompute_facts(callboard)
    assert facts(callboard) == first
    add(callboard, posting, 4, NOW)  # a correction reaches back before the window
    recompute_facts(callboard)
    assert sum(value for _, origin, _, _, value in facts(callboard) if origin == "by_hand") == 4


def test_a_run_that_changes_nothing_writes_nothing(callboard: Callboard, posting: int) -> None:
    add(callboard, posting, 4)
    with callboard.database.begin() as connection:
        connection.execute(t.apply_link.delete())
    assert recompute_facts(callboard) == 1
    assert recompute_facts(callboard) == 0


def test_what_is_old_goes(callboard: Callboard, posting: int) -> None:
    with callboard.database.begin() as connection:
        connection.execute(
            text("create table hit_2024_01 partition of hit for values from ('2024-01-01Z') to ('2024-02-01Z')")
        )
        connection.execute(t.salt.insert(), [{"day": (NOW - ago * DAY).date(), "value": b"s"} for ago in range(4)])
    write_hits(
        callboard,
        [Hit(at, posting, Metric.CLICK, Kind.PERSON, first=True)
         for at in (datetime(2024, 1, 9, tzinfo=UTC), NOW - 500 * DAY, NOW - 300 * DAY, NOW)],
    )  # fmt: skip
    with callboard.database.begin() as connection:
        done = retention.clean(connection, NOW)
    assert (done.hits, done.partitions, done.salts) == (1, 1, 2)
    with callboard.database.read() as connection:
        assert connection.execute(text("select count(*) from hit")).scalar_one() == 2
        assert set(connection.execute(select(t.salt.c.day)).scalars()) == {NOW.date(), (NOW - DAY).date()}
