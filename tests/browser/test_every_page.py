"""Every page of the desk, as it is after some weeks of work: sound at both widths, in light and in dark."""

from __future__ import annotations

import gzip
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from waitress.server import create_server

from orchestrator import bootstrap, embedded, settings
from orchestrator.services.sign_in import issue_link
from orchestrator.testing.simulator.client import Operator
from tests.conftest import fresh_database
from web.app import WebConfig, create_app

from .seeded import Seeded, seed
from .walk import RULES

pytestmark = pytest.mark.browser

PAGES: Mapping[str, str] = {
    "today": "/today",
    "adverts": "/adverts",
    "adverts-order": "/adverts/order?advert={advert}&account={account}&account={lost_account}",
    "advert": "/adverts/{advert}",
    "advert-board": "/adverts/{advert}?tab=A.indeed_feed",
    "advert-new": "/adverts/new",
    "advert-approval": "/adverts/{advert}/approval",
    "advert-versions": "/adverts/{advert}/versions",
    "advert-parts": "/adverts/parts",
    "advert-from-description": "/adverts/from-description",
    "check": "/adverts/{advert}/check?account={account}&account={lost_account}&vacancy={vacancy}",
    "check-variants": "/adverts/{advert}/check/variants?account={account}&vacancy={vacancy}",
    "approve": "{approve}",
    "boards": "/boards",
    "board": "/boards/{account}",
    "board-new": "/boards/new",
    "board-new-reed": "/boards/new?board=reed",
    "board-credits": "/boards/{account}/credits",
    "board-unconfirmed": "/boards/{lost_account}/unconfirmed",
    "board-mapping": "/boards/mapping/reed",
    "calendar": "/calendar",
    "calendar-week": "/calendar/week",
    "calendar-table": "/calendar/table",
    "calendar-failing": "/calendar/failing",
    "calendar-group": "/calendar/group/{advert}?at={moment}",
    "calendar-move": "/calendar/postings/{scheduled}",
    "employers": "/employers",
    "employer-routes": "/employers/{employer}/routes",
    "postings": "/postings",
    "posting": "/postings/{posting}",
    "posting-lost": "/postings/{lost}",
    "posting-by-hand": "/postings/{by_hand}",
    "posting-again": "/postings/{posting}/again",
    "posting-evidence": "/postings/{posting}/evidence",
    "posting-link": "/postings/{posting}/link",
    "posting-poster": "/postings/{posting}/poster",
    "postings-differences": "/postings/differences",
    "postings-still-there": "/postings/still-there",
    "postings-move": "/postings/together?do=move&posting={scheduled}&date=2099-03-02",
    "postings-update": "/postings/together?do=update&posting={posting}",
    "postings-repost": "/postings/together?do=repost&posting={posting}",
    "postings-withdraw": "/postings/together?do=withdraw&posting={posting}&posting={scheduled}",
    "queue": "/queue",
    "reports": "/reports",
    "reports-adverts": "/reports/adverts",
    "reports-client": "/reports/client",
    "reports-compare": "/reports/compare",
    "reports-costs": "/reports/costs",
    "reports-counts": "/reports/counts",
    "reports-counts-import": "/reports/counts/import",
    "reports-figures": "/reports/figures",
    "reports-figures-posting": "/reports/figures/{posting}",
    "reports-questions": "/reports/questions",
    "reports-question-new": "/reports/questions/new",
    "reports-rules": "/reports/rules",
    "reports-unattributed": "/reports/unattributed",
    "reports-saved": "/reports/saved",
    "vacancies": "/vacancies",
    "vacancy": "/vacancies/{vacancy}",
    "vacancy-share": "/vacancies/{vacancy}/share",
    "vacancy-edit": "/vacancies/{vacancy}/edit",
    "vacancy-new": "/vacancies/new",
    "vacancy-filled": "/vacancies/{vacancy}/filled",
    "vacancy-takedown": "/vacancies/{filled}/takedown",
    "vacancy-again": "/vacancies/{filled}/again",
    "vacancies-import": "/vacancies/import",
    "vacancies-change": "/vacancies/together?do=change&vacancy={vacancy}&vacancy={filled}&pay_minimum=27000",
    "vacancies-post": "/vacancies/together?do=post&vacancy={vacancy}&vacancy={filled}",
    "careers": "/jobs",
    "nothing-there": "/postings/999999",
}
"""Name to address; what stands in braces is of the seed."""

