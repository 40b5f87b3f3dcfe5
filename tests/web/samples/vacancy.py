"""One vacancy and its postings."""

from __future__ import annotations

from orchestrator.domain.figure import Figure
from orchestrator.domain.status import Status
from web.vacancy_page import PostingRow, VacancyPage

from .common import EVENTS, NONE_YET, OUTAGE, at

VACANCY = VacancyPage(
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
    outages=(OUTAGE,),
    postings=(
        PostingRow(
            1,
            "Reed",
            "Fairhaven main account",
            Status.NEEDS_YOU,
            "Sent, not confirmed",
            "Nothing yet",
            NONE_YET,
            "",
            "Look again at 10:40",
            movable=False,
        ),
        PostingRow(
            2,
            "Indeed",
            "Group feed",
            Status.LIVE,
            "since 18 November",
            "Fetched by Indeed, 08:02",
            Figure(12),
            "usual by day 5: 9 to 21",
            "Refresh is not allowed before 18 December",
            movable=True,
        ),
        PostingRow(
            3,
            "CareHome.co.uk",
            "By hand",
            Status.LIVE,
            "since 19 November",
            "Proof: picture, Priya",
            Figure(3, at(16), stale=True),
            "",
            "Count due today",
            movable=False,
        ),
    ),
    events=EVENTS,
)
