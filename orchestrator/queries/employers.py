"""Employers, as pages choose among them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from orchestrator.storage import tables as t


@dataclass(frozen=True, slots=True)
class EmployerLine:
    """`zone` is an IANA name."""

    id: int
    name: str
    zone: str


def employers(connection: Connection, only: int | None = None) -> list[EmployerLine]:
    """By name; `only` limits them to one."""
    e = t.employer.c
    query = select(e.id, e.name, e.zone).order_by(e.name)
    if only is not None:
        query = query.where(e.id == only)
    return [EmployerLine(row.id, row.name, row.zone) for row in connection.execute(query)]
