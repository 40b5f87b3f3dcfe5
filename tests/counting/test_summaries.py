"""After any history, all that facts add up to says what the readings themselves say."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, func, select, text, update

from orchestrator.callboard import Callboard
from orchestrator.domain.day import day_of
from orchestrator.domain.fact import Fact, facts
from orchestrator.domain.hit import Hit, Kind
from orchestrator.domain.reading import COUNTERS, Metric, Origin, Reading
from orchestrator.queries.report import By, Report, Tally
from orchestrator.queries.report_days import of_days
from orchestrator.queries.report_months import of_months
from orchestrator.services.housekeep import housekeep
from orchestrator.services.recompute_facts import DAYS, recompute_facts
from orchestrator.storage import courses, hits, readings
from orchestrator.storage import facts as kept_facts
from orchestrator.storage import tables as t
from orchestrator.storage.readings import Entry
from tests.installation import Installation

from .world import World, added_up, world

NOW = datetime.now(UTC)
TALLIES = (t.posting_month, t.tally, t.day_tally)
DAY = timedelta(days=1)
EASTERN = "Pacific/Auckland"
"""Where it is tomorrow already."""
BOARDS = ("reed", "herald")
REPORTERS = (Origin.BOARD, Origin.BOARD, Origin.BOARD, Origin.IMPORT, Origin.BY_HAND)


@dataclass(slots=True)
class History:
    """What has happened, as nobody forgets it."""

    callboard: Callboard
    chance: random.Random
    zones: dict[int, str] = field(default_factory=dict)
    began: dict[int, datetime] = field(default_factory=dict)
    employers: dict[int, int] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)

    def employer(self, rows: World, zone: str, began: timedelta) -> None:
        accounts = {board: rows.account(board) for board in BOARDS}
        for number in range(6):
            board, at = self.chance.choice(BOARDS), NOW - began + number * timedelta(days=3, hours=5)
            posting = rows.posting(rows.vacancy(), accounts[board], board, published_at=at, starts_at=at)
            rows.link(posting)
            self.zones[posting], self.began[posting], self.employers[posting] = zone, at, rows.employer_id

    def report(self, start: datetime, end: datetime) -> None:
        """Everybody reports something of most postings: totals that rise, now and then fall, and spans."""
        made = [each for posting in self.began if self.chance.random() < 0.8 for each in self._of(posting, start, end)]
        self.readings += made
        with self.callboard.database.begin() as connection:
            readings.append(connection, [Entry(each, self.employers[each.posting]) for each in made])

    def _of(self, posting: int, start: datetime, end: datetime) -> Iterable[Reading]:
        chance, metric = self.chance, self.chance.choice([Metric.APPLICATION, Metric.APPLICATION, Metric.INTERVIEW])
        origin, at = chance.choice(REPORTERS), max(start, self.began[posting])
        value = max((each.value for each in self.readings if each.posting == posting), default=0)
        length = timedelta(hours=chance.choice([20, 24, 60]))
        if at + length <= NOW and chance.random() < 0.15:
            yield Reading(posting, metric, chance.randrange(9), Origin.WEBHOOK, at + length, at, at + length)
        while (at := at + chance.choice([timedelta(minutes=50), timedelta(hours=7), timedelta(hours=31)])) < end:
            value = max(0, value + chance.choice([0, 1, 4, 4, -3 if chance.random() < 0.3 else 2]))
            yield Reading(posting, metric, value, origin, at)

    def follow_links(self) -> None:
        """People and robots come, within the days that are counted anew."""
        made = [
            Hit(
                NOW - timedelta(hours=self.chance.randrange(1, 24 * (DAYS - 1))),
                posting,
                Metric.CLICK,
                self.chance.choice([Kind.PERSON, Kind.PERSON, Kind.BOT]),
                first=True,
            )
            for posting in self.began
            for _ in range(self.chance.randrange(4))
        ]
        self.hits += made
        with self.callboard.database.begin() as connection:
            hits.write(connection, "test", len(self.hits), made)

    def end_some(self) -> None:
        with self.callboard.database.begin() as connection:
            for posting in self.chance.sample(sorted(self.began), 3):
                ended = {"ended_at": self.began[posting] + timedelta(days=9, hours=4), "presence": "gone"}
                connection.execute(update(t.posting).where(t.posting.c.id == posting).values(**ended))

    def facts(self) -> set[Fact]:
        """As the rule makes them of all readings there ever were."""
        return {
            fact
            for posting, zone in self.zones.items()
            for fact in facts([each for each in self.readings if each.posting == posting], zone, self.began)
        }

    def days_of_hits(self) -> dict[tuple[int, date], tuple[int, int]]:
        found: dict[tuple[int, date], list[int]] = defaultdict(lambda: [0, 0])
        for hit in self.hits:
            day = day_of(hit.at, ZoneInfo(self.zones[hit.posting]))
            found[hit.posting, day][hit.kind is not Kind.PERSON] += 1
        return {key: (people, robots) for key, (people, robots) in found.items()}


@pytest.fixture
def history(installation: Installation, request: pytest.FixtureRequest) -> History:
    """Two employers on two sides of the world; the postings of the second began before readings are kept from."""
    made = History(installation.callboard, random.Random(request.param))
    with made.callboard.database.begin() as connection:
        made.employer(world(connection, "rowan"), "Europe/London", 40 * DAY)
        made.employer(world(connection, "kauri", EASTERN), EASTERN, 1130 * DAY)
    steps = [made.follow_links, made.end_some]
    middle = NOW - 1090 * DAY
    for start, end in ((NOW - 1130 * DAY, middle), (NOW - 45 * DAY, NOW - 9 * DAY), (NOW - 9 * DAY, NOW - DAY),
                       (NOW - 20 * DAY, NOW), (NOW - DAY, NOW)):  # fmt: skip
        made.report(start, end)
        if made.chance.random() < 0.7:
            recompute_facts(made.callboard)
        if start > middle and made.chance.random() < 0.5:
            made.chance.choice(steps)()
    recompute_facts(made.callboard)
    housekeep(made.callboard)  # readings have grown too old and go; what they amounted to stays
    with made.callboard.database.read() as connection:
        assert connection.execute(select(func.min(t.reading.c.taken_at))).scalar_one() > NOW - 1101 * DAY
    made.report(NOW - 2 * DAY, NOW)
    made.follow_links()
    made.end_some()
    recompute_facts(made.callboard)
    housekeep(made.callboard)
    return made


@pytest.mark.parametrize("history", range(6), indirect=True)
def test_every_summary_says_what_the_readings_say(history: History) -> None:
    with history.callboard.database.read() as connection:
        kept = all_facts(connection)
        reported = {each for each in kept if each.origin is not Origin.APPLY_LINK}
        assert reported ^ history.facts() == set()
        measured = {(each.posting, each.day): (each.value, each.robots) for each in kept - reported}
        assert {key: measured[key] for key in history.days_of_hits()} == history.days_of_hits()
        assert kept_courses(connection, list(history.began)) == {
            (each.posting, each.metric, each.origin, each.day, each.until, each.value)
            for each in kept
            if each.metric in courses.METRICS
        }
        assert day_tallies(connection) == by_day(history, reported)
        assert runs(connection) == expected_runs(connection, kept)
        end = day_of(NOW, ZoneInfo(EASTERN))
        for start in (end.replace(day=1), (end.replace(day=1) - DAY).replace(day=1), date(NOW.year - 4, 1, 1)):
            for by in (By.BOARD, By.ADVERT, By.EMPLOYER):
                for employer in (None, *sorted(set(history.employers.values()))):
                    months = of_months(connection, start, end, by, employer=employer)
                    days = of_days(connection, start, end, by, employer=employer)
                    assert set(cells(months)) ^ set(cells(days)) == set()
                    assert months.robots == days.robots
                    assert months.total.postings
    made_at_once(history)


def made_at_once(history: History) -> None:
    """Tallies that have grown step by step are what all facts together add up to."""
    with history.callboard.database.begin() as connection:
        kept = [connection.execute(select(table)).all() for table in TALLIES]
        for table in TALLIES:
            connection.execute(text(f"truncate {table.name}"))
        kept_facts.follow_anew(connection, list(history.began))
        added_up(connection)
        for table, before in zip(TALLIES, kept, strict=True):
            assert {*before} ^ {*connection.execute(select(table))} == set(), table.name


def cells(made: Report) -> Iterable[tuple[str, str, Tally]]:
    """What a report says in each of its lines and columns."""
    return ((line.key, each.name, tally) for line in (*made.lines, made.total) for each, tally in line.tallies.items())


def all_facts(connection: Connection) -> set[Fact]:
    f = t.fact.c
    rows = connection.execute(
        select(f.posting_id, f.metric, f.origin, f.day, f.until, f.value, f.as_of, f.preferred, f.robots)
    )
    return {
        Fact(id, Metric(metric), Origin(origin), day, until, value, as_of if origin != "apply_link" else NOW, *rest)
        for id, metric, origin, day, until, value, as_of, *rest in rows
    }


def kept_courses(connection: Connection, postings: list[int]) -> set[tuple[object, ...]]:
    return {
        (each.posting, metric, each.origin, day.day, day.until, day.value)
        for metric in courses.METRICS
        for each in courses.series(connection, postings, metric)
        for day in each.days
        if each.total == sum(one.value for one in each.days)
    }


def day_tallies(connection: Connection) -> dict[tuple[object, ...], int]:
    rows = connection.execute(select(t.day_tally))
    return {(row.employer_id, row.day, row.until): row.value for row in rows}


def by_day(history: History, reported: set[Fact]) -> Counter[tuple[object, ...]]:
    found: Counter[tuple[object, ...]] = Counter()
    for each in reported:
        if each.metric is Metric.APPLICATION and each.preferred:
            found[history.employers[each.posting], each.day, each.until] += each.value
    return found


def runs(connection: Connection) -> dict[str, list[object]]:
    rows = connection.execute(select(t.history).where(t.history.c.board.in_(BOARDS)))
    return {row.board: json.loads(row.runs) for row in rows}


def expected_runs(connection: Connection, kept: set[Fact]) -> dict[str, list[object]]:
    """Each board's completed postings with what the first counter says, clipped to the days they were live."""
    of: dict[tuple[int, Origin], list[Fact]] = defaultdict(list)
    for each in sorted(kept, key=lambda fact: fact.day):
        if each.metric is Metric.APPLICATION:
            of[each.posting, each.origin].append(each)
    found: dict[str, list[object]] = {board: [] for board in BOARDS}
    for row in connection.execute(
        text(
            "select p.id, p.board, (published_at at time zone e.zone)::date as first,"
            " (ended_at at time zone e.zone)::date as last from posting p join employer e on e.id = p.employer_id"
            " where ended_at is not null order by ended_at desc, p.id"
        )
    ):
        series = next((of[row.id, origin] for origin in COUNTERS if (row.id, origin) in of), None)
        if series is None:
            continue
        days: list[object] = []
        for each in series:
            if row.first <= each.day <= row.last:
                until = min(each.until, row.last)
                stretch = [] if until == each.day else [(until - row.first).days]
                days.append([(each.day - row.first).days, each.value, *stretch])
        found[row.board].append([row.id, row.first.isoformat(), row.last.isoformat(), days])
    return found
