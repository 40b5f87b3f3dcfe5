"""A wish that cannot be granted: refused whole, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable

from orchestrator.domain.errors import Reason


class Refused(Exception):
    """Every reason at once: the field, what is wrong, what to do. Nothing was changed."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(self.reasons)

    def __str__(self) -> str:
        return "; ".join(map(str, self.reasons))


def refuse(field: str, message: str) -> Refused:
    """One reason."""
    return Refused([Reason(field, message)])
