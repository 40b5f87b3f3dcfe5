"""Postings a second: bare, through the pump, through two workers, and one Celery task each."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count

from sqlalchemy import text

from orchestrator.boards.contract import Posting, Prepared
from orchestrator.delivery.call import Call, carry_out
from orchestrator.delivery.pump import Pump
from orchestrator.delivery.route import route
from orchestrator.domain.operation import Operation
from orchestrator.outbound.transport import Transport
from orchestrator.services import orders

from .world import World

_numbers = count(1)
APPLY_LINK = "https://careers.example/a/benchmark"


@dataclass(frozen=True, slots=True)
class Rate:
    """Postings a second, and microseconds of this process's CPU for each."""

    per_s: float
    cpu_us: float


def bare(world: World, account: int, postings: int, *, renders: bool = True) -> Rate:
    """A loop without queue or database: render the advert and send it, through the same renderer and session, from the
    same number of threads. Not `renders`: it sends stored bytes, as the pump does, whose rendering came before.
    """
    to, transport = route(world.callboard, account), Transport()
    order, span = world.order(account)
    run = next(_numbers)
    ready = orders.render(world.callboard, order, span, 1, 1, APPLY_LINK)

    def send(number: int) -> None:
        # Each of a vacancy of its own: what was rendered once is kept.
        own = replace(order, facts=replace(order.facts, requisition=f"{run}-{number}"))
        rendered = orders.render(world.callboard, own, span, number, 1, APPLY_LINK) if renders else ready
        reference = f"bare{run}-{number}-1"
        posting = Posting(reference, 1, reference, "", span.starts_at)
        call = Call(Operation.PUBLISH, posting, Prepared(rendered.variant.content, rendered.body))
        carry_out(call, to, transport, seconds=world.callboard.settings.deadline, before_write=lambda: None)

    with ThreadPoolExecutor(world.callboard.settings.threads) as pool:
        began, cpu = time.monotonic(), time.process_time()
        list(pool.map(send, range(postings)))
        return _rate(postings, began, cpu)


def pumped(world: World, accounts: int, postings: int) -> Rate:
    """One pump in this process."""
    label = f"pump{next(_numbers)}"
    world.postings(label, world.accounts(label, accounts), postings)
    began, cpu = time.monotonic(), time.process_time()
    Pump(world.callboard).run(120)
    rate = _rate(postings, began, cpu)
    if (live := world.live(label)) != postings:
        raise SystemExit(f"only {live} of {postings} postings went live")
    return rate


def with_workers(world: World, workers: int, accounts: int, postings: int) -> float:
    """Postings a second of real worker processes; their start is not counted."""
    label = f"work{next(_numbers)}"
    ids = world.accounts(label, accounts)
    with _workers(world, workers, "worker.app"):
        world.postings(label, ids, postings)
        return _until_live(world, label, postings)


def one_task_each(world: World, accounts: int, postings: int) -> float:
    """A Celery task for every posting: the same claim, send and record, one at a time, on as many threads."""
    from .one_task import app_of

    label = f"task{next(_numbers)}"
    ids = world.accounts(label, accounts)
    app = app_of(world.redis_url)
    with _workers(world, 1, "benchmarks.delivery.one_task"):
        world.postings(label, ids, postings)
        for _ in range(postings):
            app.send_task("benchmark.one")
        return _until_live(world, label, postings)


@contextmanager
def _workers(world: World, number: int, module: str) -> Iterator[None]:
    config = world.callboard.settings
    environment = os.environ | {
        "CALLBOARD_DATA_DIR": str(config.data_dir),
        "CALLBOARD_DATABASE_URL": str(config.database_url),
        "CALLBOARD_REDIS_URL": str(config.redis_url),
        "CALLBOARD_SIMULATOR_URL": config.simulator_url,
        "CALLBOARD_THREADS": str(config.threads),
    }
    started = [
        subprocess.Popen([sys.executable, "-m", module, "worker"], env=environment, stderr=subprocess.DEVNULL,
                         stdout=subprocess.DEVNULL)
        for _ in range(number)
    ]  # fmt: skip
    try:
        _await_workers(world, number)
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(60)


def _await_workers(world: World, number: int) -> None:
    seen = text("select count(*) from worker where seen_at > now() - interval '5 s'")
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with world.callboard.database.read() as connection:
            if connection.execute(seen).scalar_one() >= number:
                return
        time.sleep(0.1)
    raise SystemExit("the workers did not start")


def _until_live(world: World, label: str, postings: int) -> float:
    """From the first to the last outcome, by the database's own times; looked for seldom, because a look counts all."""
    end = time.monotonic() + 180
    while world.live(label) < postings:
        if time.monotonic() > end:
            raise SystemExit(f"only {world.live(label)} of {postings} postings went live")
        time.sleep(0.5)
    span = text(
        "select extract(epoch from max(d.ended_at) - min(d.started_at))::float from delivery d "
        "join posting p on p.id = d.posting_id where p.reference like :like and d.operation = 'publish'"
    )
    with world.callboard.database.read() as connection:
        return postings / float(connection.execute(span, {"like": f"{label}-%"}).scalar_one())


def _rate(postings: int, began: float, cpu: float) -> Rate:
    seconds = time.monotonic() - began
    return Rate(postings / seconds, (time.process_time() - cpu) / postings * 1e6)
