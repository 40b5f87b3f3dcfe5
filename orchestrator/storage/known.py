"""A posting's row as rules see it, and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Cause, Phase, Posting, Presence, Wish
from orchestrator.domain.receipt import Evidence

_WORDS = {
    "wish": Wish,
    "presence": Presence,
    "phase": Phase,
    "operation": Operation,
    "cause": Cause,
    "evidence": Evidence,
}
_NAMES = tuple(each.name for each in fields(Posting))
_WANTED = frozenset({"id", "wish", "starts_at", "ends_at", "content"})


def posting_of(row: Any) -> Posting:
    """`row`: anything with the columns of `posting` as attributes."""
    values: dict[str, Any] = {name: getattr(row, name) for name in _NAMES}
    for name, words in _WORDS.items():
        if values[name] is not None:
            values[name] = words(values[name])
    return Posting(**values)


def columns(posting: Posting) -> dict[str, Any]:
    """What is known of the posting, as columns; what is wanted of it is left out."""
    return {name: getattr(posting, name) for name in _NAMES if name not in _WANTED}
