"""Where the board's view of a posting and ours part: found at night, shown with what repairs it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from .live_advert import LiveAdvert
from .posting import Phase, Posting, Presence, Wish


class Difference(StrEnum):
    """What does not agree."""

    MISSING = "missing"
    STILL_THERE = "still_there"
    TWICE = "twice"
    UNEXPECTED = "unexpected"


class Repair(StrEnum):
    """What a person can do about it with one click."""

    REPOST = "repost"
    WITHDRAW_AGAIN = "withdraw_again"
    MARK_LIVE = "mark_live"
    MARK_GONE = "mark_gone"


REPAIRS: dict[Difference, tuple[Repair, ...]] = {
    Difference.MISSING: (Repair.REPOST, Repair.MARK_LIVE),
    Difference.STILL_THERE: (Repair.WITHDRAW_AGAIN, Repair.MARK_GONE),
    Difference.TWICE: (),
    Difference.UNEXPECTED: (Repair.MARK_LIVE,),
}
"""By difference, the usual one first. The second of two copies is withdrawn without being asked for."""


def difference(known: Posting, *, ended: bool, shown: Sequence[LiveAdvert]) -> Difference | None:
    """How the adverts the board shows for a posting disagree with what we know; None where they agree.

    A posting that is being worked on is never compared: its outcome will say.
    """
    if known.phase is not Phase.WAITING or known.unsettled or known.handle is not None or known.surplus is not None:
        return None
    if ended or (known.wish is Wish.CLOSED and not known.presence.there):
        return Difference.STILL_THERE if shown else None
    if known.wish is Wish.CLOSED:
        return None  # its takedown is under way and looks for itself
    if not shown:
        return None if known.presence is Presence.ABSENT else Difference.MISSING
    if not known.presence.there:
        return Difference.UNEXPECTED
    return Difference.TWICE if len(shown) > 1 else None
