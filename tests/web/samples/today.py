"""Today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from orchestrator.domain.figure import Figure
from orchestrator.domain.status import Status
from orchestrator.queries.link import Link
from web.outage_words import Notice

from .common import OUTAGE, at


@dataclass(frozen=True, slots=True)
class Need:
    kind: str
    headline: str
    text: str
    action: Link | None


@dataclass(frozen=True, slots=True)
class Credit:
    account_id: int
    account: str
    left: str
    note: str


@dataclass(frozen=True, slots=True)
class GoingOut:
    at: datetime
    vacancy_id: int
    title: str
    openings: int
    boards: str
    status: Status


@dataclass(frozen=True, slots=True)
class Ending:
    vacancy_id: int
    title: str
    text: str
    action: Link | None


@dataclass(frozen=True, slots=True)
class Uncounted:
    postings: int
    boards: str
    text: str
    action: Link | None


@dataclass(frozen=True, slots=True)
class Ahead:
    stopped: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Today:
    greeting: str
    lede: str
    outages: tuple[Notice, ...]
    needs: tuple[Need, ...]
    needs_total: int
    live: int
    open_postings: int
    due_today: int
    sent_today: int
    applications: Figure
    known_postings: int
    credits: tuple[Credit, ...]
    going_out: tuple[GoingOut, ...]
    ending: tuple[Ending, ...]
    ending_total: int
    uncounted: tuple[Uncounted, ...]
    ahead: Ahead


TODAY = Today(
    greeting="Good morning, Priya",
    lede="Monday 23 November. Seven things need you; the rest is running.",
    outages=(OUTAGE,),
    needs=(
        Need(
            "Not confirmed",
            "Reed may already show this advert",
            "The connection dropped after we sent Care Coordinator, Torquay. We will not send it again until we know. "
            "We look ourselves once more at 10:40.",
            Link("Look and decide", "posting", 1),
        ),
        Need(
            "Still showing",
            "2 adverts you closed are still on TotalJobs",
            "Senior Carer, Exeter and Bideford. Candidates who click see your closing notice.",
            Link("Open takedown list", "vacancies", "still_showing"),
        ),
        Need("Will fail", "3 of tomorrow’s 41 postings will fail", "The title is 7 characters over.", None),
    ),
    needs_total=7,
    live=38,
    open_postings=42,
    due_today=9,
    sent_today=2,
    applications=Figure(61, low=47, high=78),
    known_postings=31,
    credits=(Credit(1, "Reed", "23 credits", "run out about 19 December"),),
    going_out=(
        GoingOut(at(23, 10, 31), 1, "Care Coordinator, Plymouth East", 1, "Reed", Status.SENDING),
        GoingOut(at(23, 11), 2, "Care Coordinator, Barnstaple", 2, "Reed, Indeed, Careers page", Status.SCHEDULED),
    ),
    ending=(
        Ending(
            3,
            "Support Worker, Exeter North",
            "Reed, ends Wednesday at 23:59. 2 of 3 openings filled.",
            Link("Refresh, 1 credit", "posting", 3),
        ),
    ),
    ending_total=1,
    ahead=Ahead(3, 41),
    uncounted=(
        Uncounted(3, "TotalJobs", "Not reported since Saturday: their figures are down, not zero. Ops know.", None),
    ),
)
