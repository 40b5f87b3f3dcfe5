"""Every page of the desk, as it is after some weeks of work: sound at both widths, in light and in dark."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page

from orchestrator import bootstrap, embedded, settings
from orchestrator.services.sign_in import issue_link
from orchestrator.testing.simulator.client import Operator
from tests.conftest import fresh_database
from tests.sound import look
from tests.web.served import served
from web.app import WebConfig, create_app

from .seeded import Seeded, seed

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
        with served(callboard) as there:
            yield there.settings.public_url, seed(there, simulator), issue_link(there, "ann")
        callboard.database.close()


@pytest.fixture(scope="module")
def page(chromium: Browser, seeded: tuple[str, Seeded, str]) -> Iterator[Page]:
    """Ann's window, signed in; the pages are looked at one after the other in it."""
    context = chromium.new_context(base_url=seeded[0], locale="en-GB")
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(seeded[2])
    page.get_by_role("button", name="Sign in").click()
    yield page
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_page(page: Page, seeded: tuple[str, Seeded, str], name: str) -> None:
    answer = page.goto(PAGES[name].format_map(asdict(seeded[1])))
    assert answer is not None
    assert answer.status == (404 if name == "nothing-there" else 200)
    look(page, name)
    assert first_load(page) < FIRST_LOAD
    refreshed_parts_keep_focus(page)


def first_load(page: Page) -> int:
    """Bytes of the page and all it loads but pictures, as a server that compresses sends them."""
    document, *rest = page.evaluate(
        "[location.href, ...performance.getEntriesByType('resource')"
        ".filter((each) => ['link', 'script'].includes(each.initiatorType)).map((each) => each.name)]"
    )
    return len(gzip.compress(page.request.get(document).body())) + sum(kept(page.request, each) for each in rest)


@cache
def kept(request: APIRequestContext, address: str) -> int:
    """Bytes, compressed, of a file that all pages load."""
    return len(gzip.compress(request.get(address).body()))


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
