"""The state on screen as SQL, for lists that count, filter and sort by it. Says what `domain.posting.status` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func

from orchestrator.domain.status import Status

from .postings import PRESENCE, p

STATUS: ColumnElement[str] = case(
    (p.ended_at.is_not(None), Status.CLOSED),
    (p.cause.is_not(None), Status.NEEDS_YOU),
    (
        p.wish == "closed",
        case(
            (PRESENCE.in_(("submitted", "live", "withdrawn")) | (p.phase != "waiting"), Status.SENDING),
            else_=Status.CLOSED,
        ),
    ),
    (PRESENCE == "live", Status.LIVE),
    ((PRESENCE == "absent") & (p.phase == "waiting"), Status.SCHEDULED),
    else_=Status.SENDING,
)
"""Of a posting joined with its feed (`select_postings` has the join)."""

URGENCY = (Status.NEEDS_YOU, Status.SENDING, Status.SCHEDULED, Status.LIVE, Status.DRAFT, Status.CLOSED)
"""Most urgent first: a vacancy or an advert shows the first that one of its postings is in."""

_WORDS = {
    Status.NEEDS_YOU: ("needs you", "need you"),
    Status.SENDING: ("is on its way", "are on their way"),
    Status.SCHEDULED: ("scheduled", "scheduled"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many open postings are in each state."""

    counts: Mapping[Status, int]

    @property
    def open(self) -> int:
        return sum(number for status, number in self.counts.items() if status is not Status.CLOSED)

    @property
    def live(self) -> int:
        return self.counts.get(Status.LIVE, 0)

    @property
    def needs(self) -> int:
        return self.counts.get(Status.NEEDS_YOU, 0)

    @property
    def worst(self) -> Status | None:
        """The most urgent state; None without an open posting."""
        return next((s for s in URGENCY if s is not Status.CLOSED and self.counts.get(s)), None)

    @property
    def sentence(self) -> str:
        """`21 of 27 live, 1 needs you`."""
        parts = [f"{self.live} of {self.open} live"]
        for status, (one, many) in _WORDS.items():
            if number := self.counts.get(status, 0):
                parts.append(f"{number} {one if number == 1 else many}")
        return ", ".join(parts)


def in_state(status: Status) -> ColumnElement[bool]:
    """Whether a posting (joined with its feed) is in `status`; what follows from that is said too, for its indexes."""
    match status:
        case Status.CLOSED:
            return STATUS.in_((status,))
        case Status.NEEDS_YOU:
            return p.ended_at.is_(None) & p.cause.is_not(None)
        case _:
            return p.ended_at.is_(None) & p.cause.is_(None) & STATUS.in_((status,))


def counted(status: Status) -> ColumnElement[int]:
    """The number of rows of a group that are in `status`."""
    return func.count().filter(in_state(status))


def tally(needs: int | None, sending: int | None, scheduled: int | None, live: int | None) -> Tally:
    """The tally of counts that a query made, None where there was no group."""
    return Tally(
        {
            Status.NEEDS_YOU: needs or 0,
            Status.SENDING: sending or 0,
            Status.SCHEDULED: scheduled or 0,
            Status.LIVE: live or 0,
        }
    )
