"""What an imitated board works with: its part of the shelf, its numbers, its time, its options."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .advert import Advert, AdvertState
from .ledger import body_hash
from .option import changed
from .route import Call
from .state import State

DAY = 86_400.0
FOREVER = 3_650 * DAY


class Stand:
    """The stand of the board `name`. `options` is a frozen dataclass whose fields the operator may change."""

    def __init__(self, name: str, state: State, defaults: Any) -> None:
        self.name = name
        self._state = state
        self._defaults = defaults
        self.options: Any = defaults
        self.reload()

    def reload(self) -> None:
        """Take options and numbers from the state again."""
        self.options = changed(self._defaults, self._state.settings.get(f"{self.name}.options", {}))
        self._last = self._state.shelf.count(self.name)

    def now(self) -> float:
        return self._state.clock.now()

    def number(self) -> int:
        """The next number, for an id of the board's own."""
        self._last += 1
        return 100_000 + self._last

    def get(self, external_id: str) -> Advert | None:
        """The advert with this id, shown or not."""
        return self._state.shelf.get(self.name, external_id)

    def shown(self, external_id: str) -> Advert | None:
        """The advert with this id, if candidates see it."""
        advert = self.get(external_id)
        return advert if advert is not None and advert.shows(self.now()) else None

    def every(self) -> list[Advert]:
        return list(self._state.shelf.of(self.name))

    def named(self, reference: str) -> list[Advert]:
        """The adverts under a reference that candidates see."""
        return [each for each in self._state.shelf.named(self.name, reference) if each.shows(self.now())]

    def create(
        self,
        call: Call | None,
        external_id: str,
        reference: str,
        title: str,
        *,
        text: str = "",
        apply_url: str = "",
        account: str = "",
        seconds: float = 30 * DAY,
        state: AdvertState = AdvertState.LIVE,
        fields: dict[str, str] | None = None,
    ) -> Advert:
        """Put a new advert on the shelf, shown for `seconds`."""
        now = self.now()
        said = body_hash(call.request.body) if call else ""
        advert = Advert(
            self.name, external_id, reference, title, text, apply_url, account, now, now + seconds, state,
            body_hash=said, fields=fields or {},
        )  # fmt: skip
        self.change(call, "create", advert)
        return advert

    def change(self, call: Call | None, operation: str, advert: Advert, **parts: Any) -> Advert:
        """Put the advert's new form on the shelf."""
        advert = replace(advert, **parts)
        self._state.change(operation, advert, call.exchange if call else None)
        return advert

    def end(self, call: Call | None, advert: Advert) -> Advert:
        return self.change(call, "end", advert, state=AdvertState.ENDED, ended_at=self.now())
