"""A posting's row as rules see it, and back."""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from operator import attrgetter
from typing import Any

from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Cause, Phase, Posting, Presence, Wish
from orchestrator.domain.receipt import Evidence

_WORDS: dict[str, type[StrEnum]] = {
    "wish": Wish,
    "presence": Presence,
    "phase": Phase,
    "operation": Operation,
    "cause": Cause,
    "evidence": Evidence,
}
_NAMES = tuple(each.name for each in fields(Posting))
_VALUES = attrgetter(*_NAMES)
_TURNED: tuple[tuple[int, dict[str | None, StrEnum | None]], ...] = tuple(
    (_NAMES.index(name), {None: None} | {each.value: each for each in words}) for name, words in _WORDS.items()
)
_WANTED = frozenset({"id", "wish", "starts_at", "ends_at", "content"})


def posting_of(row: Any) -> Posting:
    """`row`: anything with the columns of `posting` as attributes."""
    values = list(_VALUES(row))
    for place, words in _TURNED:
        values[place] = words[values[place]]
    return Posting(*values)


def columns(posting: Posting) -> dict[str, Any]:
    """What is known of the posting, as columns; what is wanted of it is left out."""
    return {name: getattr(posting, name) for name in _NAMES if name not in _WANTED}
