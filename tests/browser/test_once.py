"""Hands that are quicker than a page: a double click on publish, and the back button after it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from orchestrator.services.serve import serve
from orchestrator.storage import tables as t

from .conftest import Site
from .test_editor import sign_in
from .walk import Walk

pytestmark = pytest.mark.browser


def test_publishing_happens_once(walk: Walk, site: Site) -> None:
    page, made = walk.page, site.installation
    vacancy = made.vacancy()
    serve(made.callboard, "test", 1, [vacancy])
    sign_in(page, f"/adverts/1/check?account={made.accounts['keyed']}")
    page.get_by_role("button", name="Publish 1 posting now").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Care Coordinator, Torquay")
    page.go_back()
    again = page.get_by_role("button", name="Publish 1 posting now")
    if again.count():  # what the browser kept of the page; a fresh one says that it is open there already
        again.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Care Coordinator, Torquay")
    else:
        expect(page.get_by_role("main")).to_contain_text("is open there already")
    with made.callboard.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(t.posting)).scalar_one() == 1
