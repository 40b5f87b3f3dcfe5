"""How to reach a board account: its adapter, its login and the address calls go to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from orchestrator.boards.contract import Account, Adapter
from orchestrator.boards.registry import offer as offer_of
from orchestrator.callboard import Callboard
from orchestrator.domain.offer import Mode, Offer
from orchestrator.outbound.origin import Origin
from orchestrator.storage.tables import board_account


@dataclass(frozen=True, slots=True)
class Route:
    """Everything a call needs that does not depend on the posting. `allow`: origins that may be private.

    `login_url`: where the board's login server is, if not at `base_url`.
    """

    id: int
    adapter: Adapter
    account: Account
    offer: Offer
    base_url: str
    allow: frozenset[Origin]
    counts: bool
    login_url: str = ""


def route(callboard: Callboard, account_id: int) -> Route:
    """Read one account. Raises UnknownBoard when its adapter is not installed, SealBroken when a key is missing."""
    with callboard.database.read() as connection:
        return route_of(
            callboard, connection.execute(select(board_account).where(board_account.c.id == account_id)).one()
        )


def route_of(callboard: Callboard, row: Row[Any]) -> Route:
    """The route of an account whose row is at hand."""
    adapter = callboard.registry[row.board]
    account = Account(row.label, row.settings, callboard.vault.open(row.secrets))
    base_url = _base_url(callboard, adapter, account, practice=row.practice)
    ours = adapter.mode in (Mode.PAGE, Mode.FEED) or row.practice or row.settings.get("private") == "yes"
    allow = frozenset({Origin.of(base_url)}) if ours and base_url else frozenset()
    counts = hasattr(adapter, "counts") or hasattr(adapter, "counts_many")
    login_url = getattr(adapter, "login_url", "") if base_url == adapter.base_url else ""
    return Route(row.id, adapter, account, offer_of(adapter), base_url, allow, counts, login_url)


def _base_url(callboard: Callboard, adapter: Adapter, account: Account, *, practice: bool) -> str:
    """A page is our own site; an account in practice knows the simulator only; a self-hosted board says where it is."""
    if adapter.mode is Mode.PAGE:
        return callboard.settings.public_url
    if practice:
        return f"{callboard.settings.simulator_url}/{adapter.name}"
    return account.settings.get("base_url") or adapter.base_url


class Routes:
    """The routes of one process, by account, each until the account is edited."""

    def __init__(self, callboard: Callboard) -> None:
        self._callboard = callboard
        self._rows: dict[int, Row[Any]] = {}
        self._routes: dict[int, Route] = {}

    def read(self, versions: Mapping[int, int]) -> None:
        """Read, in one go, those of the accounts that were never read or were edited since."""
        stale = [id for id, version in versions.items() if id not in self._rows or self._rows[id].version != version]
        if stale:
            with self._callboard.database.read() as connection:
                rows = connection.execute(select(board_account).where(board_account.c.id.in_(stale))).all()
            for row in rows:
                self._rows[row.id] = row
                self._routes.pop(row.id, None)

    def __getitem__(self, account_id: int) -> Route:
        """The route of an account that was read. Raises UnknownBoard and SealBroken, each time anew."""
        if account_id not in self._routes:
            self._routes[account_id] = route_of(self._callboard, self._rows[account_id])
        return self._routes[account_id]
