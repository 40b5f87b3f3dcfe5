"""The editor in Chromium: boards' own words, what is kept, who else writes, and versions."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from orchestrator.domain.permission import Role
from orchestrator.services.add_person import add_person
from orchestrator.services.sign_in import set_password

from .conftest import PASSWORD, Site
from .walk import Walk

pytestmark = pytest.mark.browser

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin: 0}</style></head>
<body>
<p class=MsoNormal><b>What you do</b><o:p></o:p></p>
<ul type=disc><li class=MsoNormal>Plan the rota</li><li class=MsoNormal>Answer calls</li></ul></body></html>"""


def sign_in(page: Page, address: str, name: str = "priya") -> None:
    page.goto(address)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_board_has_words_of_its_own(walk: Walk, site: Site) -> None:
    page, vacancy = walk.page, site.installation.vacancy()
    sign_in(page, "/adverts/1")
    page.get_by_label(re.compile("Care Coordinator, Torquay")).check()
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Text for").get_by_role("link", name="Practice board with idempotency keys").click()
    expect(page.get_by_label("Title on")).not_to_be_editable()
    walk.look("board-tab-inherits")
    page.get_by_role("button", name=re.compile(r"only.*title")).click()
    page.get_by_label("Title on").fill("Care Coordinator for {place}")
    if walk.scripts:
        expect(page.locator("#preview .ptitle")).to_have_text("Care Coordinator for Torquay")
        expect(page.locator("#writing")).to_contain_text("What you typed is kept")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-own=title]")).to_contain_text("All boards say “Care Coordinator”")
    expect(page.locator("#preview .ptitle")).to_have_text("Care Coordinator for Torquay")
    walk.look("board-tab-changed")
    tab = page.get_by_label("Text for").get_by_role("link", name="Practice board with idempotency keys")
    expect(tab).to_contain_text("changed on this board")
    placed = {each.board: each.id for each in site.installation.publish("keyed", "findable", vacancy=vacancy)}
    site.installation.pump()
    page.goto(f"/postings/{placed['keyed']}")
    expect(page.locator("#sent")).to_contain_text("Care Coordinator for Torquay")
    page.goto(f"/postings/{placed['findable']}")
    expect(page.locator("#sent")).not_to_contain_text("Care Coordinator for")
    page.goto("/adverts/1?tab=A.keyed")
    page.get_by_role("button", name=re.compile(r"Reset to base.*title")).click()
    expect(page.get_by_label("Title on")).to_have_value("Care Coordinator")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("up to date")
    page.goto("/adverts/1?tab=A.keyed")
    expect(page.locator("[data-own=title]")).to_be_hidden()
    page.get_by_role("link", name="Versions").click()
    expect(page.locator(".diff del")).to_contain_text("Care Coordinator for {place}")
    walk.look("versions")
    page.get_by_role("button", name=re.compile(r"Put back\s+version 3")).click()
    page.goto("/adverts/1?tab=A.keyed")
    expect(page.get_by_label("Title on")).to_have_value("Care Coordinator for {place}")
    assert walk.troubles == []


@pytest.fixture
def desk(chromium: Browser, site: Site) -> Page:
    context = chromium.new_context(base_url=site.address, locale="en-GB")
    context.set_default_timeout(10_000)
    page = context.new_page()
    sign_in(page, "/adverts/1")
    return page


def test_nothing_typed_is_lost_when_the_line_drops_or_the_session_ends(desk: Page, site: Site) -> None:
    desk.wait_for_load_state()
    desk.context.set_offline(True)
    desk.get_by_label("Advert text").fill("Typed while the line was down.")
    desk.context.set_offline(False)
    desk.context.clear_cookies()
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("open too long")
    sign_in(desk, "/adverts/1")
    expect(desk.locator("#offer")).to_be_visible()
    desk.get_by_role("button", name="Put it back").click()
    expect(desk.get_by_label("Advert text")).to_have_value("Typed while the line was down.")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("status").first).to_contain_text("Saved.")
    desk.reload()
    expect(desk.locator("#offer")).to_be_hidden()


def test_another_tab_is_opened_with_what_was_typed_saved(desk: Page) -> None:
    desk.get_by_label("Title", exact=True).fill("Care Planner")
    desk.get_by_label("Text for").get_by_role("link", name="Practice board with idempotency keys").click()
    expect(desk.locator("#title-base")).to_have_text("Care Planner")


def test_two_people_who_write_are_told(desk: Page, chromium: Browser, site: Site) -> None:
    installation = site.installation
    person = add_person(installation.callboard, "test", "tom", Role.RECRUITER, installation.employer, full_name="Tom O")
    set_password(installation.callboard, "test", person.id, PASSWORD)
    other = chromium.new_context(base_url=site.address, locale="en-GB").new_page()
    sign_in(other, "/adverts/1", "tom")
    desk.get_by_label("Title", exact=True).fill("Care Coordinator, days")
    expect(desk.locator("#writing")).to_contain_text("What you typed is kept")
    other.get_by_label("Title", exact=True).fill("Care Coordinator, nights")
    expect(other.locator("#writing")).to_contain_text("Priya Nair is writing in this advert too")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("status").first).to_contain_text("Saved.")
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_role("alert").first).to_contain_text("changed this")
    other.get_by_role("link", name="Compare it with yours").click()
    expect(other.locator(".diff")).to_contain_text("nights")
    other.context.close()


def test_a_paste_from_a_word_processor_keeps_its_lists(desk: Page) -> None:
    desk.get_by_label("Advert text").fill("")
    desk.evaluate(
        """html => { const data = new DataTransfer(); data.setData("text/html", html); data.setData("text/plain", "x");
        document.getElementById("body").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true,
        cancelable: true})); }""",
        WORD,
    )
    expect(desk.get_by_label("Advert text")).to_have_value(
        re.compile(r"What you do[\s\S]*[-*] Plan the rota\n[-*] Answer")
    )


def test_a_double_click_saves_once(desk: Page) -> None:
    desk.get_by_label("Title", exact=True).fill("Care Coordinator twice")
    desk.get_by_role("button", name="Save").dblclick()
    expect(desk.get_by_role("status").first).to_contain_text("Saved.")
    expect(desk.locator(".saved").first).to_contain_text("version 2")
