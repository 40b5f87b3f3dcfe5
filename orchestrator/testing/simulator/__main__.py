"""`python -m orchestrator.testing.simulator`: run the practice boards, or tell running ones what to do."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path

from . import practice
from .client import Operator, Refused
from .server import Simulator
from .wire import Json


async def serve(host: str, port: int, folder: Path | None) -> None:
    """Run until SIGTERM or SIGINT. Prints one line when the boards can be used."""
    simulator = Simulator(folder)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    bound = await simulator.start(host, port)
    sys.stdout.write(f"board simulator ready on http://{host}:{bound}\n")
    sys.stdout.flush()
    await stopping.wait()
    await simulator.stop()


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m orchestrator.testing.simulator", description=__doc__)
    options.add_argument("--host", default=practice.HOST, help="address to listen on (default %(default)s)")
    options.add_argument("--port", type=int, default=practice.PORT, help="port to listen on (default %(default)s)")
    options.add_argument("--state", type=Path, metavar="DIR", help="folder that keeps the adverts across restarts")
    commands = options.add_subparsers(dest="command", title="for boards that are already running")
    candidates = commands.add_parser("candidates", help="send people to every live advert")
    candidates.add_argument("--people", type=int, default=1)
    candidates.add_argument("--applications", type=int, default=0)
    candidates.add_argument("--bots", type=int, default=0)
    candidates.add_argument("--prefetches", type=int, default=0)
    candidates.add_argument("--seed", type=int, default=0)
    candidates.add_argument("--board")
    candidates.add_argument(
        "--reach",
        action="append",
        default=[],
        metavar="HOST",
        dest="hosts",
        help="a host besides this machine that they may visit",
    )
    crawl = commands.add_parser("crawl", help="let Indeed read a feed")
    crawl.add_argument("feed_url")
    crawl_site = commands.add_parser("crawl-site", help="let Google read a careers site")
    crawl_site.add_argument("base_url")
    commands.add_parser("live", help="what candidates see now")
    return options


def tell(given: argparse.Namespace) -> Json:
    """Send one command to running boards. Raises Refused and OSError."""
    operator = Operator(f"http://{given.host}:{given.port}")
    match given.command:
        case "candidates":
            crowd: dict[str, Json] = {
                name: getattr(given, name) for name in ("applications", "bots", "prefetches", "seed", "board", "hosts")
            }
            return list[Json](operator.candidates(given.people, **crowd))
        case "crawl":
            return operator.crawl(given.feed_url)
        case "crawl-site":
            return operator.crawl_site(given.base_url)
        case _:
            return list[Json](operator.live())


def main() -> int:
    given = parser().parse_args()
    try:
        if given.command is None:
            asyncio.run(serve(given.host, given.port, given.state))
        else:
            sys.stdout.write(json.dumps(tell(given), indent=2, ensure_ascii=False) + "\n")
    except (OSError, Refused) as broken:
        sys.stderr.write(f"board simulator at {given.host}:{given.port}: {broken}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
