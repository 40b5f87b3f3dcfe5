"""The whole case: 14 care coordinator openings in 6 towns, from nothing to scheduled, moved, and filled on Friday."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import func, update

from orchestrator.domain.status import Status
from orchestrator.queries.postings import postings
from orchestrator.storage import tables as t

from .conftest import PASSWORD, Site
from .walk import Walk

pytestmark = pytest.mark.browser

MOST_ACTIONS = 40
TOWNS = (("Torquay", "TQ1 3EX", 3), ("Paignton", "TQ3 2DG", 2), ("Exeter", "EX1 1AA", 4), ("Exmouth", "EX8 1BX", 2),
         ("Barnstaple", "EX31 1HP", 2), ("Bideford", "EX39 2QR", 1))  # fmt: skip
TEXT = """You will plan visits and rotas for a team of forty home care workers, and answer families on the telephone.

## What you do

- Plan rotas a fortnight ahead
- Answer calls from families and care workers
- Keep care plans true with the registered manager

## What you bring

- Two years in home care
- A full driving licence

## What you get

- 28 days of holiday and a pension
- Paid training to level 3
"""


class Hands:
    """Counts what a person does: a click, a field that is filled."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def click(self, target: Locator) -> None:
        self.actions += 1
        target.click()

    def fill(self, label: str, words: str) -> None:
        self.actions += 1
        self.page.get_by_label(label, exact=True).first.fill(words)

    def tick(self, label: str) -> None:
        self.actions += 1
        self.page.get_by_label(label).check()

    def file(self, label: str, path: Path) -> None:
        self.actions += 1
        self.page.get_by_label(label).set_input_files(path)

    def button(self, words: str) -> None:
        self.click(self.page.get_by_role("button", name=words))

    def link(self, words: str) -> None:
        self.click(self.page.get_by_role("link", name=words).first)


@pytest.fixture
def scripted(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=site.address, locale="en-GB", timezone_id="Europe/London")
    context.set_default_timeout(10_000)
    yield context
    context.close()


def test_fourteen_openings_from_nothing_to_filled(scripted: BrowserContext, site: Site, tmp_path: Path) -> None:
    with site.installation.callboard.database.begin() as connection:  # of the fixture; the case begins with none
        connection.execute(update(t.advert).values(archived_at=func.now(), name="Not of this case"))
    walk = Walk(scripted.new_page(), scripts=True)
    hands = Hands(walk.page)
    sign_in_and_write(hands)
    bring_the_vacancies(hands, walk, tmp_path / "openings.csv")
    schedule(hands, walk)
    assert hands.actions <= MOST_ACTIONS, hands.actions
    drag_to_another_day(walk, site)
    friday(walk, site)
    assert [trouble for trouble in walk.troubles if "422" not in trouble] == []


def sign_in_and_write(hands: Hands) -> None:
    page = hands.page
    page.goto("/today")
    hands.fill("Name", "priya")
    hands.fill("Password", PASSWORD)
    hands.button("Sign in")
    hands.link("New advert")
    hands.fill("Title", "Care Coordinator")
    hands.fill("Advert text", TEXT)
    hands.button("Save")
    expect(page.get_by_role("status").first).to_contain_text("Saved")


def bring_the_vacancies(hands: Hands, walk: Walk, file: Path) -> None:
    """A table as recruiters have it; its rows name the advert that sells them."""
    page = hands.page
    lines = ["advert,town,postcode,salary_min,salary_max,salary_period,openings,apply_url"]
    lines += [f"Care Coordinator,{town},{code},26500,29000,year,{openings},https://fairhaven.example/apply"
              for town, code, openings in TOWNS]  # fmt: skip
    file.write_text("\n".join(lines))
    hands.link("Vacancies")
    hands.link("Import")
    hands.file("File", file)
    hands.click(page.get_by_role("button", name="Import", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("6 items imported")
    hands.link("Vacancies")
    hands.link("Tick all 6")
    walk.look("vacancies-ticked")
    hands.button("Post to boards")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before sending")


def schedule(hands: Hands, walk: Walk) -> None:
    page = hands.page
    for board in ("keyed", "findable", "careers"):
        hands.tick(board)
    hands.button("Check these boards")
    walk.look("check-fourteen")
    expect(page.locator(".sendbar")).to_contain_text("Post 6 vacancies (14 openings) to 3 boards: 18 postings")
    hands.fill("Date", "2099-03-02")
    hands.button("Schedule 18 postings")
    expect(page.get_by_role("status").first).to_contain_text("18 postings scheduled for 2099-03-02 at 07:00")
    expect(page.locator(".cc.scheduled")).to_contain_text("×18")
    walk.look("calendar-month")


def drag_to_another_day(walk: Walk, site: Site) -> None:
    page = walk.page
    page.locator(".cc.scheduled").drag_to(page.locator("td[data-day='2099-03-04']"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Move 18 postings to another time")
    expect(page.locator(".conseq")).to_contain_text("6 on keyed keep their place on the calendar")
    walk.look("move-together")
    page.get_by_role("button", name="Move 18 postings").click()
    expect(page.locator("td[data-day='2099-03-04'] .cc")).to_contain_text("×18")
    page.get_by_role("link", name="Week").click()
    walk.look("calendar-week")
    page.get_by_role("link", name="Table").click()
    expect(page.locator(".tfoot")).to_contain_text("18 of 18 postings")
    walk.look("calendar-table")


def friday(walk: Walk, site: Site) -> None:
    """The Bideford opening is filled: its three postings go, the others stay; later the same again in two clicks."""
    page = walk.page
    page.get_by_role("link", name="Vacancies").first.click()
    page.get_by_role("row", name="Bideford").get_by_role("link").click()
    page.get_by_role("link", name="Vacancy filled").click()
    page.get_by_role("button", name="Vacancy filled: take down 3 postings").click()
    expect(page.get_by_role("status").first).to_contain_text("3 cancelled before they were sent")
    with site.installation.callboard.database.read() as connection:
        lines = postings(connection, employer=site.installation.employer)
    assert [line.status for line in lines].count(Status.SCHEDULED) == 15
    assert {line.place for line in lines if line.status is Status.CLOSED} == {"Bideford"}
    page.get_by_role("link", name="Care Coordinator, Bideford").first.click()
    page.get_by_role("link", name="Same again").click()
    walk.look("same-again")
    page.get_by_role("button", name="Schedule 3 postings").click()
    expect(page.get_by_role("status").first).to_contain_text("3 postings scheduled for")
