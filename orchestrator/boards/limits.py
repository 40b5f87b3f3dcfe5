"""What fits on a board: limits we render to and refuse beyond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from orchestrator.domain.errors import Reason

from .text import Measure, characters, graphemes, utf8_bytes

MEASURES: Mapping[str, Measure] = {"characters": characters, "bytes": utf8_bytes, "graphemes": graphemes}


@dataclass(frozen=True, slots=True)
class Length:
    """Bounds of one slot, in characters unless `unit` says `bytes` or `graphemes`."""

    least: int = 0
    most: int | None = None
    unit: str = "characters"

    def size(self, text: str) -> int:
        return MEASURES[self.unit](text)


@dataclass(frozen=True, slots=True)
class Limits:
    """`slots`: bounds by slot name. `tags`: HTML elements the board keeps. `lifetime`: the longest run.

    `rate` and `burst`: requests a second, and at once. `concurrency`: requests open at the same time.
    `contact_details`: whether e-mail addresses, links and telephone numbers may stand in the text.
    `plain_titles`: pay, place or urgency in a title hide the advert; `hides_twins`: so does another live one with its
    title and place. `filters_pay`: candidates filter by its pay field; `hides_pay`: an account's setting, and the
    value of it that leaves that field empty. `free_to_apply`: adverts that cost the candidate money are removed.
    `renew_after`: what is renewed or posted again sooner than this after it went live is hidden by the board.
    """

    slots: Mapping[str, Length] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    lifetime: timedelta | None = None
    rate: float = 20.0
    burst: int = 20
    concurrency: int = 64
    contact_details: bool = True
    plain_titles: bool = False
    hides_twins: bool = False
    filters_pay: bool = False
    hides_pay: tuple[str, str] | None = None
    free_to_apply: bool = False
    renew_after: timedelta | None = None

    def reasons(self, slots: Mapping[str, str]) -> list[Reason]:
        """Every slot that does not fit: which, by how much, what to do."""
        found: list[Reason] = []
        for name, length in self.slots.items():
            size = length.size(slots.get(name, ""))
            what = "title" if name == "title" else "text"
            if length.most is not None and size > length.most:
                found.append(
                    Reason(what, f"{size:,} of {length.most:,} {length.unit}; shorten it by {size - length.most:,}")
                )
            elif size < length.least:
                found.append(Reason(what, f"{size:,} {length.unit}; at least {length.least:,} are needed"))
        return found
