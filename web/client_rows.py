"""The vacancies of a client report, a line for each title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class VacancyRow:
    """All vacancies of one title. `cost` None: unknown, or paid in several currencies; without a currency: free."""

    title: str
    place: str
    ids: tuple[int, ...]
    openings: int
    filled: int
    days_live: int
    proved: int
    postings: int
    clicks: int | None
    applications: int | None
    known_for: int
    cost: Decimal | None
    currency: str


def grouped(vacancies: Sequence[Figures]) -> tuple[VacancyRow, ...]:
    """A line for each title: one client's page has no room for forty lines of the same work."""
    by_title: dict[str, list[Figures]] = {}
    for each in vacancies:
        by_title.setdefault(each["title"], []).append(each)
    return tuple(_row(title, group) for title, group in by_title.items())


def _row(title: str, group: Sequence[Figures]) -> VacancyRow:
    places = sorted({each["place"] for each in group if each["place"]})
    currencies = {each["currency"] for each in group if each["currency"]}
    costs = [Decimal(each["cost"]) for each in group if each["cost"] is not None]
    return VacancyRow(
        title=title,
        place=f"{len(places)} towns" if len(places) > 2 else " and ".join(places),
        ids=tuple(each["id"] for each in group),
        openings=sum(each["openings"] for each in group),
        filled=sum(each["filled"] for each in group),
        days_live=max(each["days_live"] for each in group),
        proved=sum(each["proved"] for each in group),
        postings=sum(each["postings"] for each in group),
        clicks=_known(group, "clicks"),
        applications=_known(group, "applications"),
        known_for=sum(each["known_for"] for each in group),
        cost=sum(costs, Decimal(0)) if costs and len(currencies) < 2 else None,
        currency=currencies.pop() if len(currencies) == 1 else "",
    )


def _known(group: Sequence[Figures], name: str) -> int | None:
    values = [each[name] for each in group if each[name] is not None]
    return sum(values) if values else None
