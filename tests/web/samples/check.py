"""Check before sending."""

from __future__ import annotations

from dataclasses import replace

from orchestrator.domain.errors import Reason
from orchestrator.domain.status import Status
from orchestrator.queries.board_choices import Alike
from orchestrator.queries.link import Link
from web.board_field import BoardField
from web.check_page import BoardBox, CheckPage
from web.check_table import Cell, CheckRow
from web.filter import Option

from .calendar import LINE

READY = Cell("ok", "Ready")

EXTRA = (
    BoardField("sector", "Sector", "choice", "care", (Option("care", "Social care"), Option("it", "IT")), False, ""),
    BoardField("weekly", "Hours a week", "number", "37.5", (), True, "Reed shows it under the pay"),
)

CHECK = CheckPage(
    advert_id=4,
    advert="Care Coordinator",
    boards=("Reed", "Indeed", "Careers page"),
    lede="Care Coordinator, 3 vacancies (5 openings) to 3 boards. Nothing is sent until every red cell is fixed.",
    rows=(
        CheckRow(
            1,
            "Barnstaple",
            "FH-2101",
            2,
            True,
            Cell("ok", "£26,200 to £28,400"),
            (Cell("ok", "Ready, 1 credit"), READY, READY),
        ),
        CheckRow(
            5,
            "Plymouth West",
            "FH-2105",
            2,
            True,
            Cell("warn", "£23,900 is under the minimum wage for 37.5 hours.", Link("Change pay", "vacancy", 5)),
            (Cell("ok", "Ready, 1 credit"), READY, Cell("out", "Left out")),
        ),
        CheckRow(
            7,
            "Taunton",
            "FH-2107",
            1,
            True,
            Cell("ok", "£26,200 to £28,400"),
            (Cell("stop", "Postcode missing; Reed needs it.", Link("Add postcode", "vacancy", 7)), READY, READY),
        ),
    ),
    sentence="Post 3 vacancies (5 openings) to 3 boards: 9 postings, 3 of 23 Reed credits.",
    total=9,
    stopped=1,
    date="2026-11-24",
    time="07:00",
    zone_name="Europe/London",
    ends="2026-12-20",
    boxes=(
        BoardBox(1, "Reed", "Fairhaven main account", "reed", False, True, EXTRA),
        BoardBox(2, "Indeed", "Group feed, practice", "indeed", False, True, ()),
        BoardBox(3, "Careers page", "", "careers", False, True, ()),
        BoardBox(4, "TotalJobs", "paused: login refused", "totaljobs", False, False, ()),
        BoardBox(5, "Mastodon", "", "mastodon", True, False, ()),
    ),
    wordings=(Option("1", "Wording A"), Option("2", "Wording B")),
    wording="1",
    forbidden=(),
    alike=(Alike(replace(LINE, id=7, place="Taunton", reference="FH-2107.1-1", status=Status.LIVE), 4),),
    hidden=(("account", "1"), ("account", "2")),
    query=(("account", "1"), ("vacancy", "5")),
    once="a token",
)

CHECK_ERRORS = (Reason("date", "Choose the day it goes out, or publish now"),)
