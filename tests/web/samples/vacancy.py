"""One vacancy and its postings."""

from __future__ import annotations

from dataclasses import dataclass

from orchestrator.domain.figure import Figure
from orchestrator.domain.status import Status
from orchestrator.queries.history import Event
from web.outage_words import Notice

from .common import EVENTS, OUTAGE, at


@dataclass(frozen=True, slots=True)
class VacancyPosting:
    id: int
    board: str
    account: str
    status: Status
    reason: str
    evidence: str
    applications: Figure | int | None
    next: str
    movable: bool = False


@dataclass(frozen=True, slots=True)
class Vacancy:
    id: int
    title: str
    reference: str
    employer: str
    openings: int
    filled: int
    pay: str | None
    owner: str
    advert_id: int | None
    open: bool
    may_write: bool
    live: int
    boards: int
    needs: int
    applications: Figure
    known: int
    of: int
    usual: tuple[int, int] | None
    usual_words: str
    outages: tuple[Notice, ...]
    postings: tuple[VacancyPosting, ...]
    events: tuple[Event, ...]


VACANCY = Vacancy(
    id=8,
    title="Care Coordinator, Torquay",
    reference="FH-2108",
    employer="Fairhaven Homecare",
    openings=2,
    filled=0,
    pay="£26,200 to £28,400 a year",
    owner="Priya Nair",
    advert_id=4,
    open=True,
    may_write=True,
    live=3,
    boards=4,
    needs=1,
    applications=Figure(22),
    known=3,
    of=4,
    usual=(14, 31),
    usual_words="by day 5; same role, these boards",
    outages=(OUTAGE,),
    postings=(
        VacancyPosting(
            1,
            "Reed",
            "Fairhaven main account",
            Status.NEEDS_YOU,
            "Sent, not confirmed",
            "Nothing yet",
            None,
            "Look again at 10:40",
        ),
        VacancyPosting(
            2,
            "Indeed",
            "Group feed",
            Status.LIVE,
            "since 18 November",
            "Fetched by Indeed, 08:02",
            12,
            "Refresh is not allowed before 18 December",
        ),
        VacancyPosting(
            3,
            "CareHome.co.uk",
            "By hand",
            Status.LIVE,
            "since 19 November",
            "Proof: picture, Priya",
            Figure(3, at(16), stale=True),
            "Count due today",
        ),
    ),
    events=EVENTS,
)
