"""The question before something that cannot be taken back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """What `confirm.html` asks; it posts to the address it stands at."""

    here: str
    question: str
    consequences: tuple[str, ...]
    note: str
    action: str
    keep: str
    keep_href: str
    danger: bool = True
    hidden: tuple[tuple[str, str], ...] = ()
