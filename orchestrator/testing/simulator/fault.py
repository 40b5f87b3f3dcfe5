"""Faults: what can be made to go wrong at a board, and the seeded choice of when."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    """The first group happens instead of the board's work, the second after the board did it."""

    LATENCY = "latency"  # waits `seconds`, then works and answers, even if the client has gone by then
    ERROR_BEFORE = "error_before"  # 500, nothing done
    UNAVAILABLE = "unavailable"  # 503, nothing done
    THROTTLE = "throttle"  # 429 with Retry-After, nothing done
    REJECT = "reject"  # the board's own kind of refusal, nothing done
    REDIRECT = "redirect"  # 302 to `location`, nothing done
    DROP_BEFORE = "drop_before"  # the connection ends, nothing done
    BLACK_HOLE = "black_hole"  # nothing done, no answer for `seconds`

    TIMEOUT = "timeout"  # done, no answer for `seconds`, then the connection ends
    LATE = "late"  # done, the answer leaves after `seconds`
    ERROR_AFTER = "error_after"  # done, 500
    DROP_AFTER = "drop_after"  # done, the connection ends without a byte
    CUT_HEADER = "cut_header"  # done, the connection ends inside the headers
    CUT_BODY = "cut_body"  # done, the connection ends inside a body whose length was announced
    CUT_CHUNK = "cut_chunk"  # done, chunked, the last chunk never comes
    UNFRAMED = "unframed"  # done, no length and no chunks: the end is the connection's end
    DRIP = "drip"  # done, one byte every `seconds`
    HTML = "html"  # done, a web page instead of JSON
    EMPTY = "empty"  # done, 200 without a body
    DOUBLE_JSON = "double_json"  # done, the JSON answer as a JSON string
    WRONG_TYPE = "wrong_type"  # done, the JSON answer inside a list
    STRANGE_STATE = "strange_state"  # done, every status and state in the JSON or XML answer is a word nobody knows
    OMIT = "omit"  # done, the last item of every list in the JSON answer is left out
    LOSE = "lose"  # done and answered; `seconds` later the board shows the advert no more


BEFORE = frozenset(
    {
        FaultKind.ERROR_BEFORE,
        FaultKind.UNAVAILABLE,
        FaultKind.THROTTLE,
        FaultKind.REJECT,
        FaultKind.REDIRECT,
        FaultKind.DROP_BEFORE,
        FaultKind.BLACK_HOLE,
    }
)

DEFAULT_SECONDS = {
    FaultKind.LATENCY: 0.5,
    FaultKind.LATE: 0.5,
    FaultKind.DRIP: 0.02,
    FaultKind.BLACK_HOLE: 300.0,
    FaultKind.TIMEOUT: 300.0,
}


LOGIN = "login"


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong at one board, either the next `next` times or with `probability`.

    `operations` limits it to those (create, update, end, find …); empty means every call but a `login`, which a
    client makes when it likes.
    """

    board: str
    kind: FaultKind
    next: int = 0
    probability: float = 0.0
    operations: frozenset[str] = frozenset()
    seconds: float = 0.0
    retry_after: str = "1"
    location: str = ""
    reset: bool = False
    fired: int = 0

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError("probability: give a number from 0 to 1")
        if self.next < 0 or self.seconds < 0:
            raise ValueError("next and seconds: give 0 or more")
        if not self.next and not self.probability:
            raise ValueError("next or probability: give one, or the fault never happens")


@dataclass(slots=True)
class Faults:
    """All faults that are switched on. The same seed and the same order of calls give the same faults."""

    seed: int = 0
    active: list[Fault] = field(default_factory=list)
    _chance: dict[str, random.Random] = field(default_factory=dict)

    def reseed(self, seed: int) -> None:
        self.seed = seed
        self._chance.clear()

    def clear(self, board: str | None = None) -> None:
        self.active = [fault for fault in self.active if board not in (None, fault.board)]

    def choose(self, board: str, operation: str) -> Fault | None:
        """The fault for this call, if any: those with a count first come first, then by chance."""
        if not self.active:
            return None
        mine = [
            fault
            for fault in self.active
            if fault.board == board and (operation in fault.operations or (not fault.operations and operation != LOGIN))
        ]
        for fault in mine:
            if fault.next:
                fault.next -= 1
                fault.fired += 1
                return fault
        chance = self._chance.setdefault(board, random.Random(f"{self.seed}:{board}"))
        for fault in mine:
            if fault.probability and chance.random() < fault.probability:
                fault.fired += 1
                return fault
        return None
