"""A reviewer asks which advert worked, and gets to the evidence in three clicks; then makes the client's report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from orchestrator.domain.permission import Role
from orchestrator.domain.reading import Metric, Origin, Reading
from orchestrator.reporting.edition import verify
from orchestrator.services.add_person import add_person
from orchestrator.services.sign_in import issue_link
from orchestrator.storage import readings
from orchestrator.storage.database import clock
from tests.queries.arms import Arms, ago, two_arms
from tests.sound import look

from .conftest import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def two(site: Site) -> Arms:
    """Wording A has 13 applications on Reed, B has 4, with readings; Reed has a history."""
    with site.installation.callboard.database.begin() as connection:
        made = two_arms(connection, "rowan")
        made.history("reed", [4, 3, 2, 1, 1, 1, 1, 1, 1, 1])
        for wording, counts, town in ((made.a, [4, 3, 2, 1, 1, 1, 1, 0, 0, 0], "Torquay"),
                                      (made.b, [1, 1, 0, 1, 0, 0, 1, 0, 0, 0], "Exeter")):  # fmt: skip
            posting = made.posting(wording, "reed", ago(10), counts, town=town)
            reading = Reading(posting, Metric.APPLICATION, sum(counts), Origin.BOARD, clock(connection))
            readings.append(connection, [readings.Entry(reading, made.world.employer_id)])
    add_person(
        site.installation.callboard, "test", "janet", Role.REVIEWER, made.world.employer_id, full_name="Janet Wu"
    )
    return made


@pytest.fixture
def page(site: Site, context: BrowserContext, two: Arms) -> Page:
    page = context.new_page()
    page.goto(site.address + issue_link(site.installation.callboard, "janet"))
    page.get_by_role("main").get_by_role("button").click()
    return page


@pytest.fixture
def scripted(request: pytest.FixtureRequest) -> bool:
    """axe runs as a script: without any it cannot look."""
    return bool(request.node.callspec.params["context"])


def test_from_which_advert_worked_to_the_evidence(page: Page, two: Arms, *, scripted: bool) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("This month")
    page.get_by_role("navigation", name="Reports").get_by_role("link", name="Adverts").click()  # one
    expect(page.get_by_role("heading", level=1)).to_have_text("Which advert worked?")
    look(page, scripts=scripted)
    page.get_by_role("link", name="Compare Care, wording A").click()  # two
    expect(page.locator(".verdict")).to_contain_text("A has 13 applications and B has 4.")
    expect(page.locator(".verdict")).to_contain_text("only a standing question can say that a wording is better")
    look(page, scripts=scripted)
    page.get_by_role("link", name="of A on Reed.co.uk, readings").click()  # three
    expect(page.get_by_role("heading", level=1)).to_have_text("Care Assistant, Torquay")
    expect(page.get_by_role("table", name="Readings")).to_contain_text("13since publicationthe board")
    look(page, scripts=scripted)


def test_the_month_of_a_client_is_said_frozen_and_recomputed(page: Page, tmp_path: Path, *, scripted: bool) -> None:
    page.get_by_role("link", name="Client report").click()
    page.get_by_label("Month", exact=True).fill(f"{ago(0):%Y-%m}")
    page.get_by_role("button", name="Show").click()
    look(page, scripts=scripted)
    page.get_by_label("Your comment on this month").fill("Pay is hidden in Exeter.")
    page.get_by_role("button", name="Keep comment").click()
    page.get_by_role("button", name="Freeze").click()
    expect(page.get_by_role("status")).to_contain_text("Edition 1 is frozen.")
    expect(page.get_by_role("main")).to_contain_text("Pay is hidden in Exeter.")
    with page.expect_download() as saved:
        page.get_by_role("link", name="JSON").click()
    file = tmp_path / "report.json"
    saved.value.save_as(file)
    assert verify(json.loads(file.read_text(encoding="utf-8"))).holds
