"""The control API under `/_control`: for tests and the operator, on this machine only, always JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import fields

from .board import Board
from .candidate import Crowd, count, visit
from .fault import Fault, FaultKind, Faults
from .feed_reader import fetch_document
from .fetch import Unreachable
from .google import Google, fetch_site
from .imitation import Imitation
from .indeed import Indeed, fetch_feed
from .ledger_api import ledger_routes
from .route import Call, Route, route
from .state import State
from .wire import Answer, Json, json_answer


class WrongInput(ValueError):
    """What the operator gave cannot be used; the text names the field and what it takes."""


Work = Callable[[dict[str, Json]], Json | Awaitable[Json]]


class Control:
    """What the operator can do. Every POST takes a JSON object and needs that content type, so that no web page
    open in a browser on this machine can send one."""

    def __init__(self, state: State, faults: Faults, boards: dict[str, Board], indeed: Indeed, google: Google) -> None:
        self._state = state
        self._faults = faults
        self._boards = boards
        self._indeed = indeed
        self._google = google
        self.routes: tuple[Route, ...] = (
            route("POST", "/reset", "reset", _doing(self._reset)),
            route("POST", "/faults", "faults", _doing(self._add_fault)),
            route("GET", "/faults", "faults", self._list_faults),
            route("DELETE", "/faults", "faults", self._clear_faults),
            route("POST", "/clock", "clock", _doing(self._clock)),
            route("POST", "/boards/{board}/options", "options", self._configure),
            route("POST", "/boards/{board}/accounts", "accounts", self._set_up),
            route("GET", "/boards", "boards", self._list_boards),
            route("POST", "/crawl", "crawl", _doing(self._crawl)),
            route("POST", "/crawl-site", "crawl", _doing(self._crawl_site)),
            route("POST", "/candidates", "candidates", _doing(self._candidates)),
            *ledger_routes(state),
        )

    def _reset(self, given: dict[str, Json]) -> Json:
        """Forget everything: adverts, ledger, faults, options. The seed is `seed`, or 0."""
        self._state.reset()
        self._faults.clear()
        self._faults.reseed(_integer(given, "seed", 0))
        for board in self._boards.values():
            board.reload()
        return {"reset": True}

    def _add_fault(self, given: dict[str, Json]) -> Json:
        fault = read_fault(given)
        if fault.board not in self._boards:
            raise WrongInput(f"board: there is no {fault.board!r}; there are {', '.join(self._boards)}")
        if "seed" in given:
            self._faults.reseed(_integer(given, "seed", 0))
        self._faults.active.append(fault)
        return _fault_json(fault)

    def _list_faults(self, _call: Call) -> Answer:
        return json_answer(200, [_fault_json(fault) for fault in self._faults.active])

    def _clear_faults(self, call: Call) -> Answer:
        self._faults.clear(call.request.query.get("board"))
        return json_answer(200, [_fault_json(fault) for fault in self._faults.active])

    def _clock(self, given: dict[str, Json]) -> Json:
        self._state.advance(_number(given, "advance", 0.0))
        return {"now": self._state.clock.now(), "shift": self._state.clock.shift}

    def _configure(self, call: Call) -> Answer:
        return self._with_board(call, lambda board, given: board.configure(given))

    def _set_up(self, call: Call) -> Answer:
        return self._with_board(call, lambda board, given: board.set_up(given))

    def _with_board(self, call: Call, work: Callable[[Board, dict[str, Json]], None]) -> Answer:
        board = self._boards.get(call.parts["board"])
        if board is None:
            return json_answer(404, {"message": f"there is no board {call.parts['board']!r}"})
        given = _object(call)
        if isinstance(given, Answer):
            return given
        try:
            work(board, given)
        except ValueError as wrong:
            return json_answer(400, {"message": str(wrong)})
        return json_answer(200, board.settings())

    def _list_boards(self, _call: Call) -> Answer:
        return json_answer(200, {name: board.settings() for name, board in self._boards.items()})

    async def _crawl(self, given: dict[str, Json]) -> Json:
        """Let Indeed, or the `board` that reads feeds, read the one at `feed_url` once."""
        url, board = _text(given, "feed_url"), self._boards.get(str(given.get("board", "indeed")))
        if isinstance(board, Imitation) and board.reads_feed:
            try:
                return board.take(url, await asyncio.to_thread(fetch_document, url))
            except Unreachable as gone:
                return {"url": url, "error": str(gone)}
        if board is not self._indeed:
            raise WrongInput(f"board: {given.get('board')!r} reads no feed")
        return self._indeed.take(await asyncio.to_thread(fetch_feed, url, *self._indeed.validators(url)))

    async def _crawl_site(self, given: dict[str, Json]) -> Json:
        """Let Google read the careers site at `base_url` once."""
        url = _text(given, "base_url")
        return self._google.take(await asyncio.to_thread(fetch_site, url, self._google.known_pages(url)))

    async def _candidates(self, given: dict[str, Json]) -> Json:
        """Send a crowd to every live advert, or to those of `board` or `reference`; answers with their journeys."""
        crowd = read_crowd(given)
        board = str(given["board"]) if given.get("board") else None
        reference = given.get("reference")
        showing = self._state.shelf.showing(self._state.clock.now(), board)
        adverts = [advert for advert in showing if reference in (None, advert.reference)]
        journeys = await asyncio.to_thread(visit, adverts, crowd)
        count(self._state, adverts, journeys, crowd)
        return {"adverts": len(adverts), "journeys": [journey.to_json() for journey in journeys]}


def read_fault(given: dict[str, Json]) -> Fault:
    """A fault from JSON. Raises WrongInput naming the field."""
    known = {part.name for part in fields(Fault)} - {"fired"} | {"seed"}
    if unknown := set(given) - known:
        raise WrongInput(f"{', '.join(sorted(unknown))}: no such field; there are {', '.join(sorted(known))}")
    operations = given.get("operations", [])
    if not isinstance(operations, list):
        raise WrongInput("operations: give a list")
    return Fault(
        _text(given, "board"),
        FaultKind(_text(given, "kind")),
        _integer(given, "next", 0),
        _number(given, "probability", 0.0),
        frozenset(map(str, operations)),
        _number(given, "seconds", 0.0),
        str(given.get("retry_after", "1")),
        str(given.get("location", "")),
        bool(given.get("reset", False)),
    )


def read_crowd(given: dict[str, Json]) -> Crowd:
    """A crowd from JSON. Raises WrongInput naming the field."""
    numbers = {
        name: _integer(given, name, default)
        for name, default in (("people", 1), ("applications", 0), ("bots", 0), ("prefetches", 0), ("seed", 0))
    }
    lists: dict[str, list[str]] = {}
    for name in ("agents", "hosts"):
        value = given.get(name, [])
        if not isinstance(value, list):
            raise WrongInput(f"{name}: give a list")
        lists[name] = [str(each) for each in value]
    return Crowd(**numbers, agents=tuple(lists["agents"]), hosts=frozenset(lists["hosts"]))


def _doing(work: Work) -> Callable[[Call], Awaitable[Answer]]:
    async def handle(call: Call) -> Answer:
        given = _object(call)
        if isinstance(given, Answer):
            return given
        try:
            done = work(given)
            return json_answer(200, await done if isinstance(done, Awaitable) else done)
        except ValueError as wrong:
            return json_answer(400, {"message": str(wrong)})

    return handle


def _object(call: Call) -> dict[str, Json] | Answer:
    if call.request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        return json_answer(415, {"message": "Content-Type: must be application/json"})
    try:
        value = json.loads(call.request.body or b"{}")
    except ValueError as wrong:
        return json_answer(400, {"message": f"the body is not JSON: {wrong}"})
    return value if isinstance(value, dict) else json_answer(400, {"message": "the body must be a JSON object"})


def _text(given: dict[str, Json], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value:
        raise WrongInput(f"{name}: give a text")
    return value


def _number(given: dict[str, Json], name: str, default: float) -> float:
    value = given.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongInput(f"{name}: give a number")
    return float(value)


def _integer(given: dict[str, Json], name: str, default: int) -> int:
    value = _number(given, name, default)
    if value != int(value):
        raise WrongInput(f"{name}: give a whole number")
    return int(value)


def _fault_json(fault: Fault) -> dict[str, Json]:
    return {
        **{part.name: getattr(fault, part.name) for part in fields(Fault) if part.name != "operations"},
        "operations": list[Json](sorted(fault.operations)),
        "kind": fault.kind.value,
    }
