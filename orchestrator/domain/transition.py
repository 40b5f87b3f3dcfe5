"""What an outcome makes of a posting. Pure: the caller brings the clock and the chance.

`receive` is for what a board (or its absence) did, `person_*` for what a person says about it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from .backoff import MAX_ATTEMPTS, pause
from .errors import Blocked, BoardError, Rejected, Retry, Unauthorized, Unconfirmed
from .operation import Operation
from .posting import Cause, Phase, Posting, Presence, Wish
from .receipt import Evidence, Found, Gone, Live, Pending, PersonFinishes, Receipt, Submitted


@dataclass(frozen=True, slots=True)
class Failed:
    """A fault on our side before any byte went out: nothing was published."""

    message: str


@dataclass(frozen=True, slots=True)
class Looked:
    """All adverts of ours a look-up found under the reference."""

    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Lapsed:
    """The worker that held the open intent did not come back: its bytes may have gone out."""


Outcome = Receipt | BoardError | Failed | Looked | Lapsed


@dataclass(frozen=True, slots=True)
class Change:
    """The posting as it is now known, and in how many seconds to look at it again (None: plan decides).

    `surplus` are further copies at the board under the same generation.
    """

    posting: Posting
    after: float | None = None
    surplus: tuple[Found, ...] = ()


def receive(posting: Posting, operation: Operation, outcome: Outcome, now: datetime, chance: float) -> Change:
    """Apply what came of `operation`. `chance` in [0, 1) spreads retries."""
    match outcome:
        case Pending(handle, poll_after):
            return Change(_pending(posting, operation, handle), after=poll_after)
        case Live() | Submitted() | Gone() | PersonFinishes():
            return Change(_done(posting, operation, outcome, now))
        case Lapsed():
            return _unknown(posting, posting.operation or operation, "The worker was lost while sending.", now, chance)
        case Looked(found):
            return _looked(posting, found, now, chance)
        case Failed(message) if posting.unsettled:
            return _unknown(posting, operation, f"Not sent again: {message}", now, chance)
        case Failed(message):
            return Change(_ask(_waiting(posting), Cause.FAILED, f"Nothing was sent: {message}"))
        case _:
            return _error(posting, operation, outcome, now, chance)


def receive_surplus(posting: Posting, outcome: Outcome, now: datetime, chance: float) -> Change:
    """Apply what came of withdrawing the second copy: it is gone, or it is tried again, or a person sees to it."""
    match outcome:
        case Gone() | Submitted():
            return Change(replace(posting, phase=Phase.WAITING, surplus=None, attempts=0))
        case Retry() | Unconfirmed() | Unauthorized() | Blocked() if posting.attempts < MAX_ATTEMPTS:
            attempts = posting.attempts + 1
            return Change(replace(posting, phase=Phase.WAITING, attempts=attempts), after=pause(attempts, chance))
        case _:
            return Change(_ask(replace(posting, phase=Phase.WAITING), Cause.DOUBLE,
                               f"The second copy could not be taken down: {outcome}"))  # fmt: skip


def person_says_live(posting: Posting, url: str | None, external_id: str | None, now: datetime) -> Posting:
    """A person has seen the advert at the board (or finished it there)."""
    operation = _target(posting, posting.operation or Operation.PUBLISH)
    seen = Live(external_id or posting.external_id or "", url or posting.url, Evidence.PROVED)
    if operation is Operation.WITHDRAW:
        return replace(_waiting(posting), presence=Presence.LIVE, cause=Cause.STILL_THERE, checked_at=now,
                       reason="Still there; the takedown has to be done again.")  # fmt: skip
    return _done(posting, operation, seen, now)


def person_says_not_there(posting: Posting, now: datetime) -> Posting:
    """A person has looked and the advert is not at the board. The plan goes on from there."""
    gone = posting.wish is Wish.CLOSED or posting.presence.there or posting.operation is Operation.WITHDRAW
    presence = Presence.GONE if gone and posting.operation is not Operation.PUBLISH else Presence.ABSENT
    evidence = Evidence.PROVED if presence is Presence.GONE else None
    return replace(_waiting(posting), presence=presence, shown=None, external_id=None, url=None,
                   evidence=evidence, checked_at=now)  # fmt: skip


def _target(posting: Posting, operation: Operation) -> Operation:
    """A look at an open intent speaks about the intent's operation."""
    return operation if operation.changes else posting.operation or operation


def _waiting(posting: Posting) -> Posting:
    """Nothing under way any more."""
    return replace(posting, phase=Phase.WAITING, operation=None, cause=None, reason="", sent=None, handle=None,
                   intended_at=None, attempts=0, looks=0)  # fmt: skip


def _pending(posting: Posting, operation: Operation, handle: str) -> Posting:
    """The board has the work; `sent` stays, it becomes `shown` when the task ends well."""
    target = _target(posting, operation)
    return replace(_waiting(posting), phase=Phase.PENDING, operation=target, handle=handle,
                   sent=posting.sent or posting.content)  # fmt: skip


def _ask(posting: Posting, cause: Cause, reason: str) -> Posting:
    return replace(posting, cause=cause, reason=reason)


