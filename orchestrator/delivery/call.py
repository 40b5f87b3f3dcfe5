"""One operation at one board: from what is planned to what came of it. No database here, and nothing is raised."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import structlog
import zstandard
from sqlalchemy import Row

from orchestrator.boards.contract import Adapter, Batches, Item, Posting, Prepared
from orchestrator.boards.exchange import Exchange
from orchestrator.boards.session import BoardSession
from orchestrator.boards.tokens import Tokens
from orchestrator.callboard import Callboard
from orchestrator.domain.errors import BoardError, Retry, Unconfirmed
from orchestrator.domain.operation import Operation
from orchestrator.domain.transition import Failed, Looked, Outcome
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.transport import Transport
from orchestrator.storage.json_text import json_text

from .route import Route, route_of

log = structlog.get_logger()

_local = threading.local()
_tokens = Tokens()  # of this process, for all accounts: a login for each request would be refused soon
USER_AGENT = "Callboard/0.1"


@dataclass(frozen=True, slots=True)
class Call:
    """What to do and with what. `posting` and `variant` are the adapter's view; `handle` names a task to poll."""

    operation: Operation
    posting: Posting
    variant: Prepared
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a call. `timed_out`: the board used up the whole deadline."""

    outcome: Outcome
    exchanges: tuple[Exchange, ...]
    timed_out: bool


def open_session(
    route: Route,
    transport: Transport,
    *,
    changing: bool,
    seconds: float,
    before_write: Callable[[], None] | None = None,
) -> BoardSession:
    """A session for one operation at the account, with its login, its deadline and its secrets known for redaction."""
    auth = route.adapter.auth(route.account) if hasattr(route.adapter, "auth") else None
    return BoardSession(
        transport,
        route.base_url or "https://invalid.invalid",
        auth=auth,
        secrets=tuple(route.account.secrets.values()),
        user_agent=USER_AGENT,
        deadline=Deadline.after(seconds),
        changing=changing,
        before_write=before_write,
        allow=route.allow,
        login_url=route.login_url,
        tokens=_tokens,
    )


def reader(
    callboard: Callboard, transport: Transport, stopping: Callable[[], bool] = lambda: False
) -> Callable[..., BoardSession]:
    """Opens sessions for looks outside the pump (counts, tests of a login), each with the usual deadline.

    A worker that is `stopping` looks no further: what it wanted to ask is asked later, as when a board is busy.
    """

    def open_one(account: Row[Any], adapter: Adapter, *, changing: bool) -> BoardSession:
        if stopping():
            raise Retry("the worker is stopping")
        return open_session(
            route_of(callboard, account), transport, changing=changing, seconds=callboard.settings.deadline
        )

    return open_one


def carry_out(
    call: Call, route: Route, transport: Transport, *, seconds: float, before_write: Callable[[], None] | None
) -> Answered:
    """Do it, within `seconds` in all."""

    def ask(session: BoardSession) -> list[Outcome]:
        return [_ask(call, route, session)]

    return _attempt(call.operation, 1, ask, route, transport, seconds, before_write)[0]


def carry_out_together(
    calls: Sequence[Call], route: Route, transport: Transport, *, seconds: float, before_write: Callable[[], None]
) -> list[Answered]:
    """Do the same operation for several postings in one request; what the answer leaves out is unknown."""
    adapter = cast("Batches", route.adapter)
    operation = calls[0].operation

    def ask(session: BoardSession) -> list[Outcome]:
        items = [Item(call.posting, call.variant) for call in calls]
        answers = adapter.many(operation, items, route.account, session)
        missing = Unconfirmed(f"{route.adapter.label} left this advert out of its answer")
        return [answers.get(call.posting.reference, missing) for call in calls]

    return _attempt(operation, len(calls), ask, route, transport, seconds, before_write)


def _attempt(
    operation: Operation,
    count: int,
    ask: Callable[[BoardSession], list[Outcome]],
    route: Route,
    transport: Transport,
    seconds: float,
    before_write: Callable[[], None] | None,
) -> list[Answered]:
    """Ask in a fresh session. A bug in an adapter is caught here and nowhere else.

    Whatever it was, the posting must not be lost: a bug before the first byte published nothing, a bug after it
    leaves the outcome unknown.
    """
    deadline = Deadline.after(seconds)
    session: BoardSession | None = None
    try:
        session = open_session(route, transport, changing=operation.changes, seconds=seconds, before_write=before_write)
        outcomes = ask(session)
    except BoardError as error:
        outcomes = [error] * count
    except Exception as error:
        log.exception("adapter_bug", board=route.adapter.name, operation=operation.value)
        outcomes = [_bug(operation, error, written=session is not None and session.bytes_written)] * count
    exchanges = tuple(session.exchanges if session else ())
    late = deadline.remaining() <= 0.05 * seconds
    return [Answered(outcome, exchanges, late) for outcome in outcomes]


def _ask(call: Call, route: Route, session: BoardSession) -> Outcome:
    adapter = cast("Any", route.adapter)
    posting, account = call.posting, route.account
    match call.operation:
        case Operation.FIND:
            return Looked(tuple(adapter.find(posting.reference, posting.generation, account, session)))
        case Operation.CHECK:
            return cast("Outcome", adapter.check(posting, account, session))
        case Operation.POLL:
            return cast("Outcome", adapter.poll(call.handle, account, session))
        case changing:
            return cast("Outcome", getattr(adapter, changing.value)(posting, call.variant, account, session))


def _bug(operation: Operation, error: Exception, *, written: bool) -> Outcome:
    message = f"fault in the adapter: {type(error).__name__}"
    if not operation.changes:
        return Retry(message)
    return Unconfirmed(message) if written else Failed(message)


def evidence(exchanges: tuple[Exchange, ...]) -> bytes | None:
    """The exchanges as they are kept: JSON, compressed. None when nothing was exchanged."""
    if not exchanges:
        return None
    return _compressor().compress(json_text(exchanges))


def _compressor() -> zstandard.ZstdCompressor:
    """One a thread: making one costs more than using it."""
    try:
        found: zstandard.ZstdCompressor = _local.compressor
    except AttributeError:
        found = _local.compressor = zstandard.ZstdCompressor(level=1)
    return found


def read_evidence(kept: bytes | None) -> list[dict[str, Any]]:
    """The exchanges of a delivery as plain values, oldest first."""
    if kept is None:
        return []
    found: list[dict[str, Any]] = json.loads(zstandard.ZstdDecompressor().decompress(kept))
    return found


def key(reference: str, operation: Operation, number: int) -> str:
    """The name of an intent: never made of content, the same for every repetition of the intent."""
    return reference if operation is Operation.PUBLISH else f"{reference}-{operation.value}-{number}"
