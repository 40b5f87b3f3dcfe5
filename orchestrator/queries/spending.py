"""What postings cost: by what was charged to their account, else by its price. The one place that says it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection

from orchestrator.storage import charges
from orchestrator.storage.charges import Part
from orchestrator.storage.price_parts import free_parts, price_parts

COST_RULE = (
    "A charge is spread evenly over the days it is for; its part of the period is shared by the account’s postings in "
    "proportion to the days they were live. Where nothing was charged to an account in the period, its price counts: "
    "of a posting, over the days it runs; of a contract or slots, shared like a charge; of a click, by the board’s own "
    "clicks. Our own careers pages are free. A cost nobody knows stays unknown. Cost per application divides only over "
    "postings whose cost and applications are both known."
)


def parts(connection: Connection, start: date, end: date, employer: int | None, pages: Collection[str]) -> list[Part]:
    """What each posting cost in the period, both days included, of one employer or all; what is unknown is missing.

    `pages` are the boards that are ours (`boards.registry.pages`).
    """
    return [
        *charges.parts(connection, start, end, employer),
        *price_parts(connection, start, end, employer),
        *free_parts(connection, start, end, employer, pages),
    ]
