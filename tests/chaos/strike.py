"""Carrying a fault out: begin it, keep it up, end it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import redis
from sqlalchemy import text

from orchestrator import process
from orchestrator.testing.simulator.fault import FaultKind

from .fault import Fault, Kind
from .hesitant_worker import HESITATE
from .program import Program
from .sabotaged_worker import SWITCH
from .seed import BOARDS
from .site import Site

LATENCY = 0.1
"""Seconds in which boards answer when nothing is wrong: long enough that a fault finds requests in flight."""
DELAY = 0.2
HOURS_OFF = {"worker-1": "5", "worker-2": "-5"}
QUEUE = "callboard"


def settle_boards(site: Site, *, lag: float) -> None:
    """The boards as they are when nothing is wrong."""
    site.boards.options("findable", lag_seconds=lag)
    _behave(site)


def prepare(site: Site, fault: Fault) -> None:
    """What has to be in place before the postings come that the fault shall hit."""
    if fault.kind is Kind.HESITATE:
        sabotage = os.environ.get(SWITCH, "")
        argv = [sys.executable, "-m", "tests.chaos.hesitant_worker", *([sabotage] if sabotage else [])]
        for program in _programs(site, fault):
            _exchange(site, program, argv)
            process.wait_until(lambda pid=program.pid: _reported(site, pid), 30.0, 0.1)  # type: ignore[misc]
            program.signal(HESITATE)
        for other in _others(site, fault):  # the postings are for the one that hesitates
            other.signal(signal.SIGSTOP)


def _others(site: Site, fault: Fault) -> list[Program]:
    return [worker for worker in site.workers() if worker.name not in fault.targets]


def _reported(site: Site, pid: int) -> bool:
    with site.callboard.database.read() as connection:
        found = connection.execute(text("select 1 from worker where name like :name"), {"name": f"%:{pid}"})
        return found.scalar() is not None


def begin(site: Site, fault: Fault) -> None:
    _BEGIN[fault.kind](site, fault)


def end(site: Site, fault: Fault) -> None:
    if fault.kind in _END:
        _END[fault.kind](site, fault)


def _behave(site: Site) -> None:
    site.boards.clear_faults()
    for board in BOARDS:
        site.boards.fault(board, FaultKind.LATENCY, probability=1.0, seconds=LATENCY)


def _programs(site: Site, fault: Fault) -> list[Program]:
    return [site.programs[name] for name in fault.targets]


def _kill(site: Site, fault: Fault) -> None:
    for target in fault.targets:
        match target:
            case "postgres":
                site.kill_postgres()
            case "valkey":
                site.kill_valkey(wipe=fault.kind is Kind.WIPE)
            case _:
                site.programs[target].kill()


def _restart(site: Site, fault: Fault) -> None:
    site.revive()
    for target in fault.targets:
        if target in site.programs:
            site.programs[target].start()


def _deploy(site: Site, fault: Fault) -> None:
    """One after the other, as a rolling deployment does it."""
    for program in _programs(site, fault):
        program.end(site.callboard.settings.deadline + 10.0)
        program.start()


def _suspend(site: Site, fault: Fault) -> None:
    for program in _programs(site, fault):
        program.signal(signal.SIGSTOP)


def _hesitate(site: Site, fault: Fault) -> None:
    for program in _programs(site, fault):
        if not process.wait_until(lambda stopped=program: stopped.stopped, 10.0):  # type: ignore[misc]
            program.surprises.append(f"{program.name} did not hesitate")
    for other in _others(site, fault):
        other.signal(signal.SIGCONT)


def _resume(site: Site, fault: Fault) -> None:
    for program in _programs(site, fault):
        program.signal(signal.SIGCONT)


def _link(work: Callable[[str, Site], None]) -> Callable[[Site, Fault], None]:
    def carry_out(site: Site, fault: Fault) -> None:
        for target in fault.targets:
            work(target, site)

    return carry_out


def _misbehave(site: Site, fault: Fault) -> None:
    assert fault.board is not None
    pause = site.callboard.settings.deadline + 2.0 if fault.pause is None else fault.pause
    site.boards.clear_faults()
    for board in BOARDS:
        site.boards.fault(
            board, fault.board, probability=fault.probability, operations=list(fault.operations), seconds=pause
        )
        site.boards.fault(board, FaultKind.LATENCY, probability=1.0, seconds=LATENCY)


def _fill(site: Site, _fault: Fault) -> None:
    """Leave not a byte. Only where the servers' data has a disk of its own."""
    assert site.disk is not None
    with _ballast(site.disk).open("wb") as file, contextlib.suppress(OSError):
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(site.disk).free)
    with _ballast(site.disk).open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)


