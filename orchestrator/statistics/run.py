"""One posting's live days on one board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Run:
    """What came on each day from `start`, the first live day, to `end`, the last one that is over.

    A day missing from `counts` is unknown, not zero. Days of age count from 1.
    """

    board: str
    start: date
    end: date
    counts: Mapping[date, int] = field(hash=False)

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"end: {self.end} is before the start, {self.start}")
        for day, count in self.counts.items():
            if not self.start <= day <= self.end:
                raise ValueError(f"counts: {day} is not between {self.start} and {self.end}")
            if count < 0:
                raise ValueError(f"counts: {count} on {day} is below zero; a count starts at 0")

    def age(self, day: date) -> int:
        """1 on the first live day."""
        return (day - self.start).days + 1

    def at(self, age: int) -> int | None:
        """The count at an age; None where it is unknown or the run was over."""
        return self.counts.get(self.start + timedelta(age - 1))

    @property
    def days(self) -> int:
        return self.age(self.end)

    def total(self, age: int) -> int | None:
        """All that came up to and with that age; None unless every day of it is known."""
        counts = [self.at(each) for each in range(1, age + 1)]
        return None if None in counts else sum(each for each in counts if each is not None)
