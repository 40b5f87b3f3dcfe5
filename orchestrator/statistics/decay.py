"""How applications ebb as a posting ages, learnt from completed postings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .run import Run

FEWEST = 10
"""Completed postings without which a board, or an age, has no curve."""
_BORROWED = 50
"""A board with this many completed postings owes half of its curve's shape to all boards together."""
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Curve:
    """Applications expected on each day of age on a board (the first is day 1), and by weekday (Monday first).

    Never rises after day 1, which is seldom a whole day. `postings`: how many completed ones it is made of.
    """

    board: str
    postings: int
    by_age: tuple[float, ...]
    by_weekday: tuple[float, ...] = (1.0,) * _WEEK

    def at(self, age: int) -> float | None:
        """Expected on one day of that age, weekday aside; None where too few postings have become that old."""
        return self.by_age[age - 1] if 1 <= age <= len(self.by_age) else None

    def on(self, start: date, age: int) -> float | None:
        """Expected on the day on which a posting started on `start` has that age."""
        base = self.at(age)
        return None if base is None else base * self.by_weekday[(start + timedelta(age - 1)).weekday()]

    def through(self, start: date, age: int) -> float | None:
        """Expected up to and with that age; None beyond the curve."""
        return _through(self, start.weekday(), age)


@lru_cache(maxsize=4_096)
def _through(curve: Curve, weekday: int, age: int) -> float | None:
    """Of a posting that started on a weekday: a report asks it of thousands that share seven of them."""
    if age > len(curve.by_age):
        return None
    return sum(base * curve.by_weekday[(weekday + day) % _WEEK] for day, base in enumerate(curve.by_age[: max(age, 0)]))


def curves(completed: Iterable[Run]) -> dict[str, Curve]:
    """A curve for each board with ten completed postings or more. Leave out the postings it will be used on.

    Means over the postings live at an age, made non-increasing after day 1 (pool adjacent violators). Shape and
    weekdays are drawn towards all boards together, by 50 / (postings + 50); a board's own level stays its own.
    """
    runs = tuple(completed)
    by_board: defaultdict[str, list[Run]] = defaultdict(list)
    for run in runs:
        by_board[run.board].append(run)
    everywhere = _means(runs)
    weekdays = _weekdays(runs, dict.fromkeys(by_board, everywhere), (1.0,) * _WEEK, 0.0)
    found = {}
    for board, own in by_board.items():
        if len(own) < FEWEST:
            continue
        borrowed = _BORROWED / (len(own) + _BORROWED)
        by_age = _drawn(_means(own), everywhere, borrowed)
        by_weekday = _weekdays(own, {board: by_age}, weekdays, borrowed)
        found[board] = Curve(board, len(own), by_age, by_weekday)
    return found


def _means(runs: Sequence[Run]) -> tuple[float, ...]:
    means: list[tuple[float, int]] = []
    for age in range(1, max((run.days for run in runs), default=0) + 1):
        counts = [count for run in runs if (count := run.at(age)) is not None]
        if len(counts) < FEWEST:
            break
        means.append((sum(counts) / len(counts), len(counts)))
    return (*(mean for mean, _ in means[:1]), *_falling(means[1:]))


def _falling(means: Sequence[tuple[float, int]]) -> list[float]:
    """The non-increasing sequence nearest to weighted means in least squares (pool adjacent violators)."""
    blocks: list[tuple[float, int, int]] = []
    for mean, weight in means:
        level, mass, length = mean, weight, 1
        while blocks and blocks[-1][0] < level:
            before, its_mass, its_length = blocks.pop()
            level = (level * mass + before * its_mass) / (mass + its_mass)
            mass, length = mass + its_mass, length + its_length
        blocks.append((level, mass, length))
    return [level for level, _, length in blocks for _ in range(length)]


def _drawn(own: tuple[float, ...], everywhere: tuple[float, ...], borrowed: float) -> tuple[float, ...]:
    shared = everywhere[: len(own)]
    if not sum(shared):
        return own
    scale = sum(own) / sum(shared)
    return tuple((1 - borrowed) * mine + borrowed * scale * theirs for mine, theirs in zip(own, shared, strict=True))


def _weekdays(
    runs: Iterable[Run], by_age: Mapping[str, Sequence[float]], towards: Sequence[float], borrowed: float
) -> tuple[float, ...]:
    """Observed over expected for each weekday: what a Poisson regression with a weekday term and the curve as its
    offset finds (its likelihood equations have this closed solution)."""
    seen, expected = [0.0] * _WEEK, [0.0] * _WEEK
    for run in runs:
        for age, base in enumerate(by_age[run.board], 1):
            count = run.at(age)
            if count is not None:
                weekday = (run.start + timedelta(age - 1)).weekday()
                seen[weekday] += count
                expected[weekday] += base
    return tuple(
        (1 - borrowed) * (count / base if base else 1.0) + borrowed * target
        for count, base, target in zip(seen, expected, towards, strict=True)
    )
