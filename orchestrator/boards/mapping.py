"""From what happened on the wire to what to do next. The only place that decides this.

Two facts about the session decide besides the status:
`touched`: bytes of a request that changes something went out, this request's included;
`earlier`: they went out in a request before this one, so that a refusal of this one does not mean "nothing changed".
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from orchestrator.domain.errors import Blocked, BoardError, Reason, Rejected, Retry, Unauthorized, Unconfirmed

LONGEST = 7 * 86_400.0  # seconds; a board that asks for more is asked again anyway

_CANNOT_TELL = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT})


def unclear(message: str, *, touched: bool, retry_after: float | None = None) -> BoardError:
    """No answer, or one that does not say what happened: look at the board if anything may have changed there."""
    return Unconfirmed(message) if touched else Retry(message, retry_after)


def refusal(status: int, headers: Mapping[str, str], text: str, *, touched: bool, earlier: bool) -> BoardError:
    """The error that an answer other than 2xx stands for. `text` is the board's own, tidied and short.

    A 5xx, 3xx, 408 or 409 says nothing about what the board did before it said so. (Redirects are never followed:
    a publish that follows one may publish twice.)
    """
    said = f"the board answered {status}" + (f": {text}" if text else "")
    wait = retry_after(headers)
    if status < 400 or status >= 500 or status in _CANNOT_TELL:
        return unclear(said, touched=touched, retry_after=wait)
    if earlier:
        return Unconfirmed(f"{said} (an earlier request of the same operation had gone through)")
    match status:
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            return Unauthorized(f"{said}. Check the account's credentials and what they are allowed to do")
        case HTTPStatus.PAYMENT_REQUIRED:
            return Blocked(said, wait)
        case HTTPStatus.TOO_MANY_REQUESTS | HTTPStatus.TOO_EARLY:
            return Retry(said, wait)
        case _:
            return Rejected((Reason("", said),))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After header (RFC 9110, 10.2.3: seconds or a date), between 0 and a week; None without one.

    A date is measured against the answer's own Date where there is one, so that a wrong clock does no harm.
    """
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), LONGEST)
    until = _moment(value)
    if until is None:
        return None
    now = _moment(headers.get("Date", "")) or datetime.fromtimestamp(time.time(), UTC)
    return min(max(0.0, (until - now).total_seconds()), LONGEST)


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
