"""What the postings of a period cost, and what an application: of each board and of each employer; and the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import Connection

from orchestrator.reporting.sums import Spent
from orchestrator.storage import period_sums
from orchestrator.storage.period_sums import Cut, Group

from .added import added
from .report import whole_months

COST_RULE = (
    "A charge is spread evenly over the days it is for; its part of the period is shared by the account’s postings in "
    "proportion to the days they were live. Where nothing was charged to an account in the period, its price counts: "
    "of a posting, over the days it runs; of a contract or slots, shared like a charge; of a click, by the board’s own "
    "clicks. Our own careers pages are free. A cost nobody knows stays unknown. Cost per application divides only over "
    "postings whose cost and applications are both known."
)


def spent(
    connection: Connection, start: date, end: date, employer: int | None, pages: Collection[str]
) -> dict[Cut, Mapping[str, Spent]]:
    """Of the period, both days included, and of one employer or all: by board, and by an employer's id as text.

    Whoever has no posting of known cost is missing. `pages` are the boards that are ours (`boards.registry.pages`).
    """
    groups: dict[Cut, defaultdict[str, list[Group]]] = {
        Cut.BOARD: defaultdict(list),
        Cut.EMPLOYER: defaultdict(list),
    }
    whole = whole_months(connection, start, end)
    for each in period_sums.paid(connection, start, end, employer, pages, whole=whole):
        groups[each.cut][each.key].append(each)
    return {cut: {key: added(some).spent for key, some in of.items()} for cut, of in groups.items()}
