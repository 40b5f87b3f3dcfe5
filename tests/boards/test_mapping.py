"""From an answer to what to do next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

from orchestrator.boards.mapping import refusal, retry_after
from orchestrator.domain.errors import Blocked, BoardError, Rejected, Retry, Unauthorized, Unconfirmed


@pytest.mark.parametrize(
    ("status", "changing", "reading"),
    [
        (301, Unconfirmed, Retry),
        (304, Unconfirmed, Retry),
        (400, Rejected, Rejected),
        (401, Unauthorized, Unauthorized),
        (402, Blocked, Blocked),
        (403, Unauthorized, Unauthorized),
        (404, Rejected, Rejected),
        (408, Unconfirmed, Retry),
        (409, Unconfirmed, Retry),
        (410, Rejected, Rejected),
        (413, Rejected, Rejected),
        (422, Rejected, Rejected),
        (425, Retry, Retry),
        (429, Retry, Retry),
        (451, Rejected, Rejected),
        (500, Unconfirmed, Retry),
        (503, Unconfirmed, Retry),
        (599, Unconfirmed, Retry),
        (999, Unconfirmed, Retry),
    ],
)
def test_statuses(status: int, changing: type[BoardError], reading: type[BoardError]) -> None:
    assert type(refusal(status, {}, "", touched=True, earlier=False)) is changing
    assert type(refusal(status, {}, "", touched=False, earlier=False)) is reading
    assert type(refusal(status, {}, "", touched=True, earlier=True)) is Unconfirmed


def test_the_boards_words_and_wishes() -> None:
    headers = CaseInsensitiveDict({"retry-after": "7"})
    limited = refusal(429, headers, "Too fast", touched=True, earlier=False)
    assert isinstance(limited, Retry)
    assert (limited.retry_after, str(limited)) == (7.0, "the board answered 429: Too fast")
    down = refusal(503, headers, "", touched=False, earlier=False)
    assert isinstance(down, Retry)
    assert down.retry_after == 7.0
    broke = refusal(402, headers, "No credit", touched=True, earlier=False)
    assert isinstance(broke, Blocked)
    assert broke.retry_after == 7.0


NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": ""}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": "9" * 400}, 604_800.0),
        ({"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}, 604_800.0),
        ({"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}, 0.0),
        ({"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT", "Date": "Fri, 31 Dec 1999 23:59:00 GMT"}, 59.0),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


def test_retry_after_by_our_own_clock() -> None:
    seconds = retry_after({"Retry-After": format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)})
    assert seconds is not None
    assert 80 < seconds <= 100


@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, \d{1,3} [A-Z][a-z]{2} \d{1,5} \d\d:\d\d:\d\d [+-]?\d{1,9}"))
def test_retry_after_of_any_text(value: str) -> None:
    seconds = retry_after({"Retry-After": value, "Date": value})
    assert seconds is None or 0 <= seconds <= 604_800
