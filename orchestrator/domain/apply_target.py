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
        return self.url.replace(WORD, self.token) if _is_web(self.url) else ""

    def is_from_there(self, origin: str) -> bool:
        """Whether `origin`, an address as a browser names it, is on the site that the link leads to, or below it."""
        there, here = _host(self.url), _host(origin)
        return bool(there and here) and (here == there or here.endswith(f".{there.removeprefix('www.')}"))


WORD = "{token}"
"""Stands in an apply address for the link's word, so that the employer's thank-you page can name it."""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=10_000)
def _is_web(url: str) -> bool:
    if any(character <= " " or character in "\\\x7f" for character in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
