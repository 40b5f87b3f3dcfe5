"""This month."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from orchestrator.domain.figure import Absent, Figure
from orchestrator.domain.reading import Metric
from orchestrator.queries.unattributed import OfVacancy, Unattributed
from web.behind_row import BehindRow
from web.board_result import BoardResult
from web.chart import Chart
from web.report_page import ReportPage, Stage

from .common import NOW, at


def _svg(size: str, width: int) -> Markup:
    return Markup(
        '<svg class="{}" viewBox="0 0 {} 40" width="{}" height="40" role="img" aria-label="Indeed 58, 44 to 75">'
        '<text class="lab" x="0" y="24">Indeed</text><line class="iv" x1="90" x2="200" y1="20" y2="20"/>'
        '<circle class="pt" cx="140" cy="20" r="5.5"/></svg>'
    ).format(size, width, width)


UNKNOWN = Figure(None, absent=Absent.NOT_REPORTED)
REPORT = ReportPage(
    heading="This month",
    period={"from": "2026-11-01", "to": "2026-11-23"},
    lede="Fairhaven Homecare, 1 to 23 November 2026",
    verdict="144 applications that we know of; each costs less on Indeed than on Reed.",
    text="An application costs £9 to £15 on Indeed and £17 to £31 on Reed. Counts are known for 31 of 42 postings.",
    charts=(
        Chart("Applications by board", "Dot: counted. Line: likely range.", _svg("wide", 440), _svg("narrow", 294)),
    ),
    behind=(BehindRow(11, "Registered Manager, Taunton", "2 findings open", 14, Figure(4), (9, 21), at(23, 6)),),
    funnel=(
        Stage("Clicks", Metric.CLICK, True, Figure(1204), "", "ours, 211 bots out"),
        Stage("Hires", Metric.HIRE, False, UNKNOWN, "", "not imported"),
    ),
    unattributed=Unattributed((OfVacancy(4, "Carer, Exeter", 5, at(23, 6)),)),
    employers=(),
    practice=True,
    boards=(
        BoardResult(
            "indeed",
            "Indeed",
            9,
            9,
            Figure(611),
            Figure(58),
            (44, 75),
            Decimal(640),
            9,
            False,
            (Decimal(9), Decimal(15)),
            Decimal(11),
            9,
            "GBP",
            at(23, 6),
        ),
        BoardResult(
            "totaljobs",
            "TotalJobs",
            6,
            0,
            UNKNOWN,
            UNKNOWN,
            None,
            Decimal(420),
            4,
            False,
            (Decimal(114), None),
            None,
            1,
            "GBP",
            at(20),
        ),
        BoardResult(
            "careers",
            "Careers page",
            9,
            9,
            Figure(205),
            Figure(0),
            (0, 3),
            Decimal(0),
            9,
            True,
            None,
            None,
            0,
            "GBP",
            NOW,
        ),
        BoardResult(
            "by_hand",
            "By hand",
            6,
            2,
            UNKNOWN,
            Figure(9, at(16), stale=True),
            (4, 17),
            None,
            0,
            False,
            None,
            None,
            0,
            "GBP",
            None,
        ),
    ),
    channels=(
        BoardResult(
            "mastodon", "Mastodon", 3, 0, Figure(12), UNKNOWN, None, None, 0, False, None, None, 0, "GBP", None
        ),
    ),
    snapshot="7c1e 55a0",
    code_version="0.9.2",
    taken_at=at(23, 10, 15),
    cost_rule="A charge is spread evenly over the days it is for.",
)
