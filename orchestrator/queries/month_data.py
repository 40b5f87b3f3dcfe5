"""The frozen rows that the report of a period is made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from orchestrator.reporting.edition import freeze
from orchestrator.storage import report_rows

from .posting_totals import PostingTotal, posting_totals
from .report import COLUMNS, By, Side
from .unattributed import unattributed_in


def month_data(connection: Connection, start: date, end: date, by: By, employer: int | None) -> dict[str, Any]:
    """As `reporting.month_figures` reads them, by day as `reporting.day_figures` does."""
    found: dict[str, Any] = {
        "from": start.isoformat(),
        "to": end.isoformat(),
        "by": by.value,
        "columns": [column.name for column in COLUMNS],
        "postings": [_posting(each, by) for each in posting_totals(connection, start, end, employer)],
        "unattributed": [
            {"vacancy": each.vacancy, "title": each.title, "applications": each.value}
            for each in unattributed_in(connection, start, end, employer).vacancies
        ],
    }
    return found | _days(connection, start, end, employer) if by is By.DAY else found


def frozen_report(connection: Connection, start: date, end: date, by: By, employer: int | None) -> dict[str, Any]:
    """The report of a period as it is handed out: the same figures as `report` has, with the rows they come from."""
    return freeze("days" if by is By.DAY else "month", month_data(connection, start, end, by, employer))


def _days(connection: Connection, start: date, end: date, employer: int | None) -> dict[str, Any]:
    shown = report_rows.shown(connection, start, end, employer)
    rows = report_rows.by_day(connection, report_rows.Asked(start, end, shown))
    names = {(column.metric, column.side is Side.MEASURED): column.name for column in COLUMNS}
    return {
        "shown": [(each.first_day.isoformat(), each.last_day.isoformat() if each.last_day else None) for each in shown],
        "days": [
            {
                "day": row.day.isoformat(),
                "until": row.until.isoformat(),
                "column": names[row.metric, row.ours],
                "value": row.value,
                "known": row.known,
            }
            for row in rows
            if (row.metric, row.ours) in names
        ],
    }


def _posting(each: PostingTotal, by: By) -> dict[str, Any]:
    shown = each.shown
    group, label = {
        By.VACANCY: (str(shown.vacancy_id), shown.vacancy),
        By.ADVERT: (str(shown.advert_id), shown.advert),
        By.EMPLOYER: (str(shown.employer_id), shown.employer),
    }.get(by, (shown.board, shown.board))
    counts = {column.name: each.counts.get((column.metric, column.side is Side.MEASURED)) for column in COLUMNS}
    return {"id": shown.id, "reference": shown.reference, "group": group, "label": label, "counts": counts}
