"""The queue."""

from __future__ import annotations

from datetime import timedelta

from orchestrator.domain.health import Health
from web.cause_row import CauseRow
from web.queue import LaneRow, QueuePage, WorkerRow

from .common import at

QUEUE = QueuePage(
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
        CauseRow(
            "1-answer",
            "Answer lost after sending",
            "Reed, main account",
            3,
            at(23, 9, 58),
            "We look at 10:40",
            "Settle 3",
            "/boards/1/unconfirmed",
        ),
        CauseRow(
            "2-down", "Board down", "TotalJobs, group contract", 6, at(23, 5, 40), "Probe at 10:45", "Open", "/queue"
        ),
    ),
    chosen=None,
    lanes=(
        LaneRow(
            1, "Reed, Fairhaven", 41, timedelta(seconds=2), 12, 320, "0.4 %", Health.WORKING, "Closed: sending", False
        ),
        LaneRow(
            2,
            "TotalJobs, group",
            6,
            timedelta(hours=4, minutes=51),
            1,
            0,
            "100 %",
            Health.DOWN,
            "Open: probe 10:45",
            False,
        ),
        LaneRow(3, "LinkedIn, agency", 3, None, 3, 44, "6 %", Health.ATTENTION, "Half open", False),
        LaneRow(4, "DWP, Fairhaven", 0, None, 0, 0, "none", Health.PAUSED, "Paused by Tom Okafor", True),
    ),
    workers=(WorkerRow("worker-1", "Sending, 32 of 64", at(23, 10, 30, 59), at(14)),),
)
