"""How long the server takes for each page of the desk, with 50,000 postings and with one.

Every page is asked for through the application as a browser would, without the network: sign-in, queries, template.
An installation with one posting is asked in turn with the full one, so both meet the same machine.

* `p95_ms`: page to milliseconds, the 95th percentile of the full installation;
* `ratio_to_empty`: how many times longer the full one takes than the other, the median page; `ratios` has each.

`python -m benchmarks.pages` takes about two minutes; `--postings`, `--rounds` and `--only calendar` change that.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from flask.testing import FlaskClient

from benchmarks.desk import Desk, fill, one
from orchestrator import bootstrap, embedded, settings
from orchestrator.storage.migrate import upgrade
from orchestrator.urls import libpq_url
from web.app import WebConfig, create_app

KEY = "a key of the benchmark, never of a site"


def pages(desk: Desk) -> Mapping[str, str]:
    """Page to address."""
    at = datetime.now(UTC) + timedelta(days=5)
    return {
        "today": "/today",
        "adverts": "/adverts",
        "advert": f"/adverts/{desk.advert}",
        "check": f"/adverts/{desk.advert}/check?account={desk.account}",
        "vacancies": "/vacancies",
        "vacancies of a state": "/vacancies?status=live",
        "vacancy": f"/vacancies/{desk.vacancy}",
        "calendar": "/calendar",
        "calendar of a board": f"/calendar?board={desk.account}&status=live",
        "calendar week": "/calendar/week",
        "calendar table": "/calendar/table",
        "move": f"/postings/together?do=move&posting={desk.posting}&date={at + timedelta(days=2):%Y-%m-%d}",
        "postings": "/postings",
        "postings found": "/postings?q=coordinator+town+7",
        "posting": f"/postings/{desk.posting}",
        "unconfirmed": f"/boards/{desk.account}/unconfirmed",
        "differences": "/postings/differences",
        "still there": "/postings/still-there",
        "boards": "/boards",
        "board account": f"/boards/{desk.account}",
        "queue": "/queue",
        "reports": "/reports",
    }


def client(desk: Desk) -> FlaskClient:
    """Somebody who is signed in and sees all employers."""
    found = create_app(desk.callboard, WebConfig(KEY, https=False)).test_client()
    with found.session_transaction() as session:
        session["person"], session["id"] = desk.person, "benchmark"
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
    askers = {"full": client(full), "empty": client(empty)}
    times: dict[str, dict[str, list[float]]] = {}
    addresses = {"full": pages(full), "empty": pages(empty)}
    for page in addresses["full"]:
        if only not in page:
            continue
        found = times.setdefault(page, {"full": [], "empty": []})
        for round_ in range(rounds + 2):
            for which, asker in askers.items():
                spent = milliseconds(asker, addresses[which][page])
                if round_ > 1:
                    found[which].append(spent)
        print(page, *(f"{which} {statistics.median(of):.0f} ms" for which, of in found.items()), file=sys.stderr)
    median = {page: {which: statistics.median(found) for which, found in of.items()} for page, of in times.items()}
    ratios = {page: round(of["full"] / of["empty"], 2) for page, of in median.items()}
    return {
        "p95_ms": {page: round(statistics.quantiles(of["full"], n=20)[-1], 1) for page, of in times.items()},
        "median_ms": {page: round(of["full"], 1) for page, of in median.items()},
        "ratio_to_empty": round(statistics.median(ratios.values()), 2),
        "ratios": ratios,
    }


def run(arguments: argparse.Namespace) -> dict[str, object]:
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
