"""Check before sending."""

from __future__ import annotations

from dataclasses import dataclass

from orchestrator.domain.status import Status

from .common import FieldError, Link, Option


@dataclass(frozen=True, slots=True)
class BoardField:
    name: str
    label: str
    kind: str
    value: str
    options: tuple[Option, ...] = ()
    optional: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    level: str
    words: str
    fix: Link | None = None


@dataclass(frozen=True, slots=True)
class CheckRow:
    vacancy_id: int
    name: str
    reference: str
    openings: int
    included: bool
    pay: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Box:
    id: int
    label: str
    note: str
    chosen: bool
    fields: tuple[BoardField, ...] = ()
    board: str = "reed"
    channel: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    id: int
    title: str
    place: str
    account: str
    reference: str
    status: Status


@dataclass(frozen=True, slots=True)
class Alike:
    posting: Known
    advert_id: int


@dataclass(frozen=True, slots=True)
class Check:
    advert_id: int
    advert: str
    lede: str
    boards: tuple[str, ...]
    rows: tuple[CheckRow, ...]
    sentence: str
    total: int
    stopped: int
    date: str
    time: str
    zone_name: str
    ends: str
    boxes: tuple[Box, ...]
    wordings: tuple[Option, ...]
    wording: str
    forbidden: tuple[str, ...]
    alike: tuple[Alike, ...]
    hidden: tuple[tuple[str, str], ...]
    query: tuple[tuple[str, str], ...]
    once: str


READY = Cell("ok", "Ready")

EXTRA = (
    BoardField("sector", "Sector", "choice", "care", (Option("care", "Social care"), Option("it", "IT"))),
    BoardField("weekly", "Hours a week", "number", "37.5", optional=True, hint="Reed shows it under the pay"),
)

CHECK = Check(
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
        Box(1, "Reed", "Fairhaven main account", True, EXTRA),
        Box(2, "Indeed", "Group feed, practice", True),
        Box(3, "Careers page", "", True),
        Box(4, "TotalJobs", "paused: login refused", False),
        Box(5, "Mastodon", "", False, board="mastodon", channel=True),
    ),
    wordings=(Option("1", "Wording A"), Option("2", "Wording B")),
    wording="1",
    forbidden=(),
    alike=(Alike(Known(7, "Care Coordinator", "Taunton", "Reed", "FH-2107.1-1", Status.LIVE), 4),),
    hidden=(("account", "1"), ("account", "2")),
    query=(("account", "1"), ("vacancy", "5")),
    once="a token",
)

CHECK_ERRORS = (FieldError("date", "Choose the day it goes out, or publish now"),)
