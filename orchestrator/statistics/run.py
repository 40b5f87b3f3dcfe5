"""One posting's live days on one board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What came from `first` to `last`, both included, not split by day."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Run:
    """What came on each day from `start`, the first live day, to `end`, the last one that is over.

    A day that is neither in `counts` nor in one of the `stretches` is unknown, not zero. Days of age count from 1.
    """

    board: str
    start: date
    end: date
    counts: Mapping[date, int] = field(hash=False)
    stretches: tuple[Stretch, ...] = ()

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"end: {self.end} is before the start, {self.start}")
        for day, count in self.counts.items():
            if not self.start <= day <= self.end:
                raise ValueError(f"counts: {day} is not between {self.start} and {self.end}")
            if count < 0:
                raise ValueError(f"counts: {count} on {day} is below zero; a count starts at 0")
        for each in self.stretches:
            if each.count < 0:
                raise ValueError(f"stretches: {each.count} from {each.first} is below zero; a count starts at 0")
            if not self.start <= each.first <= each.last <= self.end:
                raise ValueError(f"stretches: {each.first} to {each.last} leaves {self.start} to {self.end}")

    def age(self, day: date) -> int:
        """1 on the first live day."""
        return (day - self.start).days + 1

    def at(self, age: int) -> int | None:
        """The count at an age; None where it is unknown or the run was over."""
        return self.counts.get(self.start + timedelta(age - 1))

    def part(self, day: date) -> Stretch | None:
        """What is known from the beginning of `day` on: that day alone, or the stretch that starts with it."""
        if (count := self.counts.get(day)) is not None:
            return Stretch(day, day, count)
        return next((each for each in self.stretches if each.first == day), None)

    @property
    def begins(self) -> set[date]:
        """The days with which something that is known begins."""
        return {*self.counts, *(each.first for each in self.stretches)}

    @property
    def days(self) -> int:
        return self.age(self.end)

    def total(self, age: int) -> int | None:
        """All that came up to and with that age; None unless every day of it is known."""
        day, last, count = self.start, self.start + timedelta(age - 1), 0
        while day <= last:
            part = self.part(day)
            if part is None or part.last > last:
                return None
            day, count = part.last + ONE, count + part.count
        return count
