"""Telling a search engine which of our pages have changed, so that it need not find out by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from .contract import Account
from .session import BoardSession


@dataclass(frozen=True, slots=True)
class News:
    """A page of ours that is new or changed, or that has gone (it answers 410)."""

    page: str
    gone: bool


@runtime_checkable
class Announces(Protocol):
    """A search engine wants to be told of pages. `announce_url` and `announce_login_url`: where it is told."""

    announce_url: str
    announce_login_url: str
    announced_a_day: int

    def announces(self, account: Account) -> bool:
        """Whether the account is set up for it."""
        ...

    def announce(self, news: News, account: Account, session: BoardSession) -> None:
        """Tell of one page; returns when the engine has taken it. Repeating does no harm. Raises a BoardError."""
        ...
