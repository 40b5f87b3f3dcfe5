"""How surely a board can tell that an advert is gone: a takedown stays open until it is known at that level."""

from __future__ import annotations

from .offer import Mode, Offer
from .operation import Operation
from .receipt import Evidence


def strongest(offer: Offer) -> Evidence:
    """The strongest evidence of a takedown that this board offers by itself, or PROVED where only a person can tell."""
    match offer.mode:
        case Mode.FEED:
            return Evidence.FETCHED
        case Mode.PAGE:
            return Evidence.SEEN
        case Mode.BY_HAND:
            return Evidence.PROVED
    if Operation.CHECK in offer.operations:
        return Evidence.SEEN
    return Evidence.REPORTED if Operation.WITHDRAW in offer.operations else Evidence.PROVED
