"""Pay figures from outside, by title and region: statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from .tables import pay_reference


@dataclass(frozen=True, slots=True)
class PayReference:
    """What somebody published: pounds a year for a title in a region (empty: anywhere) on a day."""

    title: str
    region: str
    annual: Decimal
    stated_on: date
    source: str


def add(connection: Connection, employer_id: int | None, figures: Iterable[PayReference]) -> int:
    """Insert figures for one employer, or for all; how many were new."""
    rows = [
        {"employer_id": employer_id, "title": each.title.strip(), "region": each.region, "annual": each.annual,
         "stated_on": each.stated_on, "source": each.source}
        for each in figures
    ]  # fmt: skip
    if not rows:
        return 0
    added = insert(pay_reference).values(rows).on_conflict_do_nothing().returning(pay_reference.c.id)
    return len(connection.execute(added).all())


def of(
    connection: Connection, titles: Collection[str], regions: Collection[str]
) -> list[tuple[int | None, PayReference]]:
    """Figures for any of `titles` in any of `regions`, with the employer they were brought in for, None: for all."""
    c = pay_reference.c
    query = select(c.employer_id, c.title, c.region, c.annual, c.stated_on, c.source).where(
        func.lower(c.title).in_({title.lower() for title in titles}), c.region.in_(regions)
    )
    return [(row.employer_id, PayReference(*row[1:])) for row in connection.execute(query)]
