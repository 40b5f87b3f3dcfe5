"""The frozen rows a client report is made of."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from orchestrator.boards.registry import Registry, channels, pages
from orchestrator.domain.reading import Metric
from orchestrator.reporting.client import STAGES
from orchestrator.storage import client_vacancies
from orchestrator.storage.cost_parts import parts

from .posting_totals import PostingTotal, posting_totals
from .unattributed import unattributed_in

_COMMENTS = text("""
select c.said, coalesce(nullif(p.full_name, ''), c.said_by) as said_by, (c.said_at at time zone e.zone)::date as said_on
from report_comment c join employer e on e.id = c.employer_id left join person p on p.name = c.said_by
where c.employer_id = :employer and c.month = :month order by c.said_at
""")
_TODAY = text("select name, (now() at time zone zone)::date as today from employer where id = :employer")


def month_end(month: date, today: date) -> date:
    """The last day of a month, or today while it runs."""
    return min(month.replace(day=monthrange(month.year, month.month)[1]), today)


def client_data(connection: Connection, registry: Registry, employer: int, month: date) -> dict[str, Any]:
    """The month of one employer as `reporting.client_figures` reads it; `month` is its first day."""
    name, today = whose(connection, employer)
    last = month_end(month, today)
    paid = parts(connection, month, last, employer, pages(registry))
    totals = posting_totals(connection, month, last, employer, paid)
    boards = sorted({each.shown.board for each in totals})
    vacancies = [
        {
            "id": row.id,
            "title": row.title,
            "place": row.place,
            "openings": row.openings,
            "state": row.state,
            "opened_on": row.opened_on.isoformat(),
            "closed_on": row.closed_on.isoformat() if row.closed_on else None,
        }
        for row in client_vacancies.each(connection, month, last, employer)
    ]
    return {
        "employer": name,
        "first": month.isoformat(),
        "last": last.isoformat(),
        "vacancies": vacancies,
        "postings": [_posting(each, month, last) for each in totals],
        "unattributed": unattributed_in(connection, month, last, employer).value,
        "labels": {board: registry[board].label if board in registry else board for board in boards},
        "channels": sorted({*boards} & channels(registry)),
        "comments": comments(connection, employer, month),
    }


def whose(connection: Connection, employer: int) -> tuple[str, date]:
    """The employer's name, and the day it is there."""
    name, today = connection.execute(_TODAY, {"employer": employer}).one()
    return name, today


def comments(connection: Connection, employer: int, month: date) -> list[dict[str, str]]:
    """What was said of the month, the oldest first."""
    return [
        {"said": row.said, "by": row.said_by, "on": row.said_on.isoformat()}
        for row in connection.execute(_COMMENTS, {"employer": employer, "month": month})
    ]


def _posting(each: PostingTotal, month: date, last: date) -> dict[str, Any]:
    shown = each.shown
    began, ended = max(shown.first_day, month), min(shown.last_day or last, last)
    return {
        "id": shown.id,
        "reference": shown.reference,
        "vacancy": shown.vacancy_id,
        "board": shown.board,
        "account": shown.account,
        "days": (ended - began).days + 1,
        "evidence": shown.evidence.value if shown.evidence else None,
        "clicks": each.measured(Metric.CLICK),
        "applications": each.applications,
        "stages": {stage: each.counts.get((Metric(stage), False)) for stage in STAGES},
        "cost": None if each.cost is None else str(each.cost),
        "currency": each.currency,
    }
