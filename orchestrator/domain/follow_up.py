"""What follows if a person says that an advert is not at its board, found by the rules that will decide it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from .offer import Offer
from .operation import Operation
from .plan import Ask, Do, plan
from .posting import Posting
from .transition import person_says_not_there


class FollowUp(StrEnum):
    """`SENT_AGAIN` can charge again; `SENT_BY_KEY` cannot, because the board knows the key of the first sending."""

    SENT_AGAIN = "sent_again"
    SENT_BY_KEY = "sent_by_key"
    ENDS = "ends"
    ASKS = "asks"


def if_not_there(posting: Posting, offer: Offer, now: datetime) -> FollowUp:
    """What the plan makes of it at once."""
    step = plan(person_says_not_there(posting, now), offer, now)
    match step:
        case Do(Operation.PUBLISH):
            age = now - (posting.intended_at or now)
            return FollowUp.SENT_BY_KEY if offer.may_repeat(Operation.PUBLISH, age) else FollowUp.SENT_AGAIN
        case Ask():
            return FollowUp.ASKS
        case _:
            return FollowUp.ENDS
