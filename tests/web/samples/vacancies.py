"""The list of vacancies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orchestrator.domain.figure import Figure
from orchestrator.domain.status import Status

from .common import NONE_YET, OWNERS, STALE, STATES, Filter, Pager


@dataclass(frozen=True, slots=True)
class VacancyRow:
    id: int
    title: str
    reference: str
    place: str
    openings: int
    filled: int
    status: Status
    reason: str
    live: int
    boards: int
    applications: Figure | int | None
    owner: str
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class Vacancies:
    lede: str
    query: str
    filters: tuple[Filter, ...]
    rows: tuple[VacancyRow, ...]
    pager: Pager
    cause: str
    may_write: bool = True
    ticked: bool = False


VACANCIES = Vacancies(
    lede="11 open vacancies with 17 openings at Fairhaven Homecare.",
    query="care",
    filters=(STATES, OWNERS),
    rows=(
        VacancyRow(
            8,
            "Care Coordinator",
            "FH-2108",
            "Torquay",
            2,
            0,
            Status.NEEDS_YOU,
            "Reed: sent, not confirmed",
            3,
            4,
            Figure(22),
            "Priya Nair",
            date(2026, 12, 18),
        ),
        VacancyRow(
            9,
            "Night Carer",
            "FH-2109",
            "Torquay",
            2,
            0,
            Status.LIVE,
            "since 16 November",
            3,
            3,
            STALE,
            "Priya Nair",
            None,
        ),
        VacancyRow(
            10,
            "Deputy Manager",
            "FH-2110",
            "Exeter",
            1,
            0,
            Status.DRAFT,
            "3 findings open",
            0,
            0,
            NONE_YET,
            "Tom Okafor",
            date(2027, 1, 8),
        ),
    ),
    pager=Pager(2, 3, 211, 100),
    cause="",
)
