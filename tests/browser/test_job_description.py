"""From a whole job description to an advert that its own rules have nothing against, and answers to findings."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Site
from .walk import Walk

pytestmark = pytest.mark.browser

SOURCE = Path(__file__).parents[1] / "intake" / "job_descriptions" / "care_coordinator.txt"
NONE_FOUND = "No error and no warning found."


def test_a_job_description_becomes_an_advert_that_passes_its_own_checks(walk: Walk, site: Site) -> None:
    page = walk.page
    hand_in(walk, site, "")
    expect(page.get_by_role("alert").first).to_contain_text("Paste the job description, or choose its file")
    page.get_by_label("Job description").fill(SOURCE.read_text(encoding="utf-8"))
    page.get_by_role("button", name="Find the parts").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What the job description says")
    expect(page.locator(".from").first).to_contain_text("Care Coordinator")
    expect(page.locator(".gap")).to_have_count(0)
    walk.look("proposal")
    page.get_by_role("button", name="Take it over").click()
    expect(page.get_by_role("status").first).to_contain_text("A vacancy and its advert were added")
    expect(page.locator("#margin")).to_contain_text(NONE_FOUND)
    expect(page.locator(".ticks .done")).to_have_count(7)
    walk.look("advert-from-description")
    page.locator("#suggestions > summary").click()
    page.get_by_role("button", name="Add this sentence").click()
    expect(page.locator(".ticks .done")).to_have_count(8)
    assert "Elsewhere this work is called Care Manager" in page.get_by_label("Advert text").input_value()
    answer(walk)


def hand_in(walk: Walk, site: Site, text: str) -> None:
    page = walk.page
    page.goto(site.link())
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Adverts").first.click()
    page.get_by_role("link", name="From a job description").click()
    walk.look("description")
    page.get_by_label("Job description").fill(text)
    page.get_by_role("button", name="Find the parts").click()


def answer(walk: Walk) -> None:
    """Words the rules forbid are found and marked, kept with a reason, and then stop nothing; what is typed stays."""
    page = walk.page
    body = page.get_by_label("Advert text")
    text = body.input_value() + "\n\nYou must be aged 25 to 40."
    body.fill(text)
    if not walk.scripts:
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#margin")).to_contain_text("1 stops sending")
    if walk.scripts:
        expect(page.locator("#body-marks mark.e")).to_have_text("aged 25 to 40")
        page.get_by_role("link", name="Go to the text").first.click()
        assert selected(page) == "aged 25 to 40"
    walk.look("advert-stopped")
    page.get_by_text("Keep, with a reason").first.click()
    page.get_by_label("Why is it right here?").first.fill("The part is that of a thirty-year-old.")
    page.get_by_role("button", name="Keep it").first.click()
    expect(page.locator("#margin")).to_contain_text("Kept with your reason")
    expect(page.locator("#margin")).to_contain_text(NONE_FOUND)
    assert page.get_by_label("Advert text").input_value().strip() == text.strip()


def selected(page: Page) -> str:
    found: str = page.evaluate(
        "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"
    )
    return found
