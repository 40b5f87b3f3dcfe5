"""How fast apply links answer, and what is lost when their server is stopped.

The whole web program runs as a process of its own on its usual server; beside the apply links it answers an empty
view of a bare Flask application, with nothing around it. Rounds of both alternate.

* `ratio_to_empty_view`: requests a second of the link (look-up, rules, hash, counting) to those of the empty view;
* `p99_ms`: at half the rate the link was found to bear, from when a request was due;
* `lost_on_sigterm`: clicks that were answered before the server was told to end and are not in the database after it;
* `lost_on_kill`: the same when it is killed, of those answered longer than 100 ms before.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import text

from benchmarks.filled import fill
from benchmarks.load import Answers, agents, drive, get
from benchmarks.startup import free_port
from orchestrator import bootstrap, embedded, settings
from orchestrator.callboard import Callboard
from orchestrator.storage.migrate import upgrade

LINKS = 500
PEOPLE = 1009
EMPTY = "/empty"


def serve(database_url: str, data_dir: str, port: str) -> None:
    """The web program, its main loop included, with the empty view beside it."""
    from web import wsgi

    bare = Flask("bare")
    bare.add_url_rule(EMPTY, view_func=lambda: "")
    os.environ.update(
        CALLBOARD_DATABASE_URL=database_url,
        CALLBOARD_DATA_DIR=data_dir,
        CALLBOARD_PORT=port,
    )
    build = wsgi.build

    def both(*given: Any) -> Any:
        app, links = build(*given)
        inner = app.wsgi_app

        def route(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            return bare(environ, start_response) if environ["PATH_INFO"] == EMPTY else inner(environ, start_response)

        app.wsgi_app = route  # type: ignore[method-assign]
        return app, links

    wsgi.build = both  # type: ignore[assignment]
    wsgi.main()


class Server:
    """The program, started; `clicks` are requests of its links."""

    def __init__(self, callboard: Callboard, folder: Path, tokens: list[str]) -> None:
        self.port = free_port()
        self._callboard = callboard
        self.clicks = [
            get(f"/a/{tokens[index * 7 % len(tokens)]}", agent) for index, agent in enumerate(agents(PEOPLE))
        ]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.apply_link", "serve", callboard.database.url, folder, str(self.port)]
        )
        end = time.monotonic() + 30
        while True:
            try:
                drive(self.port, [get(EMPTY, "probe")], 0.1, connections=1)
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
            else:
                return

    def kept(self) -> int:
        with self._callboard.database.read() as connection:
            return int(connection.execute(text("select count(*) from hit")).scalar_one())

    def stop(self, number: int) -> float:
        """Send a signal and wait for the end; returns when it was sent."""
        at = time.perf_counter()
        self.process.send_signal(number)
        self.process.wait(30)
        return at


def cut_short(server: Server, number: int, rate: float) -> tuple[Answers, float, int]:
    """Answers of two seconds at a steady rate that a signal ends, when that was, and what the database has of them."""
    before, found = server.kept(), []
    client = threading.Thread(target=lambda: found.append(drive(server.port, server.clicks, 2.0, rate=rate)))
    client.start()
    time.sleep(1.5)
    at = server.stop(number)
    client.join()
    time.sleep(0.3)
    return found[0], at, server.kept() - before


def measure(arguments: argparse.Namespace) -> dict[str, object]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="callboard-")))
        folder.chmod(0o711)
        config = settings.load({"CALLBOARD_DATA_DIR": str(folder / "data")})
        servers = stack.enter_context(embedded.running(config))
        upgrade(servers.database_url)
        callboard = bootstrap.build(config, servers.database_url)
        stack.callback(callboard.database.close)
        fill(callboard, postings=LINKS, readings=LINKS * 3)
        with callboard.database.begin() as connection:
            connection.execute(text("update vacancy set apply_url = 'https://careers.example.org/apply?id=' || id"))
            connection.execute(text("update posting set presence = 'live', ended_at = null"))
            connection.execute(text("update apply_link set token = left(token, 12)"))
            tokens = list(connection.execute(text("select token from apply_link")).scalars())

        def start() -> Server:
            server = Server(callboard, folder / "web", tokens)
            stack.callback(server.process.kill)
            return server

        server = start()
        nothing = [get(EMPTY, agent) for agent in agents(PEOPLE)]
        for warm in (nothing, server.clicks):
            drive(server.port, warm, 1.0)
        empty, ours, answered = [], [], 0
        for _ in range(arguments.rounds):
            empty.append(drive(server.port, nothing, arguments.seconds).rate)
            answers = drive(server.port, server.clicks, arguments.seconds)
            if set(answers.statuses) != {302}:
                raise AssertionError(f"the links answered {answers.statuses}")
            ours.append(answers.rate)
        half = statistics.median(ours) / 2
        calm = drive(server.port, server.clicks, arguments.seconds * 2, rate=half)
        ended, _, kept = cut_short(server, signal.SIGTERM, half)
        answered = len(ended.at)
        killed, at, kept_of_killed = cut_short(start(), signal.SIGKILL, half)
        old = sum(each < at - 0.1 for each in killed.at)
        return {
            "ratio_to_empty_view": round(statistics.median(ours) / statistics.median(empty), 3),
            "requests_per_second": round(statistics.median(ours)),
            "empty_view_per_second": round(statistics.median(empty)),
            "half_load_per_second": round(half),
            "p50_ms": round(statistics.median(calm.seconds) * 1000, 2),
            "p99_ms": round(statistics.quantiles(calm.seconds, n=100)[-1] * 1000, 2),
            "answered_before_sigterm": answered,
            "lost_on_sigterm": max(0, answered - kept),
            "answered_before_kill": len(killed.at),
            "lost_on_kill_in_all": max(0, len(killed.at) - kept_of_killed),
            "lost_on_kill": max(0, old - kept_of_killed),
            "cores": os.cpu_count(),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each round")
    parser.add_argument("--rounds", type=int, default=5)
    print(json.dumps(measure(parser.parse_args())))


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(*sys.argv[2:])
    else:
        main()
