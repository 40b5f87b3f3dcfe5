"""How fast reports are read, facts are made and clicks are taken in, each beside a raw limit of the same run.

A database of its own is filled with postings over a year, each with readings every day of its life. Then:

* `ingest_ratio_to_copy`: clicks through the hit buffer, against COPY of the same rows into a table like theirs;
* `recompute_seconds`: the facts of a day of which there are `--day` readings, of the postings of the last two months;
* `p95_ms`: the database time of every question a report page asks, over different months and employers;
* `ratio_to_raw`: how many times faster a report is than the same answer from readings, of the least gain.

`python -m benchmarks.reports --postings 100000 --readings 10000000 --day 1000000 --clicks 1000000` is the full size,
about 15 minutes on two cores; the default is a tenth of it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, event, text

from benchmarks.clicks import ingest
from benchmarks.filled import BOARDS, Filled, fill
from orchestrator import bootstrap, embedded, settings
from orchestrator.callboard import Callboard
from orchestrator.queries.behind import behind
from orchestrator.queries.comparison import arms, comparison
from orchestrator.queries.report import By, report
from orchestrator.queries.runs import MOST_COMPLETED
from orchestrator.queries.worked import worked
from orchestrator.services.recompute_facts import recompute_all
from orchestrator.storage import posting_days
from orchestrator.storage.migrate import upgrade
from orchestrator.storage.tally_rows import by_day

UTC_ZONE = ZoneInfo("UTC")
ROUNDS = 40
RAW_ROUNDS = 3


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
_READINGS = text("""
select metric, origin, value, taken_at, actor from reading where posting_id = :posting order by taken_at desc limit 100
""")


def compared(connection: Connection, wordings: Sequence[int]) -> object:
    """All that the page Compare reads of two wordings."""
    found = arms(connection, wordings)
    return comparison(connection, *(found[each] for each in wordings))


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
        found.append(
            Question(
                f"applications a day, {scope}",
                daily(whose),
                raw(By.BOARD, whose),
            )
        )
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


def milliseconds(callboard: Callboard, ask: Callable[[Connection, int], object], round_: int) -> float:
    """From each statement's sending until all of its rows are here."""
    began, spent = [0.0], [0.0]

    def before(*_: object) -> None:
        began[0] = time.perf_counter()

    def after(*_: object) -> None:
        spent[0] += time.perf_counter() - began[0]

    with callboard.database.read() as connection:
        event.listen(connection, "before_cursor_execute", before)
        event.listen(connection, "after_cursor_execute", after)
        ask(connection, round_)
    return spent[0] * 1000


def read(callboard: Callboard, filled: Filled) -> dict[str, object]:
    """Every question; the raw answer is taken between the measured ones."""
    found: dict[str, dict[str, float]] = {}
    for question in questions(callboard, filled):
        milliseconds(callboard, question.asked, 0)
        times, raw = [], []
        for round_ in range(ROUNDS):
            times.append(milliseconds(callboard, question.asked, round_))
            if round_ % (ROUNDS // RAW_ROUNDS) == 1:
                raw.append(milliseconds(callboard, question.raw, round_))
        found[question.name] = {
            "p95_ms": round(statistics.quantiles(times, n=20)[-1], 2),
            "median_ms": round(statistics.median(times), 2),
            "raw_ms": round(statistics.median(raw), 1),
            "ratio_to_raw": round(statistics.median(raw) / statistics.median(times), 1),
        }
    posting = [
        milliseconds(
            callboard,
            lambda connection, each: connection.execute(
                _READINGS, {"posting": filled.postings[each * 97 % len(filled.postings)]}
            ).all(),
            round_,
        )
        for round_ in range(ROUNDS)
    ]
    return {
        "p95_ms": max(*(each["p95_ms"] for each in found.values()), statistics.quantiles(posting, n=20)[-1]),
        "ratio_to_raw": min(each["ratio_to_raw"] for each in found.values()),
        "pages": found,
        "readings_of_a_posting_p95_ms": round(statistics.quantiles(posting, n=20)[-1], 2),
    }


def measure(arguments: argparse.Namespace) -> dict[str, object]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="callboard-", dir=arguments.folder)))
        folder.chmod(0o711)
        config = settings.load({"CALLBOARD_DATA_DIR": str(folder / "data")})
        servers = stack.enter_context(embedded.running(config))
        upgrade(servers.database_url)
        callboard = bootstrap.build(config, servers.database_url)
        stack.callback(callboard.database.close)
        filled = fill(callboard, postings=arguments.postings, readings=arguments.readings)
        began = time.perf_counter()
        facts = recompute_all(callboard)
        whole = time.perf_counter() - began
        found = ingest(callboard, filled, arguments.clicks, folder)
        day = filled.one_day(arguments.day)
        began = time.perf_counter()
        changed = recompute_all(callboard)
        seconds = time.perf_counter() - began
        filled.settle()
        pages = read(callboard, filled)
        return {
            "postings": arguments.postings,
            "readings": filled.readings,
            "facts": facts,
            "all_facts_seconds": round(whole, 1),
            "day_readings": day,
            "day_facts": changed,
            "recompute_seconds": round(seconds, 1),
            **pages,
            **found,
            "cores": os.cpu_count(),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--postings", type=int, default=10_000)
    parser.add_argument("--readings", type=int, default=1_000_000)
    parser.add_argument("--day", type=int, default=100_000, help="readings of the day that is made anew")
    parser.add_argument("--clicks", type=int, default=200_000)
    parser.add_argument("--folder", default=None, help="where the database is kept meanwhile")
    result = measure(parser.parse_args())
    print(json.dumps(result))


if __name__ == "__main__":
    main()
