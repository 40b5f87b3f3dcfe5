"""Where the apply link of a posting leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class ApplyTarget:
    """What answering an apply link takes. `url` and `email` are the vacancy's, as somebody typed them; either may be
    empty. `reference` is the vacancy's. `closed`: withdrawn or filled, whatever `ends_at` says.
    """

    token: str
    posting: int
    board_reference: str
    employer: str
    employer_slug: str
    title: str
    town: str
    reference: str
    url: str
    email: str
    closed: bool
    ends_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        return not self.closed and (self.ends_at is None or now < self.ends_at)

    @property
    def address(self) -> str:
        """`url` if a browser can be sent there: absolute, http or https, in one line; else empty."""
        return self.url if _is_web(self.url) else ""


@lru_cache(maxsize=10_000)
def _is_web(url: str) -> bool:
    if any(character <= " " or character in "\\\x7f" for character in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
