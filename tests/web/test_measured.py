"""The benchmark of pages asks for each page there is, so that none grows slow unseen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from benchmarks.addresses import NOT_MEASURED, pages
from benchmarks.desk import Desk
from orchestrator.callboard import Callboard
from web.app import create_app

from .conftest import CONFIG

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DESK = Desk(cast("Callboard", None), 1, 1, 1, (1, 2), (1,), (1,), 1, "V-1.1-1", NOW, (1,), 1, "/approve/token")


def test_each_page_is_measured_or_says_why_not() -> None:
    app = create_app(None, CONFIG)
    adapter = app.url_map.bind("desk.example")
    measured = {str(adapter.match(address.partition("?")[0])[0]) for address in pages(DESK).values()}
    asked_for = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert measured & NOT_MEASURED.keys() == set()
    assert measured | NOT_MEASURED.keys() == asked_for
