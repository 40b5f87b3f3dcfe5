"""Reconcile: compare what boards show with what they should show, and keep the differences for people to repair.

A board with a list is asked once an account; one with a look only, once for each posting nobody has looked at lately,
at a share of the account's rate. What delivery is working on is left alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Row

from orchestrator.boards.contract import Account, Adapter, Checks, Lists, Posting
from orchestrator.boards.session import BoardSession
from orchestrator.callboard import Callboard
from orchestrator.domain.difference import difference
from orchestrator.domain.errors import BoardError
from orchestrator.domain.live_advert import LiveAdvert
from orchestrator.domain.offer import Mode
from orchestrator.domain.posting import Presence
from orchestrator.domain.receipt import Evidence, Gone, Live
from orchestrator.storage import differences, to_compare
from orchestrator.storage.known import posting_of

from .apply_difference import apply_difference
from .collect import OpenSession

log = structlog.get_logger()

EVERY = timedelta(hours=20)
"""Less than a day, so that a nightly run that starts a little earlier than the last one leaves nothing out."""
TOTAL = 600.0
"""Seconds of one run; the calendar starts several a night, each goes on where the others left."""
LOOKS = 300.0
"""How long the looks at one account may take together; the rest has its turn the next night, oldest first."""
SHARE = 5
"""Looks use at most one in so many of the requests that the account may send."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a run did: accounts and postings compared, differences newly found, and errors by account."""

    accounts: int
    postings: int
    differences: int
    errors: dict[int, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the board shows for one posting, and how we know."""

    row: Row[Any]
    adverts: tuple[LiveAdvert, ...]
    evidence: Evidence


def reconcile(callboard: Callboard, open_session: OpenSession, *, every: timedelta = EVERY) -> Reconciled:
    """Compare every account that was not compared for `every`; safe to run several times at once.

    A board error ends its account's turn and nothing else: what was not seen is no difference. A fault in an adapter
    is raised; the account has its next turn the next night.
    """
    boards = [name for name, each in callboard.registry.items() if compares(each)]
    accounts = compared = found = 0
    errors: dict[int, str] = {}
    end = time.monotonic() + TOTAL
    while time.monotonic() < end:
        with callboard.database.begin() as connection:
            row = to_compare.next_account(connection, boards, every)
        if row is None:
            break
        accounts += 1
        adapter = callboard.registry[row.board]
        seen: list[Seen] = []
        try:
            for each in _look(callboard, adapter, row, partial(open_session, row, adapter, changing=False)):
                seen.append(each)  # noqa: PERF402 - what came before an error counts
        except BoardError as error:
            errors[row.id] = str(error)
            log.warning("not_reconciled", account=row.id, reason=str(error))
        compared += len(seen)
        found += _keep(callboard, row.id, seen)
    return Reconciled(accounts, compared, found, errors)


def compares(adapter: Adapter) -> bool:
    """Whether this board can be compared at all."""
    return adapter.mode is Mode.PUSH and isinstance(adapter, Lists | Checks)


def _look(callboard: Callboard, adapter: Adapter, row: Row[Any], session: Callable[[], BoardSession]) -> Iterator[Seen]:
    account = Account(row.label, row.settings, callboard.vault.open(row.secrets))
    with callboard.database.begin() as connection:
        if isinstance(adapter, Lists):
            ours = to_compare.postings(connection, row.id, adapter.find_lag)
            to_compare.debit(connection, row.id, 1 if ours else 0)
        else:
            ours = to_compare.to_look_at(connection, row.id, max(1, int(row.rate * LOOKS / SHARE)))
            to_compare.debit(connection, row.id, len(ours))
    if not ours:
        return
    if isinstance(adapter, Lists):
        yield from _of_list(ours, adapter.live(account, session()))
    elif isinstance(adapter, Checks):
        yield from _one_by_one(adapter, account, ours, session, SHARE / row.rate)


def _of_list(ours: Sequence[Row[Any]], listed: Sequence[LiveAdvert]) -> Iterator[Seen]:
    """An advert of the list is the posting's whose id at the board, or else whose reference, it carries."""
    by_id = {each.external_id: each for each in listed if each.external_id}
    by_reference: dict[str, list[LiveAdvert]] = {}
    for each in listed:
        by_reference.setdefault(each.reference, []).append(each)
    for row in ours:
        adverts = list(by_reference.get(row.board_reference, []))
        known = by_id.get(row.external_id)
        if known is not None and known not in adverts:
            adverts.append(known)
        yield Seen(row, tuple(adverts), Evidence.REPORTED)


def _one_by_one(
    adapter: Checks, account: Account, ours: Sequence[Row[Any]], session: Callable[[], BoardSession], pause: float
) -> Iterator[Seen]:
    """A look at each, with a pause in seconds between two."""
    for number, row in enumerate(ours):
        if number:
            time.sleep(pause)
        posting = Posting(row.board_reference, row.generation, "", "", row.starts_at, row.ends_at, row.external_id,
                          row.url)  # fmt: skip
        match adapter.check(posting, account, session()):
            case Live(external_id, url, evidence):
                yield Seen(row, (LiveAdvert(external_id=external_id, url=url or ""),), evidence)
            case Gone(evidence):
                yield Seen(row, (), evidence)
            case _:
                continue  # it cannot tell, and that is no difference


def _keep(callboard: Callboard, account: int, seen: Sequence[Seen]) -> int:
    """Write down what was seen: all that agrees at once, each difference by itself. Returns how many are new."""
    with callboard.database.read() as connection:
        known = differences.open_at(connection, account)
    special = [each for each in seen if each.row.id in known or _differs(each)]
    rest = {each.row.id for each in seen} - {each.row.id for each in special}
    for evidence in {each.evidence for each in seen}:
        ids = [each.row.id for each in seen if each.evidence is evidence and each.row.id in rest]
        with callboard.database.begin() as connection:
            to_compare.agreed(connection, account, ids, evidence)
    return sum(apply_difference(callboard, each.row, each.adverts, each.evidence) for each in special)


def _differs(seen: Seen) -> bool:
    """Something is to be said of it: it differs, or a look has confirmed what was only sent."""
    known = posting_of(seen.row)
    ended = seen.row.ended_at is not None
    confirmed = known.presence is Presence.SUBMITTED and bool(seen.adverts)
    return confirmed or difference(known, ended=ended, shown=seen.adverts) is not None
