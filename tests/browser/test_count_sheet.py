"""The weekly count sheet for 25 postings, by keyboard alone: how many keys it takes."""

from __future__ import annotations

import sys

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from orchestrator.domain.permission import Role
from orchestrator.services.add_person import add_person
from orchestrator.services.sign_in import issue_link
from orchestrator.storage import tables as t
from tests.counting.world import world

from .conftest import Site

pytestmark = pytest.mark.browser
ROWS = 25


@pytest.fixture
def postings(site: Site) -> list[int]:
    callboard = site.installation.callboard
    with callboard.database.begin() as connection:
        rows = world(connection, "rowan")
        account = rows.account("by_hand")
        made = [rows.posting(rows.vacancy(town=f"Town {n:02}"), account, "by_hand") for n in range(ROWS)]
    add_person(callboard, "test", "janet", Role.RECRUITER, rows.employer_id, full_name="Janet Wu")
    return made


class Keyboard:
    """Counts every key that is pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def focused(self) -> str:
        """The name of the field that has it; empty for what is inside of one, such as a calendar's button."""
        found = self.page.locator(":focus")
        return (found.get_attribute("name") or "") if found.count() else ""


def test_a_count_takes_its_digits_and_one_key(context: BrowserContext, site: Site, postings: list[int]) -> None:
    page = context.new_page()
    page.goto(site.address + issue_link(site.installation.callboard, "janet"))
    page.get_by_role("main").get_by_role("button").click()
    page.goto(site.address + "/reports/counts")
    hands = Keyboard(page)
    page.get_by_label("Read at").focus()
    while not hands.focused().startswith("n"):
        hands.press("Tab")
    before, counts = hands.pressed, {}
    for number in range(ROWS):
        counts[int(hands.focused()[1:])] = 7 * number
        for digit in str(7 * number):
            hands.press(digit)
        if number < ROWS - 1:
            hands.press("Tab")
    digits = sum(len(str(value)) for value in counts.values())
    assert hands.pressed - before == digits + ROWS - 1
    hands.press("Enter")
    expect(page.get_by_text(f"Kept: {ROWS} counts.")).to_be_visible()
    sys.stdout.write(f"{hands.pressed} keys for {ROWS} postings, {digits} of them digits\n")
    with site.installation.callboard.database.read() as connection:
        r = t.reading.c
        kept = connection.execute(select(r.posting_id, r.value).where(r.posting_id.in_(postings))).all()
    assert {row.posting_id: row.value for row in kept} == counts
    assert set(counts) == set(postings)
