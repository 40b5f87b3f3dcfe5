"""The frozen rows that the report of a period is made of."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from .posting_totals import PostingTotal, posting_totals
from .report import COLUMNS, By, Side


def month_data(connection: Connection, start: date, end: date, by: By, employer: int | None) -> dict[str, Any]:
    """As `reporting.month_figures` reads them. ValueError for a report by day: days are in no posting's row."""
    if by is By.DAY:
        raise ValueError("a report by day has no lines of postings; take it by board, vacancy or advert")
    return {
        "from": start.isoformat(),
        "to": end.isoformat(),
        "by": by.value,
        "columns": [column.name for column in COLUMNS],
        "postings": [_posting(each, by) for each in posting_totals(connection, start, end, employer)],
    }


def _posting(each: PostingTotal, by: By) -> dict[str, Any]:
    shown = each.shown
    group, label = {
        By.VACANCY: (str(shown.vacancy_id), shown.vacancy),
        By.ADVERT: (str(shown.advert_id), shown.advert),
    }.get(by, (shown.board, shown.board))
    counts = {column.name: each.counts.get((column.metric, column.side is Side.MEASURED)) for column in COLUMNS}
    return {"id": shown.id, "reference": shown.reference, "group": group, "label": label, "counts": counts}
