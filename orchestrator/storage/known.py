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
    return Posting(**{name: _WORDS[name](v) if name in _WORDS and v is not None else v for name, v in values.items()})


def columns(posting: Posting) -> dict[str, Any]:
    """What is known of the posting, as columns; what is wanted of it is left out."""
    return {name: getattr(posting, name) for name in _NAMES if name not in _WANTED}
