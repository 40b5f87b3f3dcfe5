"""What the check page shows: the boards to choose from, the table, and the order as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from orchestrator.boards.registry import Group, group
from orchestrator.queries.board_choices import Alike, BoardChoice

from .access import callboard
from .board_field import BoardField, board_fields
from .check_table import CheckRow
from .filter import Option
from .order_form import OrderForm


@dataclass(frozen=True, slots=True)
class BoardBox:
    """One account to choose, with the fields its board asks for."""

    id: int
    label: str
    note: str
    board: str
    channel: bool
    chosen: bool
    fields: tuple[BoardField, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What `check.html` shows; without `boards` only the boxes to choose from."""

    advert_id: int
    advert: str
    lede: str
    boxes: tuple[BoardBox, ...]
    wordings: tuple[Option, ...]
    wording: str
    boards: tuple[str, ...]
    rows: tuple[CheckRow, ...]
    forbidden: tuple[str, ...]
    alike: tuple[Alike, ...]
    sentence: str
    total: int
    stopped: int
    date: str
    time: str
    ends: str
    zone_name: str
    hidden: tuple[tuple[str, str], ...]
    query: tuple[tuple[str, str], ...]
    once: str


def box(choice: BoardChoice, form: OrderForm) -> BoardBox:
    """One account to choose, its fields as they were sent."""
    adapter = callboard().registry[choice.board]
    notes = [adapter.label if adapter.label != choice.label else "", "practice" if choice.practice else ""]
    notes += [f"paused: {choice.paused}" if choice.paused else ""]
    chosen = choice.id in form.accounts
    return BoardBox(
        choice.id,
        choice.label,
        ", ".join(note for note in notes if note),
        choice.board,
        group(adapter) is Group.CHANNEL,
        chosen,
        board_fields(adapter, choice.id, form.sent, choice.ruled),
    )


def tomorrow(zone: str) -> tuple[str, str]:
    """What date and time stand in the form before anybody types: tomorrow at seven, in the employer's zone."""
    day = datetime.now(UTC).astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    return day.isoformat(), f"{time(7):%H:%M}"
