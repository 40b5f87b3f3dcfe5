"""The board's answer to a changing operation, and what a look at the board found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Evidence(StrEnum):
    """How we know what we say about a posting; weakest first. Live needs more than SUBMITTED."""

    SUBMITTED = "submitted"
    FETCHED = "fetched"
    REPORTED = "reported"
    SEEN = "seen"
    PROVED = "proved"


PROVING = (Evidence.FETCHED, Evidence.REPORTED, Evidence.SEEN)
"""What a client report calls proof that an advert was at its board."""


@dataclass(frozen=True, slots=True)
class Live:
    """The board says the advert is there."""

    external_id: str
    url: str | None = None
    evidence: Evidence = Evidence.REPORTED


@dataclass(frozen=True, slots=True)
class Pending:
    """The board took the work and will tell when asked for `handle`, not before `poll_after` seconds."""

    handle: str
    poll_after: float


@dataclass(frozen=True, slots=True)
class Submitted:
    """The board took the advert and this answer cannot say that it is live.

    `confirm_by`: seconds within which a later look or fetch should show it; None if the board never tells.
    """

    external_id: str | None = None
    url: str | None = None
    confirm_by: float | None = None


@dataclass(frozen=True, slots=True)
class PersonFinishes:
    """A person must complete the work, at `url` if there is one, else by the checklist."""

    url: str | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """The board says the advert is not there (any more)."""

    evidence: Evidence = Evidence.REPORTED


Receipt = Live | Pending | Submitted | PersonFinishes | Gone


@dataclass(frozen=True, slots=True)
class Found:
    """One advert of ours that a look-up saw at the board."""

    external_id: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A total since publication, as the board reports it. `metric` is a word of `reading.Metric`."""

    external_id: str
    metric: str
    value: int
    taken_at: datetime | None = None
