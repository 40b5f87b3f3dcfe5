"""How fast reports are read, facts are made and clicks are taken in, each beside a raw limit of the same run.

A database of its own is filled with postings over a year, each with readings every day of its life. Then:

* `recompute_seconds`: the facts of a day of which there are `--day` readings, of the postings of the last two months;
* `ingest_ratio_to_copy`: clicks through the hit buffer, against COPY of the same rows into a table like theirs;
* `clicks_seconds`: the facts of all these clicks, those that were copied too;
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
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Connection, event, text

from benchmarks.clicks import ingest
from benchmarks.filled import Filled, fill
from benchmarks.report_questions import questions
from orchestrator import bootstrap, embedded, settings
from orchestrator.callboard import Callboard
from orchestrator.services.recompute_facts import recompute_facts
from orchestrator.storage.migrate import upgrade

ROUNDS = 40
RAW_ROUNDS = 10


_READINGS = text("""
select metric, origin, value, taken_at, actor from reading where posting_id = :posting order by taken_at desc limit 100
""")


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
        facts = recompute_facts(callboard)
        whole = time.perf_counter() - began
        day = filled.one_day(arguments.day)
        began = time.perf_counter()
        changed = recompute_facts(callboard)
        seconds = time.perf_counter() - began
        found = ingest(callboard, filled, arguments.clicks, folder)
        began = time.perf_counter()
        recompute_facts(callboard)
        clicked = time.perf_counter() - began
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
            "clicks_seconds": round(clicked, 1),
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
