"""The installed adapters, found through the entry points `callboard.boards`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.metadata import entry_points
from typing import cast

from orchestrator.domain.offer import Mode, Offer
from orchestrator.domain.operation import Operation

from . import contract
from .contract import Adapter

GROUP = "callboard.boards"


class Group(StrEnum):
    """What kind of place an adapter posts to. A channel shows a short message to whoever follows it.

    Channels are not counted among boards: who clicks there is not who looks for work, so they are not compared.
    """

    BOARD = "board"
    CHANNEL = "channel"


METHODS: Mapping[Operation, type] = {
    Operation.PUBLISH: contract.Publishes,
    Operation.UPDATE: contract.Updates,
    Operation.REFRESH: contract.Refreshes,
    Operation.WITHDRAW: contract.Withdraws,
    Operation.FIND: contract.Finds,
    Operation.CHECK: contract.Checks,
    Operation.POLL: contract.Polls,
}


class UnknownBoard(LookupError):
    """No installed adapter has this name."""


class Registry(Mapping[str, Adapter]):
    """Adapters by name. A name cannot be taken twice, and is the entry point's."""

    def __init__(self, adapters: Mapping[str, Adapter]) -> None:
        self._adapters = dict(adapters)

    def __getitem__(self, name: str) -> Adapter:
        try:
            return self._adapters[name]
        except KeyError:
            known = ", ".join(sorted(self._adapters)) or "none"
            raise UnknownBoard(f"no board {name!r} is installed; installed are: {known}") from None

    def __contains__(self, name: object) -> bool:
        """Mapping's own would let UnknownBoard through, which is no KeyError because of how that prints."""
        return name in self._adapters

    def __iter__(self) -> Iterator[str]:
        return iter(self._adapters)

    def __len__(self) -> int:
        return len(self._adapters)


def load() -> Registry:
    """All installed adapters. Raises ValueError when two claim one name or one disagrees with its entry point."""
    found: dict[str, Adapter] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        adapter = cast("Adapter", point.load()())
        if adapter.name != point.name:
            raise ValueError(f"entry point {point.name!r} loads an adapter that calls itself {adapter.name!r}")
        if point.name in found:
            raise ValueError(f"two installed packages offer the board {point.name!r}")
        found[point.name] = adapter
    return Registry(found)


def operations(adapter: Adapter) -> frozenset[Operation]:
    """What the adapter has methods for."""
    return frozenset(operation for operation, method in METHODS.items() if isinstance(adapter, method))


def group(adapter: Adapter) -> Group:
    """The adapter's `group`, where it has one; most are boards."""
    found: Group = getattr(adapter, "group", Group.BOARD)
    return found


def channels(registry: Mapping[str, Adapter]) -> frozenset[str]:
    """The names of those that are in no ranking and no comparison of boards."""
    return frozenset(name for name, adapter in registry.items() if group(adapter) is Group.CHANNEL)


def pages(registry: Mapping[str, Adapter]) -> frozenset[str]:
    """The names of those that are pages of our own: nobody is paid for them, and the apply link is their button."""
    return frozenset(name for name, adapter in registry.items() if adapter.mode is Mode.PAGE)


def offer(adapter: Adapter) -> Offer:
    """The adapter as planning sees it."""
    return _offer(adapter)  # type: ignore[arg-type] # an object is hashable unless it says otherwise


@cache
def _offer(adapter: Adapter) -> Offer:
    return Offer(adapter.mode, operations(adapter), adapter.repeatable, adapter.find_lag, adapter.check_every)
