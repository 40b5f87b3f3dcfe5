"""Boards that say in a 429's JSON, and not in a header, when to come again."""

from __future__ import annotations

import json
from typing import Any

from orchestrator.domain.errors import Retry

from .answer import Answer


def unhurried(answer: Answer, *path: str, unit: float = 1.0) -> Answer:
    """The answer, unless it is a 429 whose JSON has a number at `path`, in units of `unit` seconds: then Retry."""
    if answer.status != 429 or answer.earlier or "Retry-After" in answer.headers:
        return answer
    try:
        found: Any = json.loads(answer.body)
    except ValueError:
        return answer
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    if isinstance(found, int | float) and found >= 0:
        raise Retry(f"the board asks to come again in {found * unit:g} seconds", found * unit)
    return answer
