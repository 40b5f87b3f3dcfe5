"""What stands still until somebody decides, as one line for each cause at each account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from orchestrator.domain.moves import RETRIABLE
from orchestrator.domain.posting import Cause
from orchestrator.queries.braked import Braked
from orchestrator.queries.queue import Stopped

from .links import link_to

CAUSES = {
    Cause.REJECTED: "Refused by the board",
    Cause.FAILED: "Could not be sent",
    Cause.BY_HAND: "To be done by hand",
    Cause.LOOK: "Answer lost after sending",
    Cause.DOUBLE: "Shown twice",
    Cause.LOST: "No longer at the board",
    Cause.CANNOT_UPDATE: "Cannot be changed there",
    Cause.STILL_THERE: "Still there after closing",
    Cause.MISSED: "Its time passed",
}


@dataclass(frozen=True, slots=True)
class CauseRow:
    """One cause at one account; `href`: where it is seen to."""

    id: str
    words: str
    where: str
    postings: int
    since: datetime
    next: str
    action: str
    href: str


def cause_row(found: Stopped) -> CauseRow:
    """Postings of one account that one cause has stopped."""
    return CauseRow(
        f"{found.account_id}-{found.cause}",
        CAUSES[found.cause],
        found.account,
        found.postings,
        found.since,
        "Nothing until somebody decides",
        f"Replay {found.postings:,}" if found.cause in RETRIABLE else f"Settle {found.postings:,}",
        link_to("unconfirmed", found.account_id)
        if found.cause is Cause.LOOK
        else link_to("queue", f"{found.account_id}-{found.cause}"),
    )


def brake_row(found: Braked) -> CauseRow:
    """A feed that holds adverts back."""
    return CauseRow(
        f"{found.account_id}-braked",
        "Kept in the feed: too many would vanish at once",
        found.account,
        found.held,
        found.since,
        "Nothing until somebody decides",
        f"Look at {found.held:,}",
        link_to("account", found.account_id),
    )
