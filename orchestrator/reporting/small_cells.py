"""Stage counts of small homes are left out, and a second one or the sum with them, so that nothing gives them away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST = 5
LEFT_OUT = "left out"

Cell = int | str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts by place and their sum, as they may be shown; None is unknown."""

    by_place: Mapping[str, Cell]
    total: Cell


def left_out(counts: Mapping[str, int | None]) -> Shown:
    """From 1 to 4 is left out (nobody is told on by a 0). A single gap would be the sum less the rest: so the next
    smallest goes too, and with no other the sum.
    """
    known = {place: count for place, count in counts.items() if count is not None}
    hidden = {place for place, count in known.items() if 0 < count < SMALLEST}
    total: Cell = sum(known.values()) if known else None
    if len(hidden) == 1:
        others = sorted((count, place) for place, count in known.items() if count >= SMALLEST)
        if others:
            hidden.add(others[0][1])
        else:
            total = LEFT_OUT
    elif hidden and sum(known[place] for place in hidden) < SMALLEST:
        total = LEFT_OUT
    shown: dict[str, Cell] = {place: LEFT_OUT if place in hidden else count for place, count in counts.items()}
    return Shown(shown, total)
