"""This month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from markupsafe import Markup

from orchestrator.domain.figure import Figure

from .common import NOW, at


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    reading: str
    wide: Markup
    narrow: Markup


@dataclass(frozen=True, slots=True)
class Behind:
    posting_id: int
    title: str
    note: str
    day: int
    so_far: Figure | int
    usual: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    count: Figure | int | None
    rate: str
    covers: str


@dataclass(frozen=True, slots=True)
class BoardResult:
    name: str
    postings: int
    known: int | None
    clicks: Figure | int | None
    applications: Figure | int | None
    range: tuple[int, int] | None
    cost: Decimal | None
    free: bool
    cost_each: tuple[Decimal, Decimal] | None
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Report:
    heading: str
    period: dict[str, str]
    lede: str
    verdict: str
    text: str
    charts: tuple[Chart, ...]
    behind: tuple[Behind, ...] | None
    funnel: tuple[Stage, ...]
    boards: tuple[BoardResult, ...]
    snapshot: str
    code_version: str
    taken_at: datetime
    channels: tuple[BoardResult, ...] = ()


def _svg(size: str, width: int) -> Markup:
    return Markup(
        '<svg class="{}" viewBox="0 0 {} 40" width="{}" height="40" role="img" aria-label="Indeed 58, 44 to 75">'
        '<text class="lab" x="0" y="24">Indeed</text><line class="iv" x1="90" x2="200" y1="20" y2="20"/>'
        '<circle class="pt" cx="140" cy="20" r="5.5"/></svg>'
    ).format(size, width, width)


REPORT = Report(
    heading="This month",
    period={"from": "2026-11-01", "to": "2026-11-23"},
    lede="Fairhaven Homecare, 1 to 23 November 2026",
    verdict="144 applications that we know of; each costs less on Indeed than on Reed.",
    text="An application costs £9 to £15 on Indeed and £17 to £31 on Reed. Counts are known for 31 of 42 postings.",
    charts=(
        Chart("Applications by board", "Dot: counted. Line: likely range.", _svg("wide", 440), _svg("narrow", 294)),
    ),
    behind=(Behind(11, "Registered Manager, Taunton", "2 findings open", 14, 4, (9, 21)),),
    funnel=(Stage("Clicks", 1204, "", "ours, 211 bots out"), Stage("Hires", None, "", "not imported")),
    boards=(
        BoardResult("Indeed", 9, 9, 611, 58, (44, 75), Decimal(640), False, (Decimal(9), Decimal(15)), at(23, 6)),
        BoardResult("TotalJobs", 6, 0, None, None, None, Decimal(420), False, None, at(20)),
        BoardResult("Careers page", 9, 9, 205, 0, (0, 3), Decimal(0), True, None, NOW),
        BoardResult("By hand", 6, 2, None, Figure(9, at(16), stale=True), (4, 17), None, False, None, None),
    ),
    snapshot="7c1e 55a0",
    code_version="0.9.2",
    taken_at=at(23, 10, 15),
    channels=(BoardResult("Mastodon", 3, 0, 12, None, None, None, False, None, None),),
)
