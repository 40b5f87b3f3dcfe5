"""The tabs of the editor: the text for all boards, and one tab a board that an employer can post to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from orchestrator.boards.contract import Adapter
from orchestrator.domain.vacancy import Vacancy
from orchestrator.queries.adverts import AdvertRecord, WordingRecord
from orchestrator.queries.board_choices import board_choices
from orchestrator.services.preview_text import preview_text

from .access import callboard


@dataclass(frozen=True, slots=True)
class Tab:
    """One text of the advert. `changed`: this board has words of its own; `problem`: it would refuse the text."""

    key: str
    label: str
    changed: bool = False
    problem: bool = False


def boards_of(connection: Connection, employer: int | None) -> tuple[Adapter, ...]:
    """The boards an employer has an account at, by label; each once."""
    if employer is None:
        return ()
    registry = callboard().registry
    names = dict.fromkeys(each.board for each in board_choices(connection, employer) if each.board in registry)
    return tuple(sorted((registry[name] for name in names), key=lambda each: each.label))


def tabs_of(
    advert: AdvertRecord | None, label: str, boards: Sequence[Adapter], vacancy: Vacancy | None
) -> tuple[Tab, ...]:
    """The base texts, then the boards of the wording in hand. A new advert has its base text only."""
    if advert is None:
        return (Tab("A", "All boards"),)
    several = len(advert.wordings) > 1
    bases = [Tab(each.label, f"Wording {each.label}" if several else "All boards") for each in advert.wordings]
    here = next((each for each in advert.wordings if each.label == label), advert.wordings[0])
    return (*bases, *(_board(advert, here, each, vacancy, several=several) for each in boards))


def shortest_title(boards: Sequence[Adapter]) -> tuple[int, str] | None:
    """The least that any of the boards takes of a title in characters, and the board's label."""
    found = [(bound.most, each.label) for each in boards if (bound := each.limits.slots.get("title")) is not None
             and bound.most is not None and bound.unit == "characters"]  # fmt: skip
    return min(found, default=None)


def _board(advert: AdvertRecord, text: WordingRecord, board: Adapter, vacancy: Vacancy | None, *, several: bool) -> Tab:
    own = text.boards.get(board.name)
    wording = own.over(text.text) if own else text.text
    shown = preview_text(callboard(), advert.employer, wording, vacancy, board.name) if vacancy else None
    return Tab(
        f"{text.label}.{board.name}",
        f"{text.label}: {board.label}" if several else board.label,
        changed=own is not None,
        problem=bool(shown and shown.reasons),
    )
