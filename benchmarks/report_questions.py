"""What report pages ask of facts, and the same asked of readings, for `benchmarks.reports`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from benchmarks.filled import BOARDS, Filled
from orchestrator.callboard import Callboard
from orchestrator.queries import behind as late_postings
from orchestrator.queries import worked as ranked_wordings
from orchestrator.queries.comparison import arms, comparison
from orchestrator.queries.report import By, report
from orchestrator.queries.usual import MOST_COMPLETED
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
_RAW_TOTALS = text("""
with shown as (
  select id, wording_id, board, published_at, ended_at from posting
  where (cast(:employer as bigint) is null or employer_id = :employer) and published_at < :end
    and (ended_at is null or ended_at >= :start)
  order by published_at desc, id limit :most)
select s.*, r.value, r.taken_at from shown s left join lateral (
  select value, taken_at from reading where posting_id = s.id and metric = 'application' and origin = 'board'
  order by taken_at desc limit 1) r on true
""")
_RAW_DAYS = text("""
with completed as (
  select c.id from unnest(cast(:boards as text[])) b(board) cross join lateral (
    select id from posting where board = b.board and ended_at is not null
      and ended_at >= published_at + interval '1 day'
    order by ended_at desc limit :most) c)
select posting_id, day, value - coalesce(lag(value) over (partition by posting_id order by day), 0) from (
  select distinct on (posting_id, (taken_at at time zone 'Europe/London')::date)
         posting_id, (taken_at at time zone 'Europe/London')::date as day, value
  from reading where posting_id in (select id from completed) and metric = 'application' and origin = 'board'
  order by posting_id, 2, taken_at desc) d
""")


def compared(connection: Connection, wordings: Sequence[int]) -> object:
    """All that the page Compare reads of two wordings."""
    found = arms(connection, wordings)
    return comparison(connection, found[wordings[0]], found[wordings[1]])


def usual(connection: Connection) -> object:
    """What those learn that ask for what is usual: from the days of completed postings, whose ever."""
    boards = [f"board{each}" for each in range(BOARDS)]
    return connection.execute(_RAW_DAYS, {"boards": boards, "most": MOST_COMPLETED}).all()


def totals(connection: Connection, start: date, end: date, employer: int | None, most: int) -> object:
    """The newest total of each posting that was live in a period, the youngest first."""
    given = {"start": start, "end": end + timedelta(days=1), "employer": employer, "most": most}
    return connection.execute(_RAW_TOTALS, given).all()


Ask = Callable[[Connection, int], object]
Whose = Callable[[int], int | None]


def of_period(filled: Filled, by: By, whose: Whose) -> tuple[Ask, Ask]:
    """A report of a month, and the same from readings."""
    key = {By.BOARD: "r.board", By.ADVERT: "r.advert_id"}[by]

    def raw(connection: Connection, round_: int) -> object:
        start, end = months(filled, round_)
        given = {"start": start, "end": end + timedelta(days=1), "employer": whose(round_)}
        return connection.execute(text(_RAW.format(key=key)), given).all()

    return lambda connection, round_: report(connection, *months(filled, round_), by, employer=whose(round_)), raw


def which_worked(filled: Filled, whose: Whose) -> tuple[Ask, Ask]:
    """All that the page Adverts reads, and the totals and days it is made of."""
    return (
        lambda connection, round_: ranked_wordings.worked(connection, *months(filled, round_), whose(round_), UTC_ZONE),
        lambda connection, round_: (
            totals(connection, *months(filled, round_), whose(round_), ranked_wordings.MOST),
            usual(connection),
        ),
    )


def which_are_behind(callboard: Callboard, whose: Whose) -> tuple[Ask, Ask]:
    """Live postings that are behind, and the totals and days that shows it."""
    today = datetime.now(UTC).date()
    return (
        lambda connection, round_: late_postings.behind(connection, callboard.registry, whose(round_), UTC_ZONE),
        lambda connection, round_: (
            totals(connection, today, today, whose(round_), late_postings.MOST),
            usual(connection),
        ),
    )


def two_wordings(filled: Filled) -> tuple[Ask, Ask]:
    """All that the page Compare reads of two wordings, and the days it is made of."""

    def of(round_: int) -> Sequence[int]:
        first = round_ * 22 % (len(filled.wordings) - 1)
        return filled.wordings[first : first + 2]

    return (
        lambda connection, round_: compared(connection, of(round_)),
        lambda connection, round_: (
            connection.execute(_RAW_OF_WORDINGS, {"wordings": list(of(round_))}).all(),
            usual(connection),
        ),
    )


def questions(callboard: Callboard, filled: Filled) -> list[Question]:
    """What the three pages read: of one employer and of all, and of two wordings."""

    def one(round_: int) -> int:
        return filled.employers[round_ * 7 % len(filled.employers)]

    def daily(whose: Whose) -> Ask:
        return lambda connection, round_: by_day(connection, *months(filled, round_), whose(round_))

    found = []
    for scope, whose in (("one employer", one), ("all employers", lambda _: None)):
        by_board = of_period(filled, By.BOARD, whose)
        found += [
            Question(f"this month, {scope}", *by_board),
            Question(f"adverts, {scope}", *of_period(filled, By.ADVERT, whose)),
            Question(f"applications a day, {scope}", daily(whose), by_board[1]),
            Question(f"which advert worked, {scope}", *which_worked(filled, whose)),
            Question(f"behind expectation, {scope}", *which_are_behind(callboard, whose)),
        ]
    return [*found, Question("compare two wordings", *two_wordings(filled))]
