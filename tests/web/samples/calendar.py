"""A month with a little on it, and the same as a table."""

from __future__ import annotations

from datetime import date

from orchestrator.domain.posting import Phase, Presence, Wish
from orchestrator.domain.status import Status
from orchestrator.queries.calendar import Group, Started
from orchestrator.queries.postings import PostingLine
from orchestrator.services.rehearse import When
from web.calendar_page import GridPage, Head, TablePage, grid
from web.calendar_span import Shown, View
from web.check_table import Cell
from web.paging import Pager
from web.together_page import TogetherPage, TogetherRow

from .common import STATES, at

HEAD = Head(
    "November 2026",
    "All times Europe/London, now GMT.",
    "month",
    "2026-11-01",
    ("October 2026", "2026-10-01"),
    ("December 2026", "2026-12-01"),
    ("2026-11-01", "2026-11-30"),
    (STATES,),  # type: ignore[arg-type]  # a stand-in with the same fields
    {"status": "needs_you"},
    may_move=True,
)

STARTED = {
    date(2026, 11, 23): Started(
        (
            Group(at(23, 11), "Care Coordinator", 6, Status.SCHEDULED, "advert", 4),
            Group(at(23, 16), "Registered Manager, Exeter: Reed", 1, Status.SCHEDULED, "posting", 5),
            Group(at(23, 17), "Night Carer", 3, Status.NEEDS_YOU, "advert", 6),
        ),
        5,
    ),
    date(2026, 11, 27): Started((Group(at(27, 7), "Deputy Manager", 2, Status.LIVE, "advert", 7),), 0),
}

CALENDAR: GridPage = grid(
    HEAD,
    Shown.of(View.MONTH, date(2026, 11, 23)),
    date(2026, 11, 23),
    STARTED,
    {date(2026, 11, 30): ("Saint Andrew's Day (Scotland)", "3 end")},
    earlier=False,
)

LINE = PostingLine(
    id=5, reference="FH-2108.1-1", employer_id=1, vacancy_id=3, vacancy_reference="FH-2108", title="Care Coordinator",
    place="Torquay", wording_id=1, account_id=1, board="reed", account="Reed", practice=False,
    status=Status.SCHEDULED, reason="", wish=Wish.LIVE, presence=Presence.ABSENT, phase=Phase.WAITING, cause=None,
    evidence=None, starts_at=at(24, 7), ends_at=None, zone="Europe/London", act_at=at(24, 7), published_at=None,
    checked_at=None, ended_at=None, external_id=None, url=None, attempts=0, openings=2, owner_id=1,
)  # fmt: skip

TABLE = TablePage(HEAD, (LINE,), Pager(1, 1, 1, 1), "2026-11-01", "2026-11-30")

TOGETHER = TogetherPage(
    change="move",
    title="Move 2 postings to another time",
    lede="1 vacancy (2 openings) on 1 board. Nothing is changed until you say so.",
    asks_when=True,
    when=When("2026-11-25", "07:00"),
    zone="Europe/London",
    rows=(
        TogetherRow(LINE, Cell("ok", "Goes out Wednesday 25 November 2026 at 07:00 GMT")),
        TogetherRow(LINE, Cell("stop", "It has been sent already.")),
    )[:1],
    will=1,
    stopped=1,
    sentence="Move 1 posting to another time.",
    consequences=("1 on Reed keeps its place on the calendar; nothing is charged for moving",),
    action="Move 1 posting",
    ready=(5,),
    back="/calendar",
    once="a token of the form",
)
