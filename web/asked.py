"""What the address of a report asks for: whose, which days, and what a board is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import abort, g, request
from sqlalchemy import Connection, select

from orchestrator.boards.registry import Group, group
from orchestrator.boards.registry import channels as registered_channels
from orchestrator.domain.day import day_of
from orchestrator.domain.permission import Action
from orchestrator.storage.database import clock
from orchestrator.storage.tables import employer as employers

from .access import callboard, may, user


@dataclass(frozen=True, slots=True)
class Whose:
    """One employer, or all; `today` on its own calendar."""

    name: str
    zone: ZoneInfo
    today: date


def chosen_employer() -> int | None:
    """The one chosen in the frame, else the person's own; None is all of them. 404 for one that is not theirs."""
    frame = g.get("frame")
    found: int | None = frame.employer if frame is not None and frame.employer is not None else user().employer
    may(Action.REPORT, found)
    return found


def whose(connection: Connection, employer: int | None) -> Whose:
    """Name, zone and today of an employer; of the installation where it is about all."""
    if employer is None:
        name, zone = "All employers", ZoneInfo(callboard().settings.zone)
    else:
        row = connection.execute(select(employers.c.name, employers.c.zone).where(employers.c.id == employer)).one()
        name, zone = row.name, ZoneInfo(row.zone)
    return Whose(name, zone, day_of(clock(connection), zone))


def asked_days(today: date) -> tuple[date, date]:
    """The days `from` and `to`; without them the month so far. 400 for what is no period."""
    end = asked_day("to", today)
    start = asked_day("from", end.replace(day=1))
    if end < start:
        abort(400)
    return start, end


def asked_day(name: str, otherwise: date) -> date:
    """A day of the address, `2026-11-01`; 400 for other text."""
    words = request.args.get(name)
    if not words:
        return otherwise
    try:
        return datetime.strptime(words, "%Y-%m-%d").date()  # noqa: DTZ007  # a day of the calendar has no zone
    except ValueError:
        abort(400)


def board_label(board: str) -> str:
    """What people call a board; its name where its adapter is not installed."""
    installed = callboard().registry
    return installed[board].label if board in installed else board


def board_is_channel(board: str) -> bool:
    """Whether it takes short messages to followers, which are not compared with adverts on boards."""
    installed = callboard().registry
    return board in installed and group(installed[board]) is Group.CHANNEL


def channels() -> frozenset[str]:
    """The installed channels, which are in no ranking and no comparison of boards."""
    return registered_channels(callboard().registry)
