"""From a claimed row to what is done with it, and from what came of it to what is written. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from orchestrator.boards.contract import Batches, Prepared
from orchestrator.boards.contract import Posting as BoardPosting
from orchestrator.domain.errors import Blocked, BoardError, Retry, Unauthorized, Unconfirmed
from orchestrator.domain.lane import lane
from orchestrator.domain.offer import Mode
from orchestrator.domain.operation import Operation
from orchestrator.domain.plan import Ask, Do, Step, Wait, plan
from orchestrator.domain.posting import Phase, Posting, Presence
from orchestrator.domain.transition import Change, Lapsed, Outcome, receive, receive_surplus
from orchestrator.storage.account_effect import AccountEffect
from orchestrator.storage.claim import Claimed, Intent
from orchestrator.storage.known import posting_of
from orchestrator.storage.outcome import Recorded

from .call import Answered, Call, evidence, key
from .route import Route

NO_CREDIT_PAUSE = 3600.0
"""Seconds until a board without credit or slot for us is asked again, when it states no time itself."""


@dataclass(frozen=True, slots=True)
class Task:
    """A claimed posting and what shall be done with it now."""

    row: Claimed
    posting: Posting
    do: Do
    route: Route

    @property
    def intends(self) -> bool:
        """Bytes may go out that change something: the intent must be stored before."""
        return self.do.operation.changes and self.route.offer.mode is Mode.PUSH

    @property
    def needs_body(self) -> bool:
        return self.do.operation in (Operation.PUBLISH, Operation.UPDATE)

    @property
    def may_share(self) -> bool:
        """The board takes several of this operation in one request."""
        return self.intends and self.do.surplus is None and isinstance(self.route.adapter, Batches)

    @property
    def number(self) -> int:
        """The intent's number: the open intent's own when it is repeated."""
        return self.row.intents if self.do.again else self.row.intents + 1

    @property
    def content(self) -> str:
        """The content that goes out: an open intent's own, whatever is wanted since."""
        return self.row.sent if self.do.again and self.row.sent else self.row.content

    @property
    def key(self) -> str:
        return key(self.row.board_reference, self.do.operation, self.number)

    def intent(self) -> Intent:
        return Intent(
            self.row.id, self.row.fence, self.row.wish_seq, self.do.operation.value, self.content, self.number
        )

    def call(self, body: bytes, public_url: str) -> Call:
        posting = BoardPosting(
            reference=self.row.board_reference,
            generation=self.row.generation,
            key=self.key,
            page=page(public_url, self.row.board_reference),
            starts_at=self.row.starts_at,
            ends_at=self.row.ends_at,
            external_id=self.do.surplus or self.row.external_id,
            url=None if self.do.surplus else self.row.url,
        )
        return Call(self.do.operation, posting, Prepared(self.content, body), self.row.handle or "")


def page(public_url: str, board_reference: str) -> str:
    """The address of a posting's page on our careers site."""
    return f"{public_url}/jobs/{board_reference}"


def take(row: Claimed, route: Route, chance: float) -> Task | Recorded:
    """What to do with a claimed row: a task for the board, or what to write at once where no call is needed."""
    posting = posting_of(row)
    if posting.phase is Phase.UNCONFIRMED:
        # No call outlasts its lease, so this is as good as a call that brought no answer.
        change = receive(posting, posting.operation or Operation.PUBLISH, Lapsed(), row.now, chance)
        return _record(
            row, posting, route, change, row.now, operation="lease", outcome="lapsed", effect=AccountEffect()
        )
    step = plan(posting, route.offer, row.now)
    if isinstance(step, Do):
        return Task(row, posting, step, route)
    said = type(step).__name__.lower()
    return _record(
        row, posting, route, Change(posting), row.now, operation="plan", outcome=said, effect=AccountEffect()
    )