def _done(posting: Posting, operation: Operation, receipt: Receipt, now: datetime) -> Posting:
    if isinstance(receipt, PersonFinishes):
        return replace(_pending(posting, operation, ""), handle=None, cause=Cause.BY_HAND,
                       url=receipt.url or posting.url, reason="A person finishes this by hand.")  # fmt: skip
    if operation is Operation.CHECK and not posting.unsettled:
        return _checked(posting, receipt, now)
    target = _target(posting, operation)
    rest = _waiting(posting)
    if target is Operation.WITHDRAW:
        return _taken_down(rest, receipt, now)
    match receipt:
        case Live(external_id, url, evidence):
            presence = Presence.LIVE
        case Submitted(external_id, url, _):
            presence, evidence = Presence.SUBMITTED, Evidence.SUBMITTED
        case _:
            return replace(rest, presence=Presence.GONE if posting.presence.there else Presence.ABSENT, shown=None,
                           checked_at=now)  # fmt: skip
    return replace(
        rest,
        presence=presence,
        evidence=evidence,
        shown=posting.sent or posting.content,
        external_id=external_id or posting.external_id,
        url=url or posting.url,
        refresh_wanted=posting.refresh_wanted and target is not Operation.REFRESH,
        published_at=posting.published_at or now,
        checked_at=now if presence is Presence.LIVE else None,
    )


def _checked(posting: Posting, receipt: Receipt, now: datetime) -> Posting:
    """A look at an advert nobody was changing."""
    looks = posting.looks + 1
    match receipt:
        case Live(external_id, url, evidence) if posting.wish is Wish.LIVE or posting.presence is Presence.LIVE:
            return replace(posting, presence=Presence.LIVE, evidence=evidence, checked_at=now, looks=0,
                           external_id=external_id or posting.external_id, url=url or posting.url)  # fmt: skip
        case Gone(evidence) if posting.presence is Presence.SUBMITTED and looks < 10:
            return replace(posting, checked_at=now, looks=looks)
        case Gone(evidence):
            return replace(posting, presence=Presence.GONE, evidence=evidence, checked_at=now, looks=0, shown=None)
        case _:
            return replace(posting, checked_at=now, looks=looks)


def _taken_down(rest: Posting, receipt: Receipt, now: datetime) -> Posting:
    match receipt:
        case Gone(evidence):
            return replace(rest, presence=Presence.GONE, evidence=evidence, shown=None, checked_at=now)
        case Live():
            return replace(rest, presence=Presence.LIVE, checked_at=now)
        case _:
            return replace(rest, presence=Presence.WITHDRAWN, evidence=Evidence.SUBMITTED, checked_at=None)


def _looked(posting: Posting, found: tuple[Found, ...], now: datetime, chance: float) -> Change:
    """A look-up after an unconfirmed publish: there (perhaps twice), or not there and safe to send again."""
    if not found:
        # One that was there before is not sent again without being asked for.
        presence = Presence.ABSENT if posting.presence is Presence.ABSENT else Presence.GONE
        return Change(replace(_waiting(posting), presence=presence, attempts=posting.attempts), after=0.0)
    first, *surplus = sorted(found, key=lambda each: (each.external_id != posting.external_id, each.external_id))
    live = Live(first.external_id, first.url, Evidence.REPORTED)
    done = _done(posting, Operation.PUBLISH, live, now)
    if not surplus:
        return Change(done)
    # Which copy carries which text nobody knows: `shown` is left open, and an update makes the remaining one true.
    return Change(replace(done, shown=None, surplus=surplus[0].external_id), surplus=tuple(surplus))


def _error(posting: Posting, operation: Operation, error: BoardError, now: datetime, chance: float) -> Change:
    if not operation.changes:
        return _look_failed(posting, operation, error, now, chance)
    if isinstance(error, Unconfirmed) or (posting.unsettled and not isinstance(error, Rejected)):
        # What an earlier, unanswered attempt did stays unknown, even when this one certainly did nothing.
        return _unknown(posting, operation, str(error), now, chance)
    match error:
        case Retry():
            return _again(posting, str(error), chance, error.retry_after)
        case Rejected() if operation is Operation.WITHDRAW:
            return Change(_ask(_waiting(posting), Cause.STILL_THERE, str(error)))
        case Rejected():
            return Change(_ask(_waiting(posting), Cause.REJECTED, str(error)))
        case Unauthorized() | Blocked():
            # The account waits, the posting keeps its place and loses no attempt.
            return Change(replace(_waiting(posting), attempts=posting.attempts, reason=str(error)), after=0.0)
        case _:
            return Change(_ask(_waiting(posting), Cause.FAILED, f"{type(error).__name__}: {error}"))


def _unknown(posting: Posting, operation: Operation, reason: str, now: datetime, chance: float) -> Change:
    attempts = posting.attempts + 1
    rest = replace(posting, phase=Phase.UNCONFIRMED, operation=operation, reason=reason, attempts=attempts, looks=0,
                   intended_at=posting.intended_at or now, sent=posting.sent or posting.content)  # fmt: skip
    return Change(rest, after=pause(attempts, chance))


def _again(posting: Posting, reason: str, chance: float, wished: float | None) -> Change:
    attempts = posting.attempts + 1
    rest = replace(_waiting(posting), attempts=attempts, reason=reason)
    if attempts >= MAX_ATTEMPTS:
        return Change(_ask(rest, Cause.FAILED, f"Given up after {attempts} attempts: {reason}"))
    return Change(rest, after=pause(attempts, chance, wished))


def _look_failed(posting: Posting, operation: Operation, error: BoardError, now: datetime, chance: float) -> Change:
    """A look that brought no answer changes nothing we know; the next one comes later."""
    looks = posting.looks + 1
    wished = error.retry_after if isinstance(error, Retry | Blocked) else None
    if operation is Operation.CHECK and not posting.unsettled:
        return Change(replace(posting, checked_at=now))
    if operation is Operation.POLL:
        if isinstance(error, Rejected):
            return Change(_ask(_waiting(posting), Cause.REJECTED, str(error)))
        return Change(posting, after=pause(min(looks, 8), chance, wished))
    return Change(replace(posting, looks=looks, reason=str(error)), after=pause(looks + 2, chance, wished))
