"""Facts of the last days made anew on what stands, and all of them from the beginning, are the same facts."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, delete, select, text

from orchestrator.callboard import Callboard
from orchestrator.domain.fact import facts
from orchestrator.domain.reading import Metric, Origin, Reading
from orchestrator.services.recompute_facts import recompute_facts
from orchestrator.storage import courses, readings
from orchestrator.storage import tables as t
from orchestrator.storage.readings import Entry
from tests.installation import Installation

from .world import world

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
BEGAN = NOW - 20 * DAY


@pytest.fixture
def callboard(installation: Installation) -> Callboard:
    return installation.callboard


def some(chance: random.Random, posting: int, start: datetime, end: datetime, *, falls: bool) -> list[Reading]:
    """Totals that rise, every few hours or days, and now and then fall."""
    found, at, value = [], start, 100 if start > BEGAN + DAY else 0
    while (at := at + chance.choice([timedelta(hours=2), timedelta(hours=7), timedelta(hours=31)])) < end:
        value += chance.randrange(6)
        if falls and chance.random() < 0.1:
            value -= chance.randrange(value + 1)
        found.append(Reading(posting, Metric.APPLICATION, value, Origin.BOARD, at))
    return found


def kept(connection: Connection) -> set[tuple[object, ...]]:
    rows = connection.execute(select(t.fact).where(t.fact.c.origin != "apply_link"))
    return {tuple(row) for row in rows}


def append(callboard: Callboard, employer: int, made: list[Reading]) -> None:
    with callboard.database.begin() as connection:
        readings.append(connection, [Entry(each, employer) for each in made])
    recompute_facts(callboard)


def anew(callboard: Callboard) -> None:
    """Forget all facts and make them from all readings."""
    with callboard.database.begin() as connection:
        connection.execute(delete(t.fact))
        connection.execute(
            text("insert into recount select id, employer_id, '2020-01-01Z' from posting on conflict do nothing")
        )
    recompute_facts(callboard)


@pytest.mark.parametrize("falls", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_the_window_says_what_the_whole_says(callboard: Callboard, seed: int, falls: bool) -> None:
    chance = random.Random(seed)
    with callboard.database.begin() as connection:
        rows = world(connection, "rowan")
        account = rows.account("reed")
        postings = [
            rows.posting(rows.vacancy(), account, "reed", published_at=BEGAN, starts_at=BEGAN) for _ in range(12)
        ]
    for start, end in ((BEGAN, NOW - 9 * DAY), (NOW - 9 * DAY, NOW - 4.5 * DAY), (NOW - 2 * DAY, NOW)):
        append(callboard, rows.employer_id, [
            each for posting in postings if chance.random() < 0.8
            for each in some(chance, posting, start, end, falls=falls)
        ])  # fmt: skip
    late = Reading(postings[0], Metric.APPLICATION, 3, Origin.BOARD, BEGAN + 3 * DAY)
    other = Reading(postings[1], Metric.APPLICATION, 7, Origin.BY_HAND, NOW - DAY)
    append(callboard, rows.employer_id, [late, other])
    with callboard.database.read() as connection:
        made = kept(connection)
    anew(callboard)
    with callboard.database.read() as connection:
        assert made == kept(connection)
    assert len(made) > 40


@pytest.mark.parametrize("seed", range(3))
def test_totals_that_are_not_read_change_nothing(callboard: Callboard, seed: int) -> None:
    chance = random.Random(seed)
    with callboard.database.begin() as connection:
        rows = world(connection, "rowan")
        account = rows.account("reed")
        postings = [
            rows.posting(rows.vacancy(), account, "reed", published_at=BEGAN, starts_at=BEGAN) for _ in range(4)
        ]
    made: list[Reading] = []
    for posting in postings:
        at, value = BEGAN, 0
        while (at := at + timedelta(minutes=chance.choice([0, 1, 20, 45, 45, 600]))) < NOW:
            value = max(0, value + chance.choice([0, 1, 2, 5, -4]))
            made.append(Reading(posting, Metric.APPLICATION, value, chance.choice([Origin.BOARD, Origin.IMPORT]), at))
    middle = NOW - 3 * DAY
    for some_of in (
        [each for each in made if each.taken_at < middle],
        [each for each in made if each.taken_at >= middle],
    ):
        append(callboard, rows.employer_id, some_of)
    wanted = facts(made, "Europe/London", dict.fromkeys(postings, BEGAN))
    with callboard.database.read() as connection:
        assert {row[1:] for row in kept(connection)} == {
            (each.posting, each.metric, each.origin, each.day, each.until, each.value, 0, each.preferred, each.as_of)
            for each in wanted
        }
        days = [
            (each.posting, each.origin, day.day, day.until, day.value)
            for each in courses.series(connection, postings, Metric.APPLICATION)
            for day in each.days
        ]
    assert sorted(days) == sorted((each.posting, each.origin, each.day, each.until, each.value) for each in wanted)


def test_who_is_preferred_is_told_of_what_stands_too(callboard: Callboard, installation: Installation) -> None:
    with callboard.database.begin() as connection:
        rows = world(connection, "rowan")
        posting = rows.posting(rows.vacancy(), rows.account("reed"), "reed", published_at=BEGAN, starts_at=BEGAN)
    by_hand = Reading(posting, Metric.APPLICATION, 7, Origin.BY_HAND, NOW - 9 * DAY)
    append(callboard, rows.employer_id, [by_hand])
    append(callboard, rows.employer_id, [Reading(posting, Metric.APPLICATION, 5, Origin.BOARD, NOW - DAY)])
    with callboard.database.read() as connection:
        found = connection.execute(select(t.fact.c.origin, t.fact.c.preferred))
        assert {tuple(row) for row in found} == {("by_hand", False), ("board", True)}
        month = connection.execute(select(t.posting_month.c.metric, t.posting_month.c.value).distinct()).all()
        assert sum(row.value for row in month) == 5


def test_a_month_is_the_last_one_known_only_until_the_next_is(callboard: Callboard) -> None:
    midnight = NOW.astimezone(ZoneInfo("Europe/London")).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    with callboard.database.begin() as connection:
        rows = world(connection, "rowan")
        began = midnight - 9 * DAY
        posting = rows.posting(rows.vacancy(), rows.account("reed"), "reed", published_at=began, starts_at=began)
    for value, at in ((4, midnight), (9, NOW)):
        append(callboard, rows.employer_id, [Reading(posting, Metric.APPLICATION, value, Origin.BOARD, at)])
    with callboard.database.read() as connection:
        m = t.posting_month.c
        months = connection.execute(select(m.value, m.last, m.open).where(~m.ours, m.value > 0).order_by(m.month))
        assert months.all() == [(4, False, False), (5, True, True)]
