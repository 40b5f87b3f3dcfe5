"""What all boards share: the clock, the shelf of adverts, the ledger, and the journal that outlives the process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from .advert import Advert, Shelf, advert_from_json
from .clock import Clock
from .journal import Journal
from .ledger import Acceptance, Exchange, Ledger
from .wire import Json


class State:
    """Everything that can be forgotten by a reset. With a folder, changes are also kept across restarts."""

    def __init__(self, folder: Path | None = None) -> None:
        self.clock = Clock()
        self.shelf = Shelf()
        self.ledger = Ledger()
        self.settings: dict[str, dict[str, Json]] = {}
        self._journal = Journal(folder) if folder else None
        if self._journal:
            for line in self._journal.lines():
                self._restore(line)

    def change(
        self, operation: str, advert: Advert, exchange: Exchange | None = None, detail: dict[str, Json] | None = None
    ) -> None:
        """Put the advert's new form on the shelf and write down that the board did so."""
        number = exchange.number if exchange else None
        if exchange:
            exchange.external_id = advert.external_id
        acceptance = Acceptance(
            self.clock.now(),
            advert.board,
            operation,
            advert.reference,
            advert.external_id,
            exchange.body_hash if exchange else advert.body_hash,
            number,
            detail or {},
        )
        self.shelf.put(advert)
        self.ledger.accepted(acceptance)
        if self._journal:
            self._journal.append({"acceptance": acceptance.to_json(), "advert": advert.to_json()})

    def lose(self, board: str, external_id: str, after: float) -> None:
        """Let the board lose an advert `after` seconds from now, without telling anybody."""
        advert = self.shelf.get(board, external_id)
        if advert is not None:
            self.change("lose", replace(advert, lost_at=self.clock.now() + after))

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)
        if self._journal:
            self._journal.append({"shift": self.clock.shift})

    def set_up(self, name: str, value: dict[str, Json]) -> None:
        """Remember a setting of the operator's (an account, a board's options) under `name`."""
        self.settings[name] = value
        if self._journal:
            self._journal.append({"setting": name, "value": value})

    def reset(self) -> None:
        self.shelf.clear()
        self.ledger.reset()
        self.settings.clear()
        self.clock.shift = 0.0
        if self._journal:
            self._journal.clear()

    def close(self) -> None:
        if self._journal:
            self._journal.close()

    def _restore(self, line: dict[str, Json]) -> None:
        if "shift" in line:
            self.clock.shift = float(cast("float", line["shift"]))
        elif "setting" in line:
            self.settings[str(line["setting"])] = cast("dict[str, Json]", line["value"])
        else:
            self.shelf.put(advert_from_json(cast("dict[str, Json]", line["advert"])))
            self.ledger.accepted(Acceptance(**cast("dict[str, str]", line["acceptance"])))  # type: ignore[arg-type]
