"""What a board lets us do, as far as planning needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from .operation import Operation


class Mode(StrEnum):
    """How adverts reach a board; the four do not imitate each other."""

    PUSH = "push"
    FEED = "feed"
    PAGE = "page"
    BY_HAND = "by_hand"


NATURAL = timedelta.max
"""Repeating the operation is harmless for ever: it names the advert and states the result."""


@dataclass(frozen=True, slots=True)
class Offer:
    """`operations` are those the adapter has methods for.

    `repeatable`: for how long after the first attempt the same bytes under the same key may be sent again
    without a second effect; an operation that is missing may never be repeated blindly.
    `find_lag`: after this time a look-up shows every advert the board accepted before.
    `check_every`: how often a live advert is looked at again; None where the board has no look.
    """

    mode: Mode
    operations: frozenset[Operation]
    repeatable: Mapping[Operation, timedelta] = field(default_factory=dict)
    find_lag: timedelta = timedelta(0)
    check_every: timedelta | None = None

    def may_repeat(self, operation: Operation, age: timedelta) -> bool:
        """May `operation`, first tried `age` ago and unconfirmed since, be sent again as it is?"""
        return age < self.repeatable.get(operation, timedelta(0))
