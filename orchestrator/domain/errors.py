"""What can go wrong at a board, named after what to do next.

BoardError
├── Retry          nothing was published; do the same later
├── Rejected       the advert must change
├── Unauthorized   ops must act; the account is paused
├── Blocked        no credit, slot or contract; the account waits
└── Unconfirmed    the outcome is unknown; look, never repeat blindly

All of them pickle: everything that is said is in `args`.
"""

from __future__ import annotations

from dataclasses import dataclass


class BoardError(Exception):
    """Base of everything an adapter may raise."""


class Retry(BoardError):
    """Nothing was published. `retry_after` is the board's own wish in seconds, if it stated one."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message, retry_after)
        self.message = message
        self.retry_after = retry_after

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a board or a limit refuses: which field of ours, and what to do about it."""

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class Rejected(BoardError):
    """The board read the advert and refused it; the same bytes will be refused again."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__(reasons)
        self.reasons = reasons

    def __str__(self) -> str:
        return "; ".join(map(str, self.reasons))


class Unauthorized(BoardError):
    """The board does not accept the account's login. Nothing was changed."""


class Blocked(BoardError):
    """The account may not do this now: no credit, no slot, no contract. Nothing was changed."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message, retry_after)
        self.message = message
        self.retry_after = retry_after

    def __str__(self) -> str:
        return self.message


class Unconfirmed(BoardError):
    """Bytes went out and no clear answer came back."""
