"""One request of an apply link, without anything about who made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .reading import Metric


class Kind(StrEnum):
    """What made the request. All are kept; only PERSON is counted."""

    PERSON = "person"
    BOT = "bot"
    PREFETCH = "prefetch"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Hit:
    """`first`: nothing came from the same visitor for this posting and metric in the 24 hours before."""

    at: datetime
    posting: int
    metric: Metric
    kind: Kind
    first: bool
