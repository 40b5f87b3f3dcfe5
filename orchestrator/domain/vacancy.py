"""The opening to fill: facts, independent of any text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .pay import Pay
from .place import Place


class Contract(StrEnum):
    """How long the work is offered for."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    TEMPORARY = "temporary"
    BANK = "bank"
    APPRENTICESHIP = "apprenticeship"
    VOLUNTEER = "volunteer"


class Hours(StrEnum):
    """How much of the week is worked."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Apply:
    """Where candidates apply: a page of the employer, or a mailbox. At least one is set for a push board."""

    url: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Facts of one opening. `requisition` is the customer's own number; `weekly_hours` in hours a week."""

    title: str
    place: Place
    pay: Pay | None = None
    contract: Contract = Contract.PERMANENT
    hours: Hours = Hours.FULL_TIME
    weekly_hours: float | None = None
    openings: int = 1
    must_haves: tuple[str, ...] = ()
    desirables: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    apply: Apply = Apply()
    requisition: str = ""
    category: str = ""
    closes_on: date | None = None

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("title is empty")
        if self.openings < 1:
            raise ValueError("openings must be at least 1")


class VacancyState(StrEnum):
    """Whether the work is still offered."""

    OPEN = "open"
    FILLED = "filled"
    CLOSED = "closed"
