"""Faults as data: what goes wrong, where, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from orchestrator.testing.simulator.fault import FaultKind

from .site import WORKERS

BOTH = 2 * 64
"""Postings that two workers may have committed as being sent and not yet written, as the promise counts them."""
ONE = 64


class Kind(StrEnum):
    """What is done to the target."""

    KILL = "kill"  # kill -9; started again at the end
    WIPE = "wipe"  # kill -9 of the broker, its files removed; started again at the end
    DEPLOY = "deploy"  # SIGTERM, wait, start
    SUSPEND = "suspend"  # SIGSTOP; SIGCONT at the end
    HESITATE = "hesitate"  # stops itself between its last check and the write; SIGCONT at the end
    CUT = "cut"  # connections reset, new ones refused
    STALL = "stall"  # connections stay, nothing passes
    DELAY = "delay"  # every piece waits a little
    BOARD = "board"  # boards behave as `board` says
    UNPLUG = "unplug"  # the cable of a worker's own network is pulled: packets are lost and nobody is told
    FULL_DISK = "full_disk"  # no room for the servers' data
    WRONG_CLOCK = "wrong_clock"  # workers whose clocks are hours off, in both directions
    STRANGE_MESSAGES = "strange_messages"  # messages that nobody of this version wrote


@dataclass(frozen=True, slots=True)
class Fault:
    """`targets` are programs, servers or links. `in_doubt`: postings a person may have to look for because of the
    workers that are hit, beside what the boards themselves have in hand.

    `seconds` None: longer than a lease. A board misbehaves with `probability` in `operations` (empty: all), each time
    for `pause` seconds where that means anything, None: longer than a call may take.
    """

    name: str
    kind: Kind
    targets: tuple[str, ...] = ()
    seconds: float | None = 1.0
    in_doubt: int = 0
    board: FaultKind | None = None
    probability: float = 0.5
    operations: tuple[str, ...] = ()
    pause: float | None = 0.0


def _board(kind: FaultKind, **given: object) -> Fault:
    return Fault(f"board_{kind.value}", Kind.BOARD, seconds=4.0, board=kind, **given)  # type: ignore[arg-type]


CREATE = ("create",)

FAULTS = (
    Fault("worker_killed", Kind.KILL, WORKERS[:1], in_doubt=ONE),
    Fault("workers_killed", Kind.KILL, WORKERS, in_doubt=BOTH),
    Fault("workers_deployed", Kind.DEPLOY, WORKERS, seconds=0.0),
    Fault("worker_suspended", Kind.SUSPEND, WORKERS[:1], seconds=None, in_doubt=ONE),
    Fault("workers_suspended", Kind.SUSPEND, WORKERS, seconds=None, in_doubt=BOTH),
    Fault("worker_hesitated", Kind.HESITATE, WORKERS[:1], seconds=None, in_doubt=ONE),
    Fault("workers_clock_wrong", Kind.WRONG_CLOCK, WORKERS, seconds=4.0),
    Fault("beat_killed", Kind.KILL, ("beat",)),
    Fault("web_killed", Kind.KILL, ("web",)),
    Fault("valkey_killed", Kind.KILL, ("valkey",), seconds=3.0),
    Fault("valkey_lost", Kind.WIPE, ("valkey",), seconds=3.0),
    Fault("strange_messages", Kind.STRANGE_MESSAGES, seconds=1.0),
    Fault("postgres_killed", Kind.KILL, ("postgres",), in_doubt=BOTH),
    Fault("postgres_away", Kind.KILL, ("postgres",), seconds=8.0, in_doubt=BOTH),
    Fault("postgres_disk_full", Kind.FULL_DISK, seconds=5.0, in_doubt=BOTH),
    Fault("boards_cut", Kind.CUT, ("boards",), seconds=3.0, in_doubt=BOTH),
    Fault("boards_stalled", Kind.STALL, ("boards",), seconds=None, in_doubt=BOTH),
    Fault("boards_delayed", Kind.DELAY, ("boards",), seconds=4.0),
    Fault("postgres_cut", Kind.CUT, ("postgres",), seconds=3.0, in_doubt=BOTH),
    Fault("postgres_stalled", Kind.STALL, ("postgres",), seconds=None, in_doubt=BOTH),
    Fault("postgres_delayed", Kind.DELAY, ("postgres",), seconds=4.0),
    Fault("valkey_cut", Kind.CUT, ("valkey",), seconds=3.0),
    Fault("valkey_stalled", Kind.STALL, ("valkey",), seconds=4.0),
    Fault("worker_unplugged", Kind.UNPLUG, WORKERS[1:], seconds=None, in_doubt=ONE),
    _board(FaultKind.TIMEOUT, pause=None),
    _board(FaultKind.ERROR_AFTER),
    _board(FaultKind.DROP_AFTER),
    _board(FaultKind.CUT_HEADER),
    _board(FaultKind.CUT_BODY),
    _board(FaultKind.DRIP),
    _board(FaultKind.HTML),
    _board(FaultKind.THROTTLE),
    _board(FaultKind.REJECT, operations=CREATE, probability=0.1),
    _board(FaultKind.LOSE, operations=CREATE, probability=0.1),
    _board(FaultKind.REDIRECT),
    _board(FaultKind.BLACK_HOLE, pause=None),
    _board(FaultKind.ERROR_BEFORE),
)

SHORT = ("board_timeout", "worker_suspended", "worker_killed", "postgres_killed", "valkey_lost", "boards_cut")

CLEAR = frozenset({FaultKind.LATENCY, FaultKind.THROTTLE, FaultKind.REJECT, FaultKind.LOSE})
"""What a board does that leaves nobody in doubt."""


def chosen(names: tuple[str, ...]) -> tuple[Fault, ...]:
    """The faults of these names, in this order. Raises KeyError."""
    known = {fault.name: fault for fault in FAULTS}
    return tuple(known[name] for name in names)
