"""The list of vacancies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from orchestrator.domain.figure import Figure
from orchestrator.domain.status import Status
from orchestrator.queries.vacancies import VacancyLine
from web.paging import Pager
from web.vacancies import ListPage

from .common import NONE_YET, OWNERS, STALE, STATES


def _row(applications: Figure, line: VacancyLine) -> Mapping[str, object]:
    return asdict(line) | {"applications": applications}


VACANCIES = ListPage(
    lede="11 open vacancies with 17 openings at Fairhaven Homecare.",
    query="care",
    filters=(STATES, OWNERS),
    rows=(
        _row(
            Figure(22),
            VacancyLine(
                8,
                1,
                "Care Coordinator",
                "FH-2108",
                "Torquay",
                2,
                0,
                Status.NEEDS_YOU,
                "Reed: sent, not confirmed",
                3,
                4,
                "Priya Nair",
                date(2026, 12, 18),
            ),
        ),
        _row(
            STALE,
            VacancyLine(
                9,
                1,
                "Night Carer",
                "FH-2109",
                "Torquay",
                2,
                0,
                Status.LIVE,
                "since 16 November",
                3,
                3,
                "Priya Nair",
                None,
            ),
        ),
        _row(
            NONE_YET,
            VacancyLine(
                10,
                1,
                "Deputy Manager",
                "FH-2110",
                "Exeter",
                1,
                0,
                Status.DRAFT,
                "3 findings open",
                0,
                0,
                "Tom Okafor",
                date(2027, 1, 8),
            ),
        ),
    ),
    pager=Pager(2, 3, 211, 100),
    cause="",
    may_write=True,
    ticked=False,
)
