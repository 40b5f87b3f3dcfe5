"""A posting that is behind what is usual, as a page says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from orchestrator.domain.figure import Figure
from orchestrator.queries.behind import Behind

from .numbers import plural


@dataclass(frozen=True, slots=True)
class BehindRow:
    """`note`: the board and the findings still open on the advert."""

    posting_id: int
    title: str
    note: str
    day: int
    so_far: Figure
    usual: tuple[int, int]
    as_of: datetime


def behind_row(found: Behind, board: str) -> BehindRow:
    """One row; what is open on the advert is said in the rules' own words, the first two."""
    shown = found.shown
    told = "; ".join(said.rstrip(".") for said in found.findings[:2])
    note = f"{plural(len(found.findings), 'finding')} open: {told}" if found.findings else "no finding open"
    return BehindRow(
        shown.id,
        f"{shown.title}, {shown.town}" if shown.town else shown.title,
        f"{board}; {note}",
        found.age,
        Figure(found.so_far),
        (found.usual.low, found.usual.high),
        found.as_of,
    )
