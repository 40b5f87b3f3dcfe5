"""How the rest of Callboard asks for work to be looked at: a wish that may get lost without harm."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Work(StrEnum):
    """What can be woken."""

    DELIVER = "deliver"
    COLLECT = "collect"


class Queue(Protocol):
    """`wake` never raises and never blocks for long: the sweeper finds the work anyway."""

    def wake(self, work: Work) -> None: ...


class NoQueue:
    """For commands and tests that leave waking to the sweeper."""

    def wake(self, work: Work) -> None:
        return None
