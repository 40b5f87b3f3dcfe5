"""The queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .common import at


@dataclass(frozen=True, slots=True)
class Cause:
    id: str
    words: str
    where: str
    postings: int
    since: datetime
    next: str
    action: str
    href: str


@dataclass(frozen=True, slots=True)
class Lane:
    account_id: int
    name: str
    due: int
    oldest: timedelta | None
    in_flight: int
    done_a_minute: int
    errors: str
    health: str
    breaker: str
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Worker:
    name: str
    doing: str
    progressed_at: datetime | None
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    lede: str
    refreshing: bool
    due: int
    oldest_sendable: timedelta | None
    in_flight: int
    places: int
    done_a_minute: int
    usual: tuple[int, int] | None
    unconfirmed: int
    oldest_unconfirmed: timedelta | None
    parked: int
    parked_causes: int
    differences: int
    causes: tuple[Cause, ...]
    chosen: None
    lanes: tuple[Lane, ...]
    workers: tuple[Worker, ...]


QUEUE = Queue(
    lede="Delivery is healthy except for one board. Nothing is lost.",
    refreshing=True,
    due=212,
    oldest_sendable=timedelta(seconds=3),
    in_flight=38,
    places=64,
    done_a_minute=1140,
    usual=(900, 1300),
    unconfirmed=3,
    oldest_unconfirmed=timedelta(minutes=33),
    parked=9,
    parked_causes=2,
    differences=2,
    causes=(
        Cause(
            "1-answer",
            "Answer lost after sending",
            "Reed, main account",
            3,
            at(23, 9, 58),
            "We look at 10:40",
            "Settle 3",
            "/boards/1/unconfirmed",
        ),
        Cause(
            "2-down", "Board down", "TotalJobs, group contract", 6, at(23, 5, 40), "Probe at 10:45", "Open", "/queue"
        ),
    ),
    chosen=None,
    lanes=(
        Lane(1, "Reed, Fairhaven", 41, timedelta(seconds=2), 12, 320, "0.4 %", "working", "Closed: sending"),
        Lane(2, "TotalJobs, group", 6, timedelta(hours=4, minutes=51), 1, 0, "100 %", "down", "Open: probe 10:45"),
        Lane(3, "LinkedIn, agency", 3, None, 3, 44, "6 %", "attention", "Half open"),
        Lane(4, "DWP, Fairhaven", 0, None, 0, 0, "none", "paused", "Paused by Tom Okafor", paused=True),
    ),
    workers=(Worker("worker-1", "Sending, 32 of 64", at(23, 10, 30, 59), at(14)),),
)
