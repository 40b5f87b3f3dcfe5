"""Shapes and values that several pages share; the moment is Monday 23 November 2026, 10:31 in London."""

from __future__ import annotations

from datetime import UTC, datetime

from orchestrator.domain.figure import Absent, Figure
from orchestrator.queries.history import Event
from web.filter import Filter, Option
from web.outage_words import Notice

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)


def at(day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC)


OUTAGE = Notice(
    "Reed has not answered since 07:40.",
    "12 of yours wait and keep their place. We try again at 10:45. Adverts already live there stay live.",
    1,
)

STATES = Filter("status", "State", "", (Option("", "Any state"), Option("needs_you", "Needs you")))

OWNERS = Filter("owner", "Owner", "mine", (Option("mine", "Mine"), Option("", "Everybody")))

STALE = Figure(19, at(21, 6), stale=True)

NONE_YET = Figure(None, absent=Absent.NONE_YET)

EVENTS = (
    Event("Scheduled by Priya Nair, approved by Helen Marsh", at(18, 8, 55)),
    Event("Sent; no clear answer after 8.0 seconds", at(23, 9, 58, 14)),
    Event("We looked: Reed does not list it yet", at(23, 10, 10), "Reed’s list may lag 30 minutes", "now"),
    Event("We look again", at(23, 10, 40), kind="next"),
)
