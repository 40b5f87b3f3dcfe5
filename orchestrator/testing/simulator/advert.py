"""What a board shows: adverts as the simulator's boards keep them, and the shelf they stand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import cast

from .wire import Json


class AdvertState(StrEnum):
    """LIVE is what the board was last told; time decides whether it still shows (see `Advert.shows`)."""

    DRAFT = "draft"
    LIVE = "live"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Advert:
    """One advert on one board. Times are seconds since the epoch on the simulator's clock."""

    board: str
    external_id: str
    reference: str
    title: str
    description: str
    apply_url: str
    account: str
    created_at: float
    expires_at: float
    state: AdvertState = AdvertState.LIVE
    ended_at: float | None = None
    lost_at: float | None = None
    credits: int = 0
    views: int = 0
    clicks: int = 0
    applications: int = 0
    body_hash: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    def shows(self, now: float) -> bool:
        """Whether a candidate sees it at `now`: live, its run not over, not lost by the board."""
        return self.state is AdvertState.LIVE and now < self.expires_at and (self.lost_at is None or now < self.lost_at)

    def showed(self, at: float) -> bool:
        """Whether it was seen at the past instant `at`; what a search index that lags still says."""
        gone = [when for when in (self.ended_at, self.lost_at, self.expires_at) if when is not None]
        return self.state is not AdvertState.DRAFT and self.created_at <= at < min(gone)

    def condition(self, now: float) -> str:
        """One word for a person: draft, live, expired, lost or ended."""
        if self.state is not AdvertState.LIVE or self.shows(now):
            return self.state.value
        return "lost" if self.lost_at is not None and now >= self.lost_at else "expired"

    def to_json(self) -> dict[str, Json]:
        return {name: getattr(self, name) for name in _NAMES}


_NAMES = tuple(part.name for part in fields(Advert))


def advert_from_json(value: dict[str, Json]) -> Advert:
    """The inverse of `Advert.to_json`; a field that is not there keeps its default. Raises TypeError."""
    known = {name: part for name, part in value.items() if name in _NAMES}
    advert = Advert(**cast("dict[str, str]", known))  # type: ignore[arg-type]
    return replace(advert, state=AdvertState(advert.state))


class Shelf:
    """All adverts of all boards, the latest form of each, found by board, id and reference."""

    def __init__(self) -> None:
        self._adverts: dict[str, dict[str, Advert]] = {}
        self._by_reference: dict[tuple[str, str], list[str]] = {}

    def put(self, advert: Advert) -> None:
        mine = self._adverts.setdefault(advert.board, {})
        previous = mine.get(advert.external_id)
        if previous is None or previous.reference != advert.reference:
            self._by_reference.setdefault((advert.board, advert.reference), []).append(advert.external_id)
        if previous is not None and previous.reference != advert.reference:
            self._by_reference[(advert.board, previous.reference)].remove(advert.external_id)
        mine[advert.external_id] = advert

    def get(self, board: str, external_id: str) -> Advert | None:
        return self._adverts.get(board, {}).get(external_id)

    def of(self, board: str) -> Iterator[Advert]:
        return iter(tuple(self._adverts.get(board, {}).values()))

    def named(self, board: str, reference: str) -> list[Advert]:
        ids = self._by_reference.get((board, reference), [])
        return [self._adverts[board][external_id] for external_id in ids]

    def count(self, board: str) -> int:
        return len(self._adverts.get(board, {}))

    def showing(self, now: float, board: str | None = None) -> list[Advert]:
        boards = [board] if board else list(self._adverts)
        return [advert for name in boards for advert in self.of(name) if advert.shows(now)]

    def clear(self) -> None:
        self._adverts.clear()
        self._by_reference.clear()
