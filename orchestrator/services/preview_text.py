"""How a text reads at a board, while it is being written: whether or not it could be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orchestrator.boards.contract import Adapter
from orchestrator.callboard import Callboard
from orchestrator.domain.advert import Wording
from orchestrator.domain.errors import Reason
from orchestrator.domain.offer import Mode
from orchestrator.domain.vacancy import Vacancy
from orchestrator.rendering.filled import missing


@dataclass(frozen=True, slots=True)
class Use:
    """How much of a slot is used, in the board's own measure. `most` None: no limit."""

    slot: str
    used: int
    most: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class TextPreview:
    """The rendered `slots` (HTML is safe), what they use of the board's limits, and the `reasons` it cannot be sent."""

    slots: Mapping[str, str]
    uses: tuple[Use, ...]
    reasons: tuple[Reason, ...]


def preview_text(
    callboard: Callboard, employer: str, wording: Wording, vacancy: Vacancy, board: str = ""
) -> TextPreview | None:
    """The text as a board would show it, or as our own careers page would; None where there is no such board."""
    adapter = _adapter(callboard, board)
    if adapter is None:
        return None
    slots = callboard.renderer.slots(adapter, wording, vacancy, employer, {})
    uses = tuple(
        Use(name, length.size(slots.get(name, "")), length.most, length.unit)
        for name, length in adapter.limits.slots.items()
        if length.most is not None
    )
    return TextPreview(slots, uses, (*missing(wording, vacancy), *adapter.limits.reasons(slots)))


def _adapter(callboard: Callboard, board: str) -> Adapter | None:
    if board:
        return next((each for each in callboard.registry.values() if each.name == board), None)
    return next((each for each in callboard.registry.values() if each.mode is Mode.PAGE), None)
