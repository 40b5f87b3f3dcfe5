"""A board that fetches a feed: what it gets, once its visit is written down."""

from __future__ import annotations

import time
from typing import Any

import requests
from sqlalchemy import func, select

from orchestrator.storage import tables as t
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation


def address(site: Installation, suffix: str = "") -> str:
    """The feed's secret address."""
    a = t.board_account.c
    with site.callboard.database.read() as connection:
        token = connection.execute(select(a.feed_token).where(a.id == site.accounts["indeed_feed"])).scalar_one()
    return f"{site.callboard.settings.public_url}/feeds/{token}{suffix}"


def visits(site: Installation) -> list[tuple[int, bool]]:
    """Status and completeness of every visit so far."""
    with site.callboard.database.read() as connection:
        return [(row.status, row.complete) for row in connection.execute(select(t.visit).order_by(t.visit.c.id))]


def fetch(site: Installation, headers: dict[str, str] | None = None, suffix: str = "") -> requests.Response:
    """One GET of the feed. A visit is written after the last byte, so it may come after the answer."""
    before = _number(site)
    answer = requests.get(address(site, suffix), headers=headers, timeout=5)
    _until_after(site, before)
    return answer


def crawl(site: Installation, boards: Operator) -> dict[str, Any]:
    """The simulated Indeed fetches the feed and reads it; its report."""
    before = _number(site)
    report: dict[str, Any] = boards.crawl(address(site))
    _until_after(site, before)
    return report


def _number(site: Installation) -> int:
    with site.callboard.database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(t.visit)).scalar_one())


def _until_after(site: Installation, before: int) -> None:
    end = time.monotonic() + 10
    while _number(site) == before:
        assert time.monotonic() < end, "no visit was written"
        time.sleep(0.005)
