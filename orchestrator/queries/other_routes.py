"""Which candidates an employer reaches by another system than this one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from orchestrator.boards.registry import Registry
from orchestrator.domain.offer import Mode
from orchestrator.storage import tables as t


@dataclass(frozen=True, slots=True)
class Route:
    """An audience, the boards of ours that reach it, and the system that sends to it already, or nothing."""

    audience: str
    boards: tuple[str, ...]
    by: str


def other_routes(
    connection: Connection, registry: Registry, employer: int, typed: Mapping[str, str] | None = None
) -> list[Route]:
    """Every audience of an installed board, those that are set first; `typed` is what a form said instead.

    Our own careers site is left out: nobody else sends to it.
    """
    c = t.other_route.c
    rows = connection.execute(select(c.audience, c.by).where(c.employer_id == employer))
    by = dict(typed) if typed is not None else {row.audience: row.by for row in rows}
    boards: dict[str, list[str]] = {audience: [] for audience in by}
    for adapter in registry.values():
        if adapter.audience and adapter.mode is not Mode.PAGE:
            boards.setdefault(adapter.audience, []).append(adapter.label)
    found = [Route(audience, tuple(sorted(labels)), by.get(audience, "")) for audience, labels in boards.items()]
    return sorted(found, key=lambda each: (not each.by, each.audience))
