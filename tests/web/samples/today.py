"""Today."""

from __future__ import annotations

from orchestrator.domain.figure import Figure
from orchestrator.domain.status import Status
from orchestrator.queries.link import Link
from orchestrator.queries.needs import Need
from orchestrator.queries.today import Ending, GoingOut, Uncounted
from web.ahead import Ahead
from web.today import Credit, TodayPage

from .common import OUTAGE, at

TODAY = TodayPage(
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
            at(25, 23, 59),
            1,
        ),
    ),
    ending_total=1,
    ahead=Ahead(3, 41),
    uncounted=(
        Uncounted(3, "TotalJobs", "Not reported since Saturday: their figures are down, not zero. Ops know.", None),
    ),
)
