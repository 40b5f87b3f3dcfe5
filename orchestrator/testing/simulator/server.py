"""The simulator: all boards behind one port, with their faults, ledger, control API and pages for people."""

from __future__ import annotations

import asyncio
from ipaddress import ip_address
from pathlib import Path

from . import practice
from .board import Board
from .connection import Connection
from .control import Control
from .fault import Faults
from .google import Google
from .human_pages import advert_page, application_page, overview
from .imitation import Imitation
from .imitations import IMITATIONS
from .indeed import Indeed
from .plain import plain_boards
from .reed import Reed
from .route import Call, NoRoute, Route, find_route, route
from .state import State
from .turn import Turn
from .upgrade import Desk, Speaks
from .wire import Answer, Request, json_answer


class Simulator:
    """Everything of one running simulator. With `folder`, what the boards show survives a restart."""

    def __init__(self, folder: Path | None = None) -> None:
        self.state = State(folder)
        self.faults = Faults()
        indeed, google = Indeed(self.state), Google(self.state)
        imitations = [Imitation(rules, self.state) for rules in IMITATIONS]
        plain = plain_boards(practice.TOKENS, self.state)
        boards: tuple[Board, ...] = (Reed(self.state), indeed, google, *imitations, *plain)
        self.boards = {board.name: board for board in boards}
        self._control = Control(self.state, self.faults, self.boards, indeed, google).routes
        self._pages: tuple[Route, ...] = (
            route("GET", "/", "page", lambda _: overview(self.boards.values(), self.state)),
            route("GET", "/employer/apply", "page", lambda _: application_page()),
            route("GET", "/{board}/adverts/{id}", "page", self._advert),
            route("GET", "/(?P<board>reed)/jobs/[^/]+/{id}", "page", self._advert),
        )
        self._server: asyncio.Server | None = None
        self._connections: set[Connection] = set()

    async def start(self, host: str, port: int) -> int:
        """Listen; returns the port, which is chosen by the system when `port` is 0. Raises OSError."""
        loop = asyncio.get_running_loop()
        made = lambda: Connection(self._turn, self._connections, self._speaks)  # noqa: E731
        self._server = await loop.create_server(made, host, port, backlog=512)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Close the port and every connection, and the journal after the last change."""
        if self._server is not None:
            self._server.close()
            for connection in tuple(self._connections):
                connection.hang_up()
            await self._server.wait_closed()
        self.state.close()

    def _turn(self, request: Request) -> Turn:
        path = request.path
        if path.startswith("/_control/"):
            return self._control_turn(request, path.removeprefix("/_control"))
        name, _, rest = path.lstrip("/").partition("/")
        board = self.boards.get(name)
        found = find_route(board.routes, request.method, "/" + rest) if board else NoRoute(())
        if board is not None and not isinstance(found, NoRoute):
            chosen, parts = found
            exchange = self.state.ledger.received(name, chosen.operation, request)
            fault = self.faults.choose(name, chosen.operation)
            return Turn(
                request,
                chosen.handler,
                parts,
                self.state.ledger,
                exchange,
                fault,
                board.refuse,
                lambda external_id, seconds: self.state.lose(name, external_id, seconds),
            )
        page = find_route(self._pages, request.method, path)
        if not isinstance(page, NoRoute):
            return Turn(request, page[0].handler, page[1], self.state.ledger)
        allowed = found.allowed if isinstance(found, NoRoute) else ()
        missing = _nothing_here(allowed + page.allowed)
        return Turn(request, lambda _: missing, {}, self.state.ledger)

    def _speaks(self, request: Request) -> tuple[Speaks, Desk] | None:
        """The board that goes on in the protocol the client asks for."""
        name = request.path.strip("/")
        rules = getattr(self.boards.get(name), "rules", None)
        if not isinstance(rules, Speaks) or rules.protocol != request.headers["upgrade"].lower():
            return None
        return rules, Desk(name, asyncio.get_running_loop(), self.faults, self.state, request)

    def _control_turn(self, request: Request, path: str) -> Turn:
        if not _is_loopback(request.peer):
            refused = json_answer(403, {"message": "the control API answers only on this machine"})
            return Turn(request, lambda _: refused, {}, self.state.ledger)
        found = find_route(self._control, request.method, path)
        if isinstance(found, NoRoute):
            missing = _nothing_here(found.allowed)
            return Turn(request, lambda _: missing, {}, self.state.ledger)
        return Turn(request, found[0].handler, found[1], self.state.ledger)

    def _advert(self, call: Call) -> Answer:
        board = self.boards.get(call.parts["board"])
        if board is None:
            return _nothing_here(())
        advert = self.state.shelf.get(board.name, call.parts["id"])
        return advert_page(board, advert, self.state.clock.now())


def _nothing_here(allowed: tuple[str, ...]) -> Answer:
    if allowed:
        return json_answer(405, {"message": "This method is not offered here."}, ("Allow", ", ".join(allowed)))
    return json_answer(404, {"message": "There is nothing at this address."})


def _is_loopback(peer: str) -> bool:
    try:
        address = ip_address(peer.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)
