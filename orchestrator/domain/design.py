"""Designs of experiments that boards' rules allow: no advert stands twice on a board, and nobody is tracked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Design(StrEnum):
    """How two like slots are made. In each a recorded coin says which slot gets wording A."""

    TOWNS = "towns"
    BLOCKS = "blocks"
    ROLLOUT = "rollout"
    SPLIT = "split"

    @property
    def one_vacancy(self) -> bool:
        """Whether both slots are of one vacancy."""
        return self in (Design.BLOCKS, Design.SPLIT)


WHAT: dict[Design, str] = {
    Design.TOWNS: "Two like towns or branches, the same boards, the same days",
    Design.BLOCKS: "One vacancy, two blocks of days, one after the other, in random order",
    Design.ROLLOUT: "Two branches: one drawn gets A now, the other keeps B and gets A when the window is over",
    Design.SPLIT: "One vacancy on our own careers page, each visitor is shown A or B at random",
}
COUNTED: dict[Design, str] = dict.fromkeys(
    Design, "applications of each slot within its window, counted by the same counter"
) | {Design.SPLIT: "apply starts on our own careers page of the visitors shown each wording"}
"""What is compared."""
APART = timedelta(days=1)
"""Days between two blocks, so that the first advert is down before the second goes up."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days of a slot, both included."""

    first: date
    last: date


def windows(design: Design, first: date, days: int) -> tuple[Window, Window]:
    """The windows of the two slots of a pair that starts on `first`."""
    one = Window(first, first + timedelta(days=days - 1))
    if design is not Design.BLOCKS:
        return one, one
    second = one.last + APART + timedelta(days=1)
    return one, Window(second, second + timedelta(days=days - 1))
