"""What a hundred thousand postings leave behind: memory of the worker, keys of the broker, indexes of the tables."""

from __future__ import annotations

import resource
from pathlib import Path

import redis
from sqlalchemy import text

from orchestrator.delivery.pump import Pump

from .world import World

ROUNDS = 10


def growth(world: World, accounts: int, postings: int) -> dict[str, float]:
    """Send `postings` in ten rounds. Memory: of this process, in MB, from the first round's end to the last's.

    Indexes: of the tables that every posting changes, as they were before anything was sent beside after a vacuum.
    """
    ids = world.accounts("grow", accounts)
    per = postings // ROUNDS
    for number in range(ROUNDS):
        world.postings(f"grow{number}x", ids, per, over=0.0, wake=False)
    _vacuum(world)
    before = _indexes(world)
    pump = Pump(world.callboard)
    memory: list[float] = []
    for number in range(ROUNDS):
        world.due(f"grow{number}x", ids)
        pump.run(600)
        memory.append(_memory())
    _vacuum(world)
    with redis.Redis.from_url(world.redis_url) as broker:
        keys = int(broker.dbsize())
    return {
        "grown_memory_mb": round(memory[-1] - memory[0], 1),
        "broker_keys": keys,
        "grown_indexes": round(_indexes(world) / before - 1, 3),
    }


def _vacuum(world: World) -> None:
    with world.callboard.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze posting, board_account, account_queue"))


def _indexes(world: World) -> int:
    sizes = text("select sum(pg_indexes_size(name::regclass)) from unnest(array['posting', 'board_account']) name")
    with world.callboard.database.read() as connection:
        return int(connection.execute(sizes).scalar_one())


def _memory() -> float:
    """Of this process now, in MB; the most it ever had where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(each for each in status.read_text().splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
