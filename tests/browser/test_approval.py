"""Approval by link in Chromium: a home manager without an account, on a telephone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from .conftest import Site
from .test_editor import sign_in
from .walk import Walk

pytestmark = pytest.mark.browser


def test_a_manager_approves_by_link_and_an_edit_asks_again(walk: Walk, chromium: Browser, site: Site) -> None:
    page = walk.page
    site.installation.vacancy()
    sign_in(page, "/adverts/1")
    page.get_by_label(re.compile("Care Coordinator, Torquay")).check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Approval").click()
    walk.look("approval-draft")
    page.get_by_label("Name of who is asked").fill("Helen Marsh")
    page.get_by_role("button", name="Make a link").click()
    walk.look("approval-link")
    link = page.get_by_label("Link", exact=True).input_value().strip()
    path = "/approve/" + link.rpartition("/")[2]

    phone = chromium.new_context(
        base_url=site.address, locale="en-GB", viewport={"width": 360, "height": 740}, has_touch=True,
        java_script_enabled=walk.scripts,
    )  # fmt: skip
    manager = Walk(phone.new_page(), walk.scripts)
    answer = manager.page.goto(path)
    assert answer is not None
    headers = answer.headers
    assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert "set-cookie" not in headers
    expect(manager.page.locator("details.variant").first).to_contain_text("£26,500")
    manager.look("approve")
    manager.page.get_by_role("button", name="Ask for changes").click()
    expect(manager.page.get_by_role("alert").first).to_contain_text("Say what should change")
    manager.page.get_by_role("button", name="Approve this advert").click()
    expect(manager.page.locator(".lede")).to_have_text("You approved this advert. Nothing more to do.")
    manager.look("approved")
    assert phone.cookies() == []

    page.goto("/adverts/1")
    expect(page.locator(".standing")).to_contain_text("Helen Marsh approved version 2")
    page.get_by_label("Title", exact=True).fill("Care Coordinator, nights")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".standing")).to_contain_text("This is version 3, so it needs them again")
    manager.page.goto(path)
    expect(manager.page.locator("main")).not_to_contain_text("What you")
    page.get_by_role("link", name="Approval").click()
    page.get_by_role("button", name=re.compile("Take back")).click()
    expect(page.get_by_role("status").first).to_contain_text("does not work any more")
    manager.page.goto(path)
    expect(manager.page.get_by_role("heading", level=1)).to_have_text("This link does not work any more")
    manager.look("approve-over")
    phone.close()
