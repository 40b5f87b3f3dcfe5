"""Which queue of its account a posting waits in: what is urgent must not wait behind what is many."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum

from .offer import Offer
from .operation import Operation
from .plan import Do, plan
from .posting import Posting


class Lane(IntEnum):
    """Served in this order. A vacancy that is filled comes down before the next thousand go up; looks come last."""

    WITHDRAW = 0
    PUBLISH = 1
    CHECK = 2


def lane(posting: Posting, offer: Offer, at: datetime) -> Lane:
    """Where it waits for what the plan will want at `at`. Settling an open intent goes with publishing."""
    match plan(posting, offer, at):
        case Do(Operation.WITHDRAW):
            return Lane.WITHDRAW
        case Do(Operation.CHECK) if not posting.unsettled:
            return Lane.CHECK
        case _:
            return Lane.PUBLISH