ELSEWHERE = {
    "apply.follow", "careers.advert", "count_imports.columns", "count_imports.result", "crawlers.atom",
    "crawlers.robots", "crawlers.sitemap", "crawlers.sitemap_file", "feeds.document", "imports.show", "postings.proof",
    "questions.show", "session.by_link", "session.home", "session.sign_in", "static",
}  # fmt: skip
"""No page of the desk, or one that is there only after a file or a link was sent: other tests look at those."""

View = tuple[int, Literal["light", "dark"]]
# Layout does not depend on the theme, nor colour on the width: two of the four pairs see everything.
VIEWS: tuple[View, ...] = ((1280, "light"), (360, "dark"))
if os.environ.get("CALLBOARD_PICTURES"):
    VIEWS += ((1280, "dark"), (360, "light"))
IN_DARK = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "target-size", "scrollable-region-focusable"]}
"""What another theme and width can change; the rest is of the same HTML, and axe is what this test costs."""
FIRST_LOAD = 60_000
"""Bytes, compressed, without pictures."""


@pytest.fixture(scope="module")
def seeded(
    servers: embedded.Servers, template_database: str, server_settings: settings.Settings, simulator_url: str
) -> Iterator[tuple[str, Seeded, str]]:
    """The address of the site, what is in it, and a sign-in link."""
    with fresh_database(servers, template_database) as url:
        quick = replace(server_settings, simulator_url=simulator_url, deadline=1.0, lease=4.0, threads=16)
        callboard = bootstrap.build(quick, url)
        simulator = Operator(simulator_url)
        simulator.reset()
        found = seed(callboard, simulator)
        app = create_app(callboard, WebConfig("a key of the tests, never of a site", https=False))
        server = create_server(app, host="127.0.0.1", port=0, threads=4)
        thread = threading.Thread(target=server.run)
        thread.start()
        yield f"http://127.0.0.1:{server.effective_port}", found, issue_link(callboard, "ann")
        server.trigger.pull_trigger(server.close)
        thread.join(10)
        server.task_dispatcher.shutdown()
        callboard.database.close()


@pytest.fixture(scope="module")
def page(chromium: Browser, seeded: tuple[str, Seeded, str]) -> Iterator[Page]:
    """Ann's window, signed in; the pages are looked at one after the other in it."""
    context = chromium.new_context(base_url=seeded[0], locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(seeded[2])
    page.get_by_role("button", name="Sign in").click()
    yield page
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_page(page: Page, seeded: tuple[str, Seeded, str], name: str) -> None:
    address = PAGES[name].format_map(asdict(seeded[1]))
    for width, theme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == (404 if name == "nothing-there" else 200)
        if folder := os.environ.get("CALLBOARD_PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-{width}-{theme}.png", full_page=True)
        found = Axe().run(page, options=RULES if theme == "light" else IN_DARK)
        assert found.violations_count == 0, f"{width} {theme}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{width} px scrolls sideways"
    assert first_load(page) < FIRST_LOAD
    refreshed_parts_keep_focus(page)


def first_load(page: Page) -> int:
    """Bytes of the page and all it loads but pictures, as a server that compresses sends them."""
    parts = page.evaluate(
        "[location.href, ...performance.getEntriesByType('resource')"
        ".filter((each) => ['link', 'script'].includes(each.initiatorType)).map((each) => each.name)]"
    )
    return sum(len(gzip.compress(page.request.get(each).body())) for each in parts)


def refreshed_parts_keep_focus(page: Page) -> None:
    """Somebody who is on the last control of a part that refreshes by itself is there afterwards."""
    for part in page.evaluate("Array.from(document.querySelectorAll('[hx-trigger=refresh]')).map((each) => each.id)"):
        controls = page.locator(f"#{part} :is(a[href], button):visible")
        if controls.count() == 0:
            continue
        controls.last.focus()
        words = controls.last.text_content()
        page.evaluate(
            "id => { document.getElementById(id).dataset.old = 'yes'; htmx.trigger(`#${id}`, 'refresh'); }", part
        )
        page.wait_for_function("id => !('old' in document.getElementById(id).dataset)", arg=part)
        page.wait_for_function("words => document.activeElement.textContent === words", arg=words)


def test_no_page_is_left_out() -> None:
    app = create_app(None, WebConfig("a key of the tests, never of a site", https=False))
    ids = dict.fromkeys(Seeded.__dataclass_fields__, "1") | {"approve": "/approve/token"}
    found = {app.url_map.bind("").match(path.format_map(ids).partition("?")[0])[0] for path in PAGES.values()}
    every = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert every - found == ELSEWHERE
