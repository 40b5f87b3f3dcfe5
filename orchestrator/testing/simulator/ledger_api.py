"""Questions to the ledger, under `/_control/ledger`."""

from __future__ import annotations

from collections.abc import Callable

from .route import Call, Route, route
from .state import State
from .wire import Answer, Json, json_answer

Question = Callable[[State, dict[str, str]], Json]


def ledger_routes(state: State) -> tuple[Route, ...]:
    questions: dict[str, Question] = {
        "/ledger": _history,
        "/ledger/creates": _creates,
        "/ledger/live": _live,
        "/ledger/exchanges": _exchanges,
        "/ledger/in-flight": _in_flight,
        "/ledger/answered": _answered,
    }
    return tuple(route("GET", path, "ledger", _asking(state, question)) for path, question in questions.items())


def _asking(state: State, question: Question) -> Callable[[Call], Answer]:
    def handle(call: Call) -> Answer:
        try:
            return json_answer(200, question(state, call.request.query))
        except ValueError as wrong:
            return json_answer(400, {"message": f"a number was expected: {wrong}"})

    return handle


def _history(state: State, query: dict[str, str]) -> Json:
    """Changes boards made, of `board` and `reference`, oldest first; the last `limit`."""
    history = state.ledger.history(query.get("board"), query.get("reference"))
    return [each.to_json() for each in history[-int(query.get("limit", "1000")) :]]


def _creates(state: State, query: dict[str, str]) -> Json:
    """Reference to the number of times it was created at `board`."""
    return {**state.ledger.creates(query.get("board", ""))}


def _live(state: State, query: dict[str, str]) -> Json:
    """Adverts that candidates see now; with `brief`, only what names them."""
    showing = state.shelf.showing(state.clock.now(), query.get("board"))
    if "brief" not in query:
        return [each.to_json() for each in showing]
    return [{"board": each.board, "external_id": each.external_id, "reference": each.reference} for each in showing]


def _exchanges(state: State, query: dict[str, str]) -> Json:
    """Requests and their answers at `board`, from the one numbered `after` on, at most `limit`."""
    after, limit = int(query.get("after", "0")), int(query.get("limit", "1000"))
    chosen: list[Json] = [
        each.to_json()
        for each in state.ledger.exchanges
        if each.number > after and query.get("board", each.board) == each.board
    ]
    return chosen[:limit]


def _in_flight(state: State, query: dict[str, str]) -> Json:
    return [each.to_json() for each in state.ledger.in_flight(query.get("board"))]


def _answered(state: State, query: dict[str, str]) -> Json:
    """Exchanges whose whole answer left within the last `within_ms` milliseconds."""
    within = float(query.get("within_ms", "1000")) / 1000
    return [each.to_json() for each in state.ledger.answered_within(within, query.get("board"))]
