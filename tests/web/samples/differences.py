"""Differences with boards, what is closed but still there, and the table of what nobody is sure of."""

from __future__ import annotations

from dataclasses import dataclass

from web.differences import Row as DifferenceRow
from web.differences import StillThereRow
from web.paging import Pager
from web.unconfirmed_page import Row as UnconfirmedRow
from web.unconfirmed_page import UnconfirmedPage as Unconfirmed

from .common import at


@dataclass(frozen=True, slots=True)
class Differences:
    rows: tuple[DifferenceRow, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class StillThere:
    rows: tuple[StillThereRow, ...]
    pager: Pager


MISSING = DifferenceRow(
    1,
    7,
    "Care Coordinator, Torquay",
    "FH-2108.1-1",
    "Reed, main account",
    "Reed, main account does not show it, although it should",
    at(23, 2, 11),
    "the board says so",
    "https://www.reed.example/1",
    "Posting again can cost a credit again.",
    (("repost", "Post again"), ("mark_live", "It is live")),
)
DIFFERENCES = Differences((MISSING,), Pager(1, 1, 1, 1))
STILL_THERE = StillThere(
    (
        StillThereRow(
            7,
            "Senior Carer, Exeter",
            "FH-2101.1-1",
            "TotalJobs, group contract",
            at(20, 16, 20),
            "This board cannot take adverts down by itself: take it down there.",
            "https://www.totaljobs.example/1",
            "the board says so",
            "seen at the board",
        ),
        StillThereRow(8, "Night Carer, Exeter", "FH-2102.1-1", "Group feed", None, "", "", "sent", "fetched"),
    ),
    Pager(1, 1, 2, 2),
)
AGAIN = "Not there: it is sent again, and the board can charge a second time."
UNCONFIRMED = Unconfirmed(
    1,
    "Reed, main account",
    "Reed.co.uk",
    "3 postings may be on Reed, main account, and only a look there can tell. We still look for 1 more ourselves.",
    (
        UnconfirmedRow(1, "FH-2108.1-1", "Care Coordinator", "Torquay", at(23, 9, 58), "the advert",
                       "https://www.reed.example/jobs?keywords=Care", AGAIN, "live", "https://www.reed.example/1", 1,
                       "On the list, same reference: FH-2108.1-1 Care Coordinator Torquay"),
        UnconfirmedRow(2, "FH-2109.1-1", "Care Coordinator", "Exeter", at(23, 9, 58), "the advert", "", AGAIN, "absent",
                       "", 1, "Not on the list"),
        UnconfirmedRow(3, "FH-2110.1-1", "Senior Support Worker for Complex Care", "Newton Abbot", None, "its takedown",
                       "", "Not there: it is closed.", "later", "", 3),
    ),
    3,
    True,
    "",
    True,
)  # fmt: skip
