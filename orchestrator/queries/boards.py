"""Which boards there are and what each can do: read from the adapters, so that nobody keeps a second list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from orchestrator.boards import contract
from orchestrator.boards.contract import Adapter
from orchestrator.boards.registry import Group, Registry, group, operations
from orchestrator.domain.offer import Mode
from orchestrator.domain.operation import Operation
from orchestrator.domain.reading import Metric


@dataclass(frozen=True, slots=True)
class BoardSummary:
    """`countries` is empty for a board without borders. `repeatable`: for how long an operation may be repeated
    blindly (`offer.NATURAL`: for ever). `counts`: what the board reports."""

    name: str
    label: str
    mode: Mode
    group: Group
    countries: tuple[str, ...]
    audience: str
    operations: tuple[Operation, ...]
    repeatable: dict[Operation, timedelta]
    counts: tuple[Metric, ...]
    unverified: tuple[str, ...]


def boards(registry: Registry) -> list[BoardSummary]:
    """All installed boards by name."""
    return [summary(registry[name]) for name in sorted(registry)]


def summary(adapter: Adapter) -> BoardSummary:
    offered = operations(adapter)
    return BoardSummary(
        name=adapter.name,
        label=adapter.label,
        mode=adapter.mode,
        group=group(adapter),
        countries=adapter.countries,
        audience=adapter.audience,
        operations=tuple(operation for operation in Operation if operation in offered),
        repeatable=dict(adapter.repeatable),
        counts=metrics(adapter),
        unverified=adapter.unverified,
    )


def metrics(adapter: Adapter) -> tuple[Metric, ...]:
    """What the board counts; empty where it counts nothing."""
    if isinstance(adapter, contract.CountsOne | contract.CountsMany):
        return adapter.metrics
    return ()
