"""How long the server takes for each page of the desk, with 50,000 postings and with one.

Every page is asked for through the application as a browser would, without the network: sign-in, queries, template.
An installation with one posting is asked in turn with the full one, so both meet the same machine; every other time
somebody asks who has chosen one employer, who has nine tenths of the postings, in place of all.

* `p95_ms`: page to milliseconds, the 95th percentile of the full installation; `median_ms`, the same in the middle;
* `over`: the pages that take more than they may at the 95th percentile;
* `first_ms`: the very first time in this process, when lists are read and templates compiled;
* `asked`: how often each page was asked for and counted, after `warm` times that were not;
* `ratio_to_empty`: how many times longer the full one takes than the other, the median page; `ratios` has each.

`python -m benchmarks.pages` takes about six minutes; `--postings`, `--rounds` and `--only calendar` change
that.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg
from flask.testing import FlaskClient

from benchmarks.addresses import pages
from benchmarks.desk import Desk, fill, one
from orchestrator import bootstrap, embedded, settings
from orchestrator.storage.migrate import upgrade
from orchestrator.urls import libpq_url
from web import pauses
from web.app import WebConfig, create_app

KEY = "a key of the benchmark, never of a site"
FULL, EMPTY = "full", "empty"
WARM = 4
"""Rounds of each page that are not counted."""
LIMIT, LIMITS = 100, {"calendar": 150}
"""Milliseconds that a page may take at the 95th percentile."""


def clients(desk: Desk) -> tuple[FlaskClient, FlaskClient]:
    """Somebody who is signed in and sees all employers, and the same with one employer chosen."""
    app = create_app(desk.callboard, WebConfig(KEY, https=False))
    found = app.test_client(), app.test_client()
    for asker, chosen in zip(found, (None, desk.employer), strict=True):
        with asker.session_transaction() as session:
            session["person"], session["id"], session["employer"] = desk.person, "benchmark", chosen
    return found


def milliseconds(asker: FlaskClient, address: str) -> float:
    """Of one page; SystemExit where it is none."""
    began = time.perf_counter()
    answer = asker.get(address)
    spent = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    return spent


def measure(full: Desk, empty: Desk, rounds: int, only: str) -> dict[str, object]:
    askers, addresses = {FULL: clients(full), EMPTY: clients(empty)}, {FULL: pages(full), EMPTY: pages(empty)}
    times: dict[str, dict[str, list[float]]] = {}
    first: dict[str, float] = {}
    for page in addresses[FULL]:
        if only not in page:
            continue
        found = times.setdefault(page, {which: [] for which in askers if page in addresses[which]})
        for round_ in range(rounds + WARM):
            for which in found:
                spent = milliseconds(askers[which][round_ % 2], addresses[which][page])
                if which == FULL:
                    first.setdefault(page, round(spent, 1))
                if round_ >= WARM:
                    found[which].append(spent)
        print(page, *(f"{which} {statistics.median(of):.0f} ms" for which, of in found.items()), file=sys.stderr)
    median = {page: {which: statistics.median(found) for which, found in of.items()} for page, of in times.items()}
    ratios = {page: round(of[FULL] / of[EMPTY], 2) for page, of in median.items() if EMPTY in of}
    p95 = {page: round(statistics.quantiles(of[FULL], n=20)[-1], 1) for page, of in times.items()}
    return {
        "p95_ms": p95,
        "median_ms": {page: round(of[FULL], 1) for page, of in median.items()},
        "first_ms": first,
        "asked": rounds,
        "warm": WARM,
        "over": sorted(page for page, spent in p95.items() if spent > LIMITS.get(page, LIMIT)),
        "ratio_to_empty": round(statistics.median(ratios.values()), 2),
        "ratios": ratios,
    }


def run(arguments: argparse.Namespace) -> dict[str, object]:
    pauses.shorten()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="callboard-", dir=arguments.folder)))
        folder.chmod(0o711)
        config = settings.load({"CALLBOARD_DATA_DIR": str(folder / "data")})
        servers = stack.enter_context(embedded.running(config))
        with psycopg.connect(libpq_url(servers.database_url), autocommit=True) as connection:
            connection.execute("create database one_posting")
        desks = []
        for address in (servers.database_url, _other(servers.database_url)):
            upgrade(address)
            callboard = bootstrap.build(config, address)
            stack.callback(callboard.database.close)
            desks.append(one(callboard))
        full, empty = desks
        full = fill(full, arguments.postings)
        return {
            "postings": arguments.postings,
            **measure(full, empty, arguments.rounds, arguments.only),
            "cores": os.cpu_count(),
        }


def _other(address: str) -> str:
    """The same server's other database."""
    before, _, query = address.partition("?")
    return f"{before.rpartition('/')[0]}/one_posting" + (f"?{query}" if query else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--postings", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--only", default="", help="pages whose name has this in it")
    parser.add_argument("--folder", default=None, help="where the databases are kept meanwhile")
    print(json.dumps(run(parser.parse_args())))


if __name__ == "__main__":
    main()
