"""One request's way through a board: the fault in front of it, the board's work, the fault behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import isawaitable
from typing import Protocol

from .distort import with_strange_state, without_last_items
from .fault import BEFORE, DEFAULT_SECONDS, Fault, FaultKind
from .ledger import Exchange, Ledger
from .route import Call, Handler
from .wire import Answer, Request, html_answer, json_answer


class Line(Protocol):
    """The connection as a turn needs it."""

    def send(self, data: bytes) -> None: ...
    def hang_up(self, reset: bool = False) -> None: ...
    def is_open(self) -> bool: ...
    async def hold(self, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Turn:
    """What is to be done with one request. `refuse` words a refusal as this board does."""

    request: Request
    handler: Handler
    parts: dict[str, str]
    ledger: Ledger
    exchange: Exchange | None = None
    fault: Fault | None = None
    refuse: Callable[[str], Answer] = lambda message: json_answer(400, {"message": message})
    lose: Callable[[str, float], None] = lambda _id, _seconds: None

    def quick(self) -> Answer | None:
        """Work without waiting, where nothing is to go wrong; None if the work must be awaited."""
        if self.fault is not None or self.exchange is None:
            return None
        answer = self.handler(Call(self.request, self.parts, self.exchange))
        assert isinstance(answer, Answer), "a board's work never waits"
        return answer

    async def run(self, line: Line) -> None:
        fault = self.fault
        if self.exchange and fault:
            self.exchange.fault = fault.kind.value
        if fault and fault.kind in BEFORE:
            await self._instead(fault, line)
            return
        if fault and fault.kind is FaultKind.LATENCY:
            await asyncio.sleep(_seconds(fault))
        answer = self.handler(Call(self.request, self.parts, self.exchange))
        if isawaitable(answer):
            answer = await answer
        if fault and fault.kind is not FaultKind.LATENCY:
            await self._afterwards(fault, answer, line)
        else:
            self.answer(line, answer)

    def answer(self, line: Line, answer: Answer, framing: str = "length") -> None:
        """Send the whole answer and write that down."""
        whole = line.is_open()
        line.send(answer.encode(self.request, framing))
        if self.exchange:
            self.ledger.answered(self.exchange, answer.status, answer.body, whole)

    def _cut(self, line: Line, fault: Fault, part: bytes, status: int | None) -> None:
        if part:
            line.send(part)
        line.hang_up(fault.reset)
        if self.exchange:
            self.ledger.answered(self.exchange, status, b"", False)

    async def _instead(self, fault: Fault, line: Line) -> None:
        match fault.kind:
            case FaultKind.ERROR_BEFORE:
                self.answer(line, html_answer(500, "<h1>Server Error in '/' Application.</h1>"))
            case FaultKind.UNAVAILABLE:
                self.answer(line, html_answer(503, "<h1>Service Unavailable</h1>"))
            case FaultKind.THROTTLE:
                wait = ("Retry-After", fault.retry_after)
                self.answer(line, json_answer(429, {"message": "Too many requests."}, wait))
            case FaultKind.REJECT:
                self.answer(line, self.refuse("This advert does not meet our posting rules."))
            case FaultKind.REDIRECT:
                to = fault.location or self.request.origin + "/elsewhere"
                self.answer(line, Answer(302, b"", "text/html", (("Location", to),)))
            case FaultKind.DROP_BEFORE:
                self._cut(line, fault, b"", None)
            case _:
                await line.hold(_seconds(fault))
                self._cut(line, fault, b"", None)

    async def _afterwards(self, fault: Fault, answer: Answer, line: Line) -> None:
        match fault.kind:
            case FaultKind.TIMEOUT:
                await line.hold(_seconds(fault))
                self._cut(line, fault, b"", None)
            case FaultKind.LATE:
                await line.hold(_seconds(fault))
                self.answer(line, answer)
            case FaultKind.DRIP:
                await self._drip(fault, answer, line)
            case FaultKind.UNFRAMED:
                self.answer(line, answer, "close")
                line.hang_up()
            case FaultKind.LOSE:
                self.answer(line, answer)
                if self.exchange and self.exchange.external_id:
                    self.lose(self.exchange.external_id, fault.seconds)
            case FaultKind.DROP_AFTER:
                self._cut(line, fault, b"", None)
            case FaultKind.CUT_HEADER | FaultKind.CUT_BODY | FaultKind.CUT_CHUNK:
                self._cut(line, fault, _part(fault.kind, answer, self.request), answer.status)
            case _:
                self.answer(line, _garbled(fault.kind, answer))

    async def _drip(self, fault: Fault, answer: Answer, line: Line) -> None:
        for byte in answer.encode(self.request):
            if not line.is_open():
                self._cut(line, fault, b"", answer.status)
                return
            line.send(bytes((byte,)))
            await asyncio.sleep(_seconds(fault))
        if self.exchange:
            self.ledger.answered(self.exchange, answer.status, answer.body, True)


def _seconds(fault: Fault) -> float:
    return fault.seconds or DEFAULT_SECONDS.get(fault.kind, 0.0)


def _part(kind: FaultKind, answer: Answer, request: Request) -> bytes:
    """The bytes of the answer that still leave."""
    whole = answer.encode(request)
    if kind is FaultKind.CUT_HEADER:
        return whole[: whole.index(b"\r\n") + 12]
    if not answer.body:
        return whole[:-1]
    if kind is FaultKind.CUT_CHUNK:
        return answer.encode(request, "chunked").removesuffix(b"0\r\n\r\n")
    return whole[: len(whole) - (len(answer.body) + 1) // 2]


def _garbled(kind: FaultKind, answer: Answer) -> Answer:
    match kind:
        case FaultKind.ERROR_AFTER:
            return html_answer(500, "<h1>Server Error in '/' Application.</h1>")
        case FaultKind.HTML:
            return html_answer(answer.status, "<!doctype html><title>Sorry</title><h1>We'll be back soon</h1>")
        case FaultKind.EMPTY:
            return Answer(200)
        case FaultKind.DOUBLE_JSON:
            return replace(answer, body=json.dumps(answer.body.decode()).encode())
        case FaultKind.STRANGE_STATE:
            return replace(answer, body=with_strange_state(answer.body))
        case FaultKind.OMIT:
            return replace(answer, body=without_last_items(answer.body))
        case _:
            return replace(answer, body=b"[" + answer.body + b"]")
