"""Pages of a long list."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Pager:
    """`number` from 1; `last` at least 1; `shown` of `total` stand on this page."""

    number: int
    last: int
    total: int
    shown: int

    @classmethod
    def of(cls, number: int, total: int, shown: int, size: int) -> Pager:
        """The pager of a list of `total` in pages of `size`."""
        return cls(number, max(1, -(-total // size)), total, shown)


def page_number() -> int:
    """The page the request asks for; 1 where it does not say, or not in digits."""
    text = request.args.get("page", "")
    return min(MOST, max(1, int(text))) if text.isascii() and text.isdigit() else 1
