"""Where a person looks for an advert on its board."""

from __future__ import annotations

from urllib.parse import urljoin

from orchestrator.boards import contract
from orchestrator.boards.contract import Adapter, Searches
from orchestrator.queries.accounts import Account

from .access import callboard


def look_link(account: Account, adapter: Adapter, reference: str, title: str, place: str) -> str:
    """The board's own search for it; the practice boards' page where the account is in practice; empty without one."""
    if account.lane.practice:
        return callboard().settings.simulator_url
    if not isinstance(adapter, Searches):
        return ""
    bare = contract.Account(account.label, account.settings)
    base = account.settings.get("base_url") or adapter.base_url
    return urljoin(base, adapter.search_url(reference, title, place, bare))
