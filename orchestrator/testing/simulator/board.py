"""What every simulated board has in common."""

from __future__ import annotations

from typing import Protocol

from .advert import Advert
from .route import Route
from .wire import Answer, Json


class Board(Protocol):
    """One board: its routes (paths after `/<name>`), its way to refuse, and where a candidate sees an advert."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def routes(self) -> tuple[Route, ...]: ...

    def refuse(self, message: str) -> Answer:
        """A refusal of an advert in this board's own form."""

    def page(self, advert: Advert) -> str:
        """The path of the advert's public page."""

    def configure(self, options: dict[str, Json]) -> None:
        """Change how the board behaves. Raises ValueError naming the option that is not known or not valid."""

    def settings(self) -> dict[str, Json]:
        """The options as they are, and the accounts, for people and tests."""

    def set_up(self, account: dict[str, Json]) -> None:
        """Add or replace an account. Raises ValueError naming the field that is missing."""

    def reload(self) -> None:
        """Take the options, accounts and counters from the state again (after a restart or a reset)."""
