"""Somebody else was faster."""

from __future__ import annotations

from datetime import UTC, datetime


class Conflict(Exception):
    """It was changed by somebody else since it was read; nothing of this change was stored."""

    def __init__(self, what: str, changed_by: str, changed_at: datetime, version: int) -> None:
        super().__init__(what, changed_by, changed_at, version)
        self.what = what
        self.changed_by = changed_by
        self.changed_at = changed_at
        self.version = version

    def __str__(self) -> str:
        return (
            f"{self.what} was changed by {self.changed_by or 'somebody else'} at "
            f"{self.changed_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC while you were editing; your changes are not saved. "
            f"Open it again and make them there"
        )