def settle(task: Task, answered: Answered, started_at: datetime, now: datetime, chance: float) -> Recorded:
    """What to write about a finished task."""
    outcome, row = answered.outcome, task.row
    if task.do.surplus is not None:
        change = receive_surplus(task.posting, outcome, now, chance)
    else:
        before = replace(task.posting, sent=task.content) if task.do.operation.changes else task.posting
        change = receive(before, task.do.operation, outcome, now, chance)
    gone = task.do.surplus is not None and change.posting.surplus is None
    unclear = task.do.operation is Operation.PUBLISH and isinstance(outcome, Unconfirmed)
    keyed = task.route.offer.may_repeat(Operation.PUBLISH, timedelta(0))
    return _record(
        row,
        task.posting,
        task.route,
        change,
        now,
        operation=task.do.operation.value,
        outcome=type(outcome).__name__.lower(),
        detail=str(outcome) if isinstance(outcome, BoardError) else getattr(outcome, "message", ""),
        effect=_effect(outcome, answered.timed_out),
        started_at=started_at,
        key=task.key if task.do.operation.changes else "",
        content=task.content,
        kept=evidence(answered.exchanges),
        event="surplus_gone" if gone else "",
        may_double=unclear and not keyed,
    )


def with_entry(recorded: Recorded, task: Task, body: bytes) -> Recorded:
    """Say what becomes of the posting's entry, where the account is a feed: new bytes, none, or no change."""
    if task.route.offer.mode is not Mode.FEED or not task.do.operation.changes:
        return recorded
    match recorded.posting.presence:
        case Presence.SUBMITTED | Presence.LIVE:
            return replace(recorded, feed_entry=body)
        case Presence.WITHDRAWN | Presence.GONE:
            return replace(recorded, feed_entry=b"")
        case _:
            return recorded


def _record(
    row: Claimed,
    before: Posting,
    route: Route,
    change: Change,
    now: datetime,
    *,
    operation: str,
    outcome: str,
    effect: AccountEffect,
    detail: str = "",
    started_at: datetime | None = None,
    key: str = "",
    content: str | None = None,
    kept: bytes | None = None,
    event: str = "",
    may_double: bool = False,
) -> Recorded:
    posting, act_at = _next(change, route, now)
    return Recorded(
        posting=posting,
        fence=row.fence,
        wish_seq=row.wish_seq,
        employer_id=row.employer_id,
        account_id=row.account_id,
        act_at=act_at,
        operation=operation,
        key=key,
        content=content,
        started_at=started_at or now,
        ended_at=now,
        outcome=outcome,
        detail=detail or posting.reason,
        evidence=kept,
        effect=effect,
        event=event or _event(before, posting, operation, outcome),
        counts=route.counts,
        copies=change.surplus,
        may_double=may_double,
        lane=lane(posting, route.offer, act_at or now),
    )


def _next(change: Change, route: Route, now: datetime) -> tuple[Posting, datetime | None]:
    """When the posting must be looked at again; a plan that asks for a person is written down as such."""
    posting = change.posting
    lag = route.offer.find_lag if posting.unsettled else timedelta(0)
    if change.after is not None:
        return posting, now + max(timedelta(seconds=change.after), lag)
    step: Step = plan(posting, route.offer, now)
    match step:
        case Ask(cause, reason):
            return replace(posting, cause=cause, reason=reason), None
        case Wait(until):
            return posting, until
        case _:
            return posting, now + lag


def _event(before: Posting, after: Posting, operation: str, outcome: str) -> str:
    """The line in the posting's history; empty for what nobody would want to read."""
    if after.cause is not None and after.cause is not before.cause:
        return f"needs_person:{after.cause.value}"
    if after.presence is not before.presence:
        return after.presence.value
    if operation in ("update", "refresh", "withdraw", "publish", "lease"):
        return f"{operation}:{outcome}"
    return ""


def _effect(outcome: Outcome, timed_out: bool) -> AccountEffect:
    """What the answer says about the account."""
    match outcome:
        case Unauthorized():
            return AccountEffect(pause=f"login: {outcome}")
        case Blocked():
            return AccountEffect(True, False, outcome.retry_after or NO_CREDIT_PAUSE, str(outcome))
        case Retry() if outcome.retry_after is not None:
            return AccountEffect(True, False, outcome.retry_after, str(outcome))
        case _ if timed_out:
            return AccountEffect(timed_out=True)
        case BoardError() if isinstance(outcome, Retry):
            return AccountEffect()
        case _:
            return AccountEffect(answered=True)