def _empty(site: Site, _fault: Fault) -> None:
    assert site.disk is not None
    _ballast(site.disk).unlink(missing_ok=True)
    site.revive()
    log = site.disk / "log" / "postgres.log"
    if "No space left on device" not in log.read_text(errors="replace"):
        site.programs["boards"].surprises.append("the disk was full and PostgreSQL never noticed")


def _ballast(disk: Path) -> Path:
    return disk / "ballast"


def _unplug(site: Site, _fault: Fault) -> None:
    assert site.host is not None
    site.host.cut()


def _plug(site: Site, _fault: Fault) -> None:
    assert site.host is not None
    site.host.heal()


def _turn_clocks(site: Site, fault: Fault) -> None:
    for program in _programs(site, fault):
        argv = (sys.executable, "-m", "tests.chaos.wrong_clock_worker", HOURS_OFF[program.name])
        _exchange(site, program, argv)


def _right_clocks(site: Site, fault: Fault) -> None:
    for program in _programs(site, fault):
        _exchange(site, program, (sys.executable, "-m", "worker.app", "worker"))


def _exchange(site: Site, program: Program, argv: Sequence[str]) -> None:
    program.end(site.callboard.settings.deadline + 10.0)
    program.argv = tuple(argv)
    program.start()


def _confuse(site: Site, _fault: Fault) -> None:
    """Rubbish, a task of another version, arguments nobody takes, and a wake ten times over."""
    valkey = site.servers.valkey
    assert valkey is not None
    with contextlib.closing(redis.Redis.from_url(valkey.url)) as client:
        for rubbish in (b"", b"\xff\xfe", b"{}", b"[]", b"null", b'{"body": 1, "headers": 2, "properties": 3}'):
            client.lpush(QUEUE, rubbish)
    from worker import celery

    app = celery.make(valkey.url)
    app.send_task("worker.of_another_version", args=[1, 2, 3])
    app.send_task("worker.deliver", args=["nobody takes this"], kwargs={"posting": 1})
    for _ in range(10):
        app.send_task("worker.deliver")


def keep_up(site: Site, fault: Fault, seconds: float) -> None:
    """Let the fault last; what dies by itself meanwhile is started again, as the supervisor would."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        site.tend()
        if fault.kind is Kind.FULL_DISK:
            with contextlib.suppress(Exception):
                site.revive()
        time.sleep(min(0.25, left))


_BEGIN: Mapping[Kind, Callable[[Site, Fault], None]] = {
    Kind.KILL: _kill,
    Kind.WIPE: _kill,
    Kind.DEPLOY: _deploy,
    Kind.SUSPEND: _suspend,
    Kind.HESITATE: _hesitate,
    Kind.CUT: _link(lambda name, site: site.links[name].cut()),
    Kind.STALL: _link(lambda name, site: site.links[name].stall()),
    Kind.DELAY: _link(lambda name, site: site.links[name].delay(DELAY)),
    Kind.BOARD: _misbehave,
    Kind.UNPLUG: _unplug,
    Kind.FULL_DISK: _fill,
    Kind.WRONG_CLOCK: _turn_clocks,
    Kind.STRANGE_MESSAGES: _confuse,
}

_END: Mapping[Kind, Callable[[Site, Fault], None]] = {
    Kind.KILL: _restart,
    Kind.WIPE: _restart,
    Kind.SUSPEND: _resume,
    Kind.HESITATE: _resume,
    Kind.CUT: _link(lambda name, site: site.links[name].heal()),
    Kind.STALL: _link(lambda name, site: site.links[name].heal()),
    Kind.DELAY: _link(lambda name, site: site.links[name].heal()),
    Kind.BOARD: lambda site, _fault: _behave(site),
    Kind.UNPLUG: _plug,
    Kind.FULL_DISK: _empty,
    Kind.WRONG_CLOCK: _right_clocks,
}
