"""Employers: rows and statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from .tables import employer


@dataclass(frozen=True, slots=True)
class Employer:
    """Whom work is advertised for. `prefix` opens every vacancy's reference; `zone` is the IANA zone of its times.

    `headcount` None: not known. `agency`: it finds workers for others; both decide which rules hold for its adverts.
    """

    id: int
    slug: str
    name: str
    prefix: str
    zone: str
    country: str
    website: str
    headcount: int | None = None
    agency: bool = False


def _read(row: Row[Any] | None) -> Employer | None:
    return None if row is None else employer_of(row)


def employer_of(row: Row[Any]) -> Employer:
    """The employer in a row of the table."""
    return Employer(
        row.id, row.slug, row.name, row.prefix, row.zone, row.country, row.website, row.headcount, row.agency
    )


def by_id(connection: Connection, id: int) -> Employer | None:
    return _read(connection.execute(select(employer).where(employer.c.id == id)).first())


def by_name(connection: Connection, name: str) -> Employer | None:
    """The employer of that name; case does not matter. Of several the oldest."""
    named = select(employer).where(func.lower(employer.c.name) == func.lower(name)).order_by(employer.c.id).limit(1)
    return _read(connection.execute(named).first())


def everyone(connection: Connection) -> Sequence[Employer]:
    """All employers by name."""
    return [employer_of(row) for row in connection.execute(select(employer).order_by(employer.c.name))]


def add(
    connection: Connection, *, slug: str, name: str, prefix: str, zone: str, country: str, website: str
) -> Employer | None:
    """Insert an employer; None where its name, slug or prefix is taken."""
    added = (
        insert(employer)
        .values(slug=slug, name=name, prefix=prefix, zone=zone, country=country, website=website)
        .on_conflict_do_nothing()
        .returning(employer)
    )
    return _read(connection.execute(added).first())


def taken(connection: Connection, slug: str, prefix: str) -> tuple[set[str], set[str]]:
    """Slugs and prefixes in use that begin with these."""
    slugs = select(employer.c.slug).where(employer.c.slug.startswith(slug, autoescape=True))
    prefixes = select(employer.c.prefix).where(employer.c.prefix.startswith(prefix, autoescape=True))
    return set(connection.scalars(slugs)), set(connection.scalars(prefixes))


def next_reference(connection: Connection, id: int) -> str:
    """The next vacancy reference of an employer: FH-1001, FH-1002 … Locks the employer's row until the commit."""
    counted = (
        update(employer)
        .where(employer.c.id == id)
        .values(vacancies=employer.c.vacancies + 1)
        .returning(employer.c.prefix, employer.c.vacancies)
    )
    prefix, number = connection.execute(counted).one()
    return f"{prefix}-{1000 + number}"


def require_approval(connection: Connection, id: int, needed: bool) -> None:
    """Whether this employer's adverts go out only once they are approved."""
    connection.execute(update(employer).where(employer.c.id == id).values(needs_approval=needed))
