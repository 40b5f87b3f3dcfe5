"""One login at a board, as an adapter sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Account:
    """One login at a board: values of its `credentials` fields. `hook`: our address for the board's own messages."""

    label: str
    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    hook: str = field(default="", repr=False)
