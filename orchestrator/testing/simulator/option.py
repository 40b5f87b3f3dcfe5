"""Options of a board: a frozen dataclass, changed from JSON with its fields' names and types checked."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from .wire import Json

T = TypeVar("T", bound=Any)


@dataclass(frozen=True, slots=True)
class NoOptions:
    """A board whose documents leave no choice."""


def changed(current: T, values: dict[str, Json]) -> T:
    """`current` with `values` in it. Raises ValueError naming the option and what it takes."""
    known = {part.name: type(getattr(current, part.name)) for part in fields(current)}
    taken: dict[str, object] = {}
    for name, value in values.items():
        if name not in known:
            raise ValueError(f"{name}: no such option; there are {', '.join(known) or 'none'}")
        wanted = known[name]
        fitting = float(value) if wanted is float and type(value) is int else value
        if type(fitting) is not wanted:
            raise ValueError(f"{name}: give a value of type {wanted.__name__}")
        taken[name] = fitting
    return replace(current, **taken)


def as_json(current: object) -> dict[str, Json]:
    return {part.name: getattr(current, part.name) for part in fields(current)}  # type: ignore[arg-type]
