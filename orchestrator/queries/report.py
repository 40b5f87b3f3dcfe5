"""What came back in a period, by vacancy, advert, board or day. Each number says of how many postings it is known.

What boards (or people, or files) report and what our apply link measures stand side by side and are never summed.
Of one posting only one reporter's count of a metric is taken.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from orchestrator.domain.day import ONE
from orchestrator.storage.database import clock

from .report_days import of_days
from .report_line import COLUMNS, By, Column, Line, Report, Side, Tally
from .report_months import of_months

__all__ = ["COLUMNS", "By", "Column", "Line", "Report", "Side", "Tally", "report"]


def report(connection: Connection, start: date, end: date, by: By, *, employer: int | None = None) -> Report:
    """The report of a period, both days included, for one employer or all. Raises ValueError when it ends before it
    starts.

    Whole months, and the time from the first of a month until today, are read from what facts add up to; other
    periods, and days, from the facts themselves, which says the same and takes longer.
    """
    if end < start:
        raise ValueError(f"the period ends on {end:%d %B %Y}, before it starts; swap the two days")
    make = of_months if by not in (By.VACANCY, By.DAY) and whole_months(connection, start, end) else of_days
    return make(connection, start, end, by, employer=employer)


def whole_months(connection: Connection, start: date, end: date) -> bool:
    """Whether a period is whole months, or from the first of one until today: what facts add up to says all of it."""
    return start.day == 1 and ((end + ONE).day == 1 or end >= clock(connection).date())
