"""When there is no answer: a result of its own, never a p-value of 1."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why two wordings, or a posting and its history, cannot be compared; the words stand on the page as they are."""

    NO_SHARED_DAYS = "the two were never live on the same board on the same day"
    AGES_DIFFER = "the two went live more than a day apart, and there is no decay curve to allow for it"
    OTHER_COUNTER = "their applications were not counted in the same way"
    UNKNOWN = "no count of applications is known for the days on which both were live"
    NO_CLICKS = "no day is known on which both had clicks and a count of applications"
    MORE_THAN_CLICKS = "more applications than clicks were counted, so some came without one"
    CHANNEL = "short messages to the followers of a channel are not compared with adverts"
    THIN_HISTORY = "fewer than 10 completed postings on this board"
    NO_PAIRS = "no pair is complete yet"
    TOO_MANY_PAIRS = "so small a difference takes more pairs than can be planned for"
    TOO_LATE = "the applications still to come are too few to decide it"


@dataclass(frozen=True, slots=True)
class NotComparable:
    """There is nothing to compare, for `reason`; `detail` names the boards or figures it is about."""

    reason: Reason
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}" if self.detail else self.reason.value
