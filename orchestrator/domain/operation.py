"""What can be done with a posting at its board."""

from __future__ import annotations

from enum import StrEnum


class Operation(StrEnum):
    """The first four change something at the board; the others only look."""

    PUBLISH = "publish"
    UPDATE = "update"
    REFRESH = "refresh"
    WITHDRAW = "withdraw"
    FIND = "find"
    CHECK = "check"
    POLL = "poll"

    @property
    def changes(self) -> bool:
        return self in _CHANGING


_CHANGING = frozenset({Operation.PUBLISH, Operation.UPDATE, Operation.REFRESH, Operation.WITHDRAW})
