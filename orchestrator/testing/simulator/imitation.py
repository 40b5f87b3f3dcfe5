"""A simulated board made of its rules: what all imitations share, so that each is only what its documents say."""

from __future__ import annotations

from typing import Any, Protocol, cast

from .advert import Advert
from .feed_reader import ReadsFeed, take
from .option import as_json, changed
from .route import Route
from .stand import Stand
from .state import State
from .wire import Answer, Json


class Rules(Protocol):
    """What a board's documents say. Made anew after a reset, so it may remember what is not on the shelf."""

    def __init__(self, stand: Stand) -> None: ...

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def defaults(self) -> Any:
        """The options as they are without an operator: a frozen dataclass."""

    def routes(self) -> tuple[Route, ...]: ...

    def refuse(self, message: str) -> Answer: ...


class Imitation:
    """A board by its rules."""

    def __init__(self, rules: type[Rules], state: State) -> None:
        self.name = str(rules.name)
        self.label = str(rules.label)
        self._state = state
        self._stand = Stand(self.name, state, rules.defaults)
        self._make = rules
        self.reload()

    def reload(self) -> None:
        self._stand.reload()
        self.rules = self._make(self._stand)
        self.routes: tuple[Route, ...] = self.rules.routes()

    def refuse(self, message: str) -> Answer:
        return self.rules.refuse(message)

    def page(self, advert: Advert) -> str:
        return f"/{self.name}/adverts/{advert.external_id}"

    def configure(self, options: dict[str, Json]) -> None:
        self._stand.options = changed(self._stand.options, options)
        self._state.set_up(f"{self.name}.options", as_json(self._stand.options))

    def set_up(self, account: dict[str, Json]) -> None:
        raise ValueError(f"{', '.join(account)}: {self.name} has one fixed account; see the practice credentials")

    @property
    def reads_feed(self) -> bool:
        return hasattr(self.rules, "read")

    def take(self, url: str, document: bytes) -> dict[str, Json]:
        """Read a feed's document, for rules that read feeds; the report says what became of it."""
        return take(self._stand, cast("ReadsFeed", self.rules), url, document)

    def settings(self) -> dict[str, Json]:
        return {"options": as_json(self._stand.options)}
