"""Days that two runs can be set against each other on, however each of them was counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .run import ONE, Run


@dataclass(frozen=True, slots=True)
class Block:
    """The shortest stretch of days that both sides count exactly, and what came to each in it."""

    first: date
    last: date
    a: int
    b: int


def blocks(one: Run, other: Run) -> Iterator[Block]:
    """Day by day where both count by day; longer where one does not. Where they never end together, nothing.

    Only when readings were taken decides on the cuts, never what they said, so the cells stay fair.
    """
    ended, last = date.min, min(one.end, other.end)
    for day in sorted(one.begins & other.begins):
        found = _block(one, other, day, last) if ended < day <= last else None
        if found is not None:
            yield found
            ended = found.last


def _block(one: Run, other: Run, day: date, last: date) -> Block | None:
    a, b = one.counts.get(day), other.counts.get(day)
    if a is not None and b is not None:
        return Block(day, day, a, b)
    ends, counts = [day - ONE, day - ONE], [0, 0]
    while True:
        side = 0 if ends[0] <= ends[1] else 1
        part = (one, other)[side].part(ends[side] + ONE)
        if part is None or part.last > last:
            return None
        ends[side] = part.last
        counts[side] += part.count
        if ends[0] == ends[1]:
            return Block(day, ends[0], counts[0], counts[1])
