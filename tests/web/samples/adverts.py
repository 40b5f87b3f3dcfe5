"""The list of adverts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from orchestrator.domain.figure import Figure
from orchestrator.domain.status import Status
from web.filter import Filter
from web.paging import Pager

from .common import NONE_YET, OWNERS, STALE, STATES, at


@dataclass(frozen=True, slots=True)
class AdvertRow:
    id: int
    title: str
    wordings: int
    vacancies: int
    openings: int
    places: str
    status: Status
    reason: str
    boards: str | None
    applications: Figure | int | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Adverts:
    employer: str
    query: str
    filters: tuple[Filter, ...]
    rows: tuple[AdvertRow, ...]
    pager: Pager


ADVERTS = Adverts(
    employer="Fairhaven Homecare",
    query="",
    filters=(STATES, OWNERS),
    pager=Pager(1, 1, 5, 5),
    rows=(
        AdvertRow(
            4,
            "Care Coordinator",
            2,
            9,
            14,
            "6 towns",
            Status.NEEDS_YOU,
            "21 of 27 live, 1 needs you",
            "Reed, Indeed, Careers",
            Figure(55),
            at(23, 10, 22),
        ),
        AdvertRow(
            5,
            "Care Coordinator, nights",
            1,
            2,
            3,
            "",
            Status.SCHEDULED,
            "tomorrow at 07:00",
            "Reed, Indeed",
            NONE_YET,
            at(22),
        ),
        AdvertRow(6, "Night Carer", 1, 2, 4, "", Status.SENDING, "1 of 6 sent", "Indeed, TotalJobs", STALE, at(23, 8)),
        AdvertRow(7, "Deputy Manager", 1, 1, 1, "Exeter", Status.DRAFT, "3 findings open", None, None, at(20)),
        AdvertRow(8, "Activities Lead", 1, 1, 0, "", Status.CLOSED, "gone everywhere", "Careers", 0, at(1)),
    ),
)
