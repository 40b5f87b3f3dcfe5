"""The client report of a month as it is now: the figures of `reporting.client_figures`, added up in the database.

A page shows these; only what is frozen or handed out as a file is made of the rows themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection

from orchestrator.boards.registry import Registry, channels, pages
from orchestrator.reporting.client import place_words, stage_lines
from orchestrator.storage import client_vacancies, period_sums
from orchestrator.storage.client_vacancies import OfTitle
from orchestrator.storage.period_sums import Cut, Group

from .added import added
from .client_data import comments, month_end, whose
from .unattributed import unattributed_in


def client_now(connection: Connection, registry: Registry, employer: int, month: date) -> dict[str, Any]:
    """Data and figures as a frozen report has them, but without postings, and with a line of `vacancies` a title."""
    name, today = whose(connection, employer)
    last = month_end(month, today)
    groups = period_sums.of_month(connection, month, last, employer, pages(registry))
    titles = client_vacancies.by_title(connection, month, last, employer)
    by_board, by_title = _by(Cut.BOARD, groups), _by(Cut.TITLE, groups)
    boards = [{"board": board, **added(some).figures} for board, some in sorted(by_board.items())]
    apart = channels(registry)
    every = [each for some in by_board.values() for each in some]
    return {
        "data": {
            "employer": name,
            "first": month.isoformat(),
            "last": last.isoformat(),
            "comments": comments(connection, employer, month),
        },
        "snapshot": None,
        "code_version": version("callboard"),
        "figures": {
            "vacancies": [_line(each, by_title.get(each.title, [])) for each in titles],
            "boards": [line for line in boards if line["board"] not in apart],
            "channels": [line for line in boards if line["board"] in apart],
            "total": {
                "openings": sum(each.openings for each in titles),
                "new": sum(each.new for each in titles),
                "filled": sum(each.filled for each in titles),
                "open": sum(each.open for each in titles),
                **added(every).figures,
            },
            "stages": _stages(connection, month, last, employer) if _has_stages(every) else [],
            "unattributed": unattributed_in(connection, month, last, employer).value,
        },
    }


def _by(cut: Cut, groups: Iterable[Group]) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = {}
    for each in groups:
        if each.cut is cut:
            found.setdefault(each.key, []).append(each)
    return found


def _line(of: OfTitle, groups: Iterable[Group]) -> dict[str, Any]:
    some = list(groups)
    return {
        "title": of.title,
        "place": place_words(of.places, of.first, of.last),
        "openings": of.openings,
        "filled": of.filled,
        "days_live": max((each.days for each in some), default=0),
        **added(some).figures,
    }


def _has_stages(groups: Iterable[Group]) -> bool:
    return any(each.qualified is not None or each.hires is not None for each in groups)


def _stages(connection: Connection, month: date, last: date, employer: int) -> list[dict[str, Any]]:
    """Of every place with a vacancy, posted or not: a small one is left out beside another."""
    counts: dict[str, dict[str, int | None]] = {
        place: {"qualified_application": None, "hire": None}
        for place in client_vacancies.places(connection, month, last, employer)
    }
    for each in period_sums.of_places(connection, month, last, employer):
        place = counts[each.key]
        for stage, value in (("qualified_application", each.qualified), ("hire", each.hires)):
            if value is not None:
                place[stage] = (place[stage] or 0) + value
    return stage_lines(counts)
