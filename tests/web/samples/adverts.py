"""The list of adverts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from orchestrator.domain.figure import Figure
from orchestrator.domain.status import Status
from orchestrator.queries.advert_list import AdvertLine
from web.adverts import ListPage
from web.paging import Pager

from .common import NONE_YET, OWNERS, STALE, STATES, at


def _row(applications: Figure | None, line: AdvertLine) -> Mapping[str, object]:
    return asdict(line) | {"applications": applications}


ADVERTS = ListPage(
    employer="Fairhaven Homecare",
    query="",
    filters=(STATES, OWNERS),
    pager=Pager(1, 1, 5, 5),
    rows=(
        _row(
            Figure(55),
            AdvertLine(
                4,
                1,
                "Care Coordinator",
                2,
                9,
                14,
                "6 towns",
                Status.NEEDS_YOU,
                "21 of 27 live, 1 needs you",
                "Reed, Indeed, Careers",
                at(23, 10, 22),
            ),
        ),
        _row(
            NONE_YET,
            AdvertLine(
                5,
                1,
                "Care Coordinator, nights",
                1,
                2,
                3,
                "",
                Status.SCHEDULED,
                "tomorrow at 07:00",
                "Reed, Indeed",
                at(22),
            ),
        ),
        _row(
            STALE,
            AdvertLine(6, 1, "Night Carer", 1, 2, 4, "", Status.SENDING, "1 of 6 sent", "Indeed, TotalJobs", at(23, 8)),
        ),
        _row(
            None,
            AdvertLine(7, 1, "Deputy Manager", 1, 1, 1, "Exeter", Status.DRAFT, "3 findings open", None, at(20)),
        ),
        _row(
            Figure(0),
            AdvertLine(8, 1, "Activities Lead", 1, 1, 0, "", Status.CLOSED, "gone everywhere", "Careers", at(1)),
        ),
    ),
)
