"""What is checked: a text, the vacancy it sells, and what is known about who advertises it where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from orchestrator.domain.advert import Wording
from orchestrator.domain.vacancy import Vacancy
from orchestrator.pay.benchmark import Benchmark, NotEnoughData

USUAL_RUN = timedelta(days=30)
"""How long an advert is taken to be live where no end is known."""


@dataclass(frozen=True, slots=True)
class EmployerFacts:
    """Who advertises. `headcount` None: not known. `agency`: it finds workers for others (an employment business)."""

    name: str = ""
    country: str = ""
    headcount: int | None = None
    agency: bool = False


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """A board the advert is meant for, as far as rules ask. `most_title` and `most_body` in characters.

    `strict_titles`: it hides adverts whose title has pay, place or urgency; `hides_twins`: also the second of two with
    one title in one town. `pays_filter`: candidates filter on its pay field; `pay_hidden`: the account's setting leaves
    that field empty. `lifetime`: days an advert runs at most.
    """

    label: str
    most_title: int | None = None
    most_body: int | None = None
    bans_contacts: bool = False
    strict_titles: bool = False
    hides_twins: bool = False
    bans_fees: bool = False
    pays_filter: bool = False
    pay_hidden: bool = False
    lifetime: int | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """An advert of the same employer that is live on a board: its title, its town, and the vacancy it belongs to."""

    board: str
    title: str
    town: str
    vacancy: int


@dataclass(frozen=True, slots=True)
class Advert:
    """One text for one vacancy. Everything after `vacancy` may stay unsaid; rules that need it then say nothing.

    `live_from`, `live_until`: the days of the planned run. `vacancy_id` tells the vacancy from others among
    `live`. `instructions`: what a client asked for.
    `authorised`: is the hirer's authority on record (agencies). `benchmark`: what others pay for it in its region.
    """

    wording: Wording
    vacancy: Vacancy
    employer: EmployerFacts = EmployerFacts()
    boards: tuple[BoardFacts, ...] = ()
    live_from: date | None = None
    live_until: date | None = None
    live: tuple[Twin, ...] = ()
    vacancy_id: int | None = None
    instructions: str = ""
    authorised: bool | None = None
    benchmark: Benchmark | NotEnoughData | None = None

    def run(self, today: date) -> tuple[date, date]:
        """First and last day live, as far as it is known."""
        first = max(self.live_from or today, today)
        return first, max(self.live_until or self.vacancy.closes_on or first + USUAL_RUN, first)
