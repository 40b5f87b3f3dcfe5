"""What report pages ask of facts, and the same asked of readings, for `benchmarks.reports`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from benchmarks.filled import BOARDS, Filled
from orchestrator.callboard import Callboard
from orchestrator.queries.behind import behind
from orchestrator.queries.comparison import arms, comparison
from orchestrator.queries.report import By, report
from orchestrator.queries.runs import MOST_COMPLETED
from orchestrator.queries.worked import worked
from orchestrator.storage import posting_days
from orchestrator.storage.tally_rows import by_day

UTC_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asks: `asked` from facts, `raw` the same from readings; both take a connection and a round."""

    name: str
    asked: Callable[[Connection, int], object]
    raw: Callable[[Connection, int], object]


def months(filled: Filled, round_: int) -> tuple[date, date]:
    """A month of the year, another one each round; the first is the one in progress."""
    today = datetime.now(UTC).date()
    first = today.replace(day=1)
    for _ in range(round_ % filled.months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first, min(today, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))


# The value of a posting's month is its last total of the month less the last one before; the same by hand as by facts.
_RAW = """
select {key}, r.metric, sum(r.later - coalesce(r.earlier, 0)), count(*)
from (
  select p.id, p.board, w.advert_id, x.metric,
         (array_agg(x.value order by x.taken_at desc))[1] as later,
         (array_agg(x.value order by x.taken_at desc) filter (where x.taken_at < :start))[1] as earlier
  from posting p join wording w on w.id = p.wording_id join reading x on x.posting_id = p.id
  where (cast(:employer as bigint) is null or p.employer_id = :employer) and x.taken_at < :end
    and p.published_at < :end and coalesce(p.ended_at, now()) >= :start
  group by 1, 2, 3, 4) r
group by 1, 2
"""
_RAW_OF_WORDINGS = text("""
select wording_id, board, day, sum(value - coalesce(before, 0)) from (
  select p.wording_id, p.board, d.day, d.value, lag(d.value) over (partition by p.id order by d.day) as before
  from posting p cross join lateral (
    select distinct on ((r.taken_at at time zone 'Europe/London')::date)
           (r.taken_at at time zone 'Europe/London')::date as day, r.value
    from reading r where r.posting_id = p.id and r.metric = 'application' and r.origin = 'board'
    order by 1, r.taken_at desc) d
  where p.wording_id = any(:wordings)) s
group by 1, 2, 3
""")
_RAW_DAYS = text("""
select posting_id, day, value - coalesce(lag(value) over (partition by posting_id order by day), 0) from (
  select distinct on (posting_id, (taken_at at time zone 'Europe/London')::date)
         posting_id, (taken_at at time zone 'Europe/London')::date as day, value
  from reading where posting_id = any(:postings) and metric = 'application' and origin = 'board'
  order by posting_id, 2, taken_at desc) d
""")


def compared(connection: Connection, wordings: Sequence[int]) -> object:
    """All that the page Compare reads of two wordings."""
    found = arms(connection, wordings)
    return comparison(connection, found[wordings[0]], found[wordings[1]])


def usual(connection: Connection, round_: int) -> object:
    """What those learn that ask for what is usual: from the days of completed postings, whose ever."""
    shown = posting_days.completed(connection, [f"board{each}" for each in range(BOARDS)], (), MOST_COMPLETED)
    return connection.execute(_RAW_DAYS, {"postings": [each.id for each in shown]}).all()


def questions(callboard: Callboard, filled: Filled) -> list[Question]:
    """What the three pages read: of one employer and of all, and of two wordings."""

    def asks(by: By, whose: Callable[[int], int | None]) -> Callable[[Connection, int], object]:
        return lambda connection, round_: report(connection, *months(filled, round_), by, employer=whose(round_))

    def raw(by: By, whose: Callable[[int], int | None]) -> Callable[[Connection, int], object]:
        key = {By.BOARD: "r.board", By.ADVERT: "r.advert_id"}[by]

        def run(connection: Connection, round_: int) -> object:
            start, end = months(filled, round_)
            given = {"start": start, "end": end + timedelta(days=1), "employer": whose(round_)}
            return connection.execute(text(_RAW.format(key=key)), given).all()

        return run

    def of(round_: int) -> int:
        return filled.employers[round_ * 7 % len(filled.employers)]

    def wordings(round_: int) -> Sequence[int]:
        first = round_ * 22 % (len(filled.wordings) - 1)
        return filled.wordings[first : first + 2]

    def ranked(whose: Callable[[int], int | None]) -> Callable[[Connection, int], object]:
        return lambda connection, round_: worked(connection, *months(filled, round_), whose(round_), UTC_ZONE)

    def daily(whose: Callable[[int], int | None]) -> Callable[[Connection, int], object]:
        return lambda connection, round_: by_day(connection, *months(filled, round_), whose(round_))

    def late(whose: Callable[[int], int | None]) -> Callable[[Connection, int], object]:
        return lambda connection, round_: behind(connection, callboard.registry, whose(round_), UTC_ZONE)

    found = [
        Question(f"{name}, {scope}", asks(by, whose), raw(by, whose))
        for name, by in (("this month", By.BOARD), ("adverts", By.ADVERT))
        for scope, whose in (("one employer", of), ("all employers", lambda _: None))
    ]
    for scope, whose in (("one employer", of), ("all employers", lambda _: None)):
        found.append(Question(f"applications a day, {scope}", daily(whose), raw(By.BOARD, whose)))
        found.append(Question(f"which advert worked, {scope}", ranked(whose), usual))
        found.append(Question(f"behind expectation, {scope}", late(whose), usual))
    found.append(
        Question(
            "compare two wordings",
            lambda connection, round_: compared(connection, wordings(round_)),
            lambda connection, round_: (
                connection.execute(_RAW_OF_WORDINGS, {"wordings": list(wordings(round_))}).all(),
                usual(connection, round_),
            ),
        )
    )
    return found
