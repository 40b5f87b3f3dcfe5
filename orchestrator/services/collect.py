"""Ask boards for their counts. What a board does not answer stays as old as it is: never zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from sqlalchemy import Connection, Row

from orchestrator.boards.contract import Account, Adapter, CountsMany, CountsOne, Posting
from orchestrator.boards.session import BoardSession
from orchestrator.callboard import Callboard
from orchestrator.domain.errors import BoardError, Retry, Unauthorized
from orchestrator.domain.reading import Metric, Origin, Reading
from orchestrator.domain.receipt import Count
from orchestrator.storage import counts_due, events, readings
from orchestrator.storage.counts_due import Due
from orchestrator.storage.database import clock

ACTOR = "callboard"
LATER = 900.0
"""Seconds after which a board that could not answer is asked again, unless it says when itself."""


class OpenSession(Protocol):
    """Makes a session for one call at an account; `account` is its row."""

    def __call__(self, account: Row[Any], adapter: Adapter, *, changing: bool) -> BoardSession: ...


@dataclass(frozen=True, slots=True)
class Collected:
    """What a run did: accounts asked, readings appended, counts refused as impossible, and errors by account."""

    accounts: int
    readings: int
    refused: int
    errors: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Answer:
    """`counts`, each with the posting that was asked for, where one was. `unanswered`: asked in vain."""

    counts: Sequence[tuple[Count, Due | None]]
    unanswered: tuple[int, ...]
    error: BoardError | None


def collect_counts(callboard: Callboard, open_session: OpenSession, *, accounts: int = 20) -> Collected:
    """Ask at most so many accounts that have postings due, one after another; safe to run several times at once.

    A board error ends its account's turn and nothing else. A fault in an adapter is raised: the postings taken are
    due again at their usual time.
    """
    boards = [name for name, adapter in callboard.registry.items() if isinstance(adapter, CountsOne | CountsMany)]
    done: list[int] = []
    appended = refused = 0
    errors: dict[int, str] = {}
    while len(done) < accounts:
        with callboard.database.begin() as connection:
            account = counts_due.next_account(connection, boards, done)
            if account is None:
                break
            adapter = callboard.registry[account.board]
            due = counts_due.take(connection, account, together=isinstance(adapter, CountsMany))
        done.append(account.id)
        if not due:
            continue
        known = Account(account.label, account.settings, callboard.vault.open(account.secrets))
        answer = _ask(adapter, known, due, partial(open_session, account, adapter, changing=False))
        good, bad = _keep(callboard, account, answer)
        appended, refused = appended + good, refused + bad
        if answer.error is not None:
            errors[account.id] = str(answer.error)
    return Collected(len(done), appended, refused, errors)


def _ask(adapter: Adapter, account: Account, due: Sequence[Due], session: Callable[[], BoardSession]) -> _Answer:
    if isinstance(adapter, CountsMany):
        since = min(each.published_at or each.starts_at for each in due)
        try:
            return _Answer([(count, None) for count in adapter.counts_many(account, since, session())], (), None)
        except BoardError as error:
            return _Answer([], tuple(each.id for each in due), error)
    assert isinstance(adapter, CountsOne)
    found: list[tuple[Count, Due | None]] = []
    for place, each in enumerate(due):
        try:
            found += [(count, each) for count in adapter.counts(_posting(each), account, session())]
        except BoardError as error:
            return _Answer(found, tuple(later.id for later in due[place:]), error)
    return _Answer(found, (), None)


def _posting(due: Due) -> Posting:
    """As much of a posting as asking for its counts takes."""
    return Posting(
        reference=due.board_reference,
        generation=due.generation,
        key="",
        page="",
        starts_at=due.starts_at,
        ends_at=due.ends_at,
        external_id=due.external_id,
        url=due.url,
    )


def _keep(callboard: Callboard, account: Row[Any], answer: _Answer) -> tuple[int, int]:
    """Write down what came, in one transaction; returns how many readings, and how many counts were impossible."""
    with callboard.database.begin() as connection:
        now = clock(connection)
        ours = counts_due.by_external_id(connection, account.id, [count.external_id for count, _ in answer.counts])
        entries: list[readings.Entry] = []
        refused: list[str] = []
        for count, asked in answer.counts:
            whose = ours.get(count.external_id) if asked is None else (asked.id, asked.employer_id)
            if whose is None:
                continue  # an advert at this account that is not ours
            posting, employer = whose
            reading = _reading(count, posting, now)
            if reading is None:
                refused.append(f"{count.metric} {count.value} for {count.external_id}")
            else:
                entries.append(readings.Entry(reading, employer))
        readings.append(connection, entries)
        if refused:
            events.record(
                connection,
                actor=ACTOR,
                kind="counts_refused",
                account_id=account.id,
                employer_id=account.employer_id,
                reason="; ".join(refused[:5]),
            )
        if answer.error is not None:
            _put_off(connection, account, answer, answer.error)
    return len(entries), len(refused)


def _reading(count: Count, posting: int, now: datetime) -> Reading | None:
    """None for a word we do not know and for less than nothing. A board whose clock is fast reports as of now."""
    if count.value < 0 or count.metric not in tuple(Metric):
        return None
    taken = min(count.taken_at or now, now)
    return Reading(posting, Metric(count.metric), count.value, Origin.BOARD, taken)


def _put_off(connection: Connection, account: Row[Any], answer: _Answer, error: BoardError) -> None:
    """Ask again later; a login that is refused is ops' to see, but pausing the account is for delivery to decide."""
    wished = error.retry_after if isinstance(error, Retry) else None
    counts_due.sooner(connection, answer.unanswered, wished or LATER)
    if isinstance(error, Unauthorized):
        events.record(
            connection,
            actor=ACTOR,
            kind="counts_unauthorized",
            account_id=account.id,
            employer_id=account.employer_id,
            reason=str(error),
        )
