"""The pages in Chromium: no accessibility finding, no sideways scroll, nothing refused by the content policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from tests.sound import look

from .samples import SAMPLES


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def context(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=site, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.set_default_timeout(5000)
    yield page
    page.close()


@pytest.mark.parametrize("template", SAMPLES)
def test_page(page: Page, template: str) -> None:
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    name = template.removesuffix(".html")
    page.goto(f"/{name}")
    look(page, name.replace("/", "-"))
    assert [trouble for trouble in troubles if "favicon" not in trouble and "404" not in trouble] == []


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.goto("/today")
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<input><p class=\"faint\" id=\"p\">x</p>')"
    )
    with pytest.raises(AssertionError, match="'label'"):
        look(page)


def test_htmx_runs_without_eval(page: Page) -> None:
    page.goto("/today")
    assert page.evaluate("htmx.config.allowEval") is False
    assert page.evaluate("document.querySelectorAll('style').length") == 0


def test_counter_follows_the_field(page: Page) -> None:
    page.goto("/advert")
    page.locator("#title").fill("Care Coordinator")
    used = page.locator("#title-used")
    assert used.text_content() == "16 of 75 characters"
    assert "over" not in (used.get_attribute("class") or "")


def test_error_summary_takes_focus(page: Page) -> None:
    page.goto("/advert")
    assert page.evaluate("document.activeElement.classList.contains('errors')")


def test_what_is_selected_is_said(page: Page) -> None:
    page.goto("/adverts")
    page.locator("[value='4']").check()
    page.locator("[value='5']").check()
    assert page.locator("[data-selected]").text_content() == "2 adverts selected: 11 vacancies, 17 openings"


def test_drawer_opens_over_its_page_and_gives_focus_back(page: Page) -> None:
    page.route(
        "**/postings/show", lambda route: route.continue_(url=f"{route.request.url.split('/postings')[0]}/posting")
    )
    page.goto("/vacancy")
    page.locator("#posting-1").click()
    drawer = page.locator("#drawer .posting")
    drawer.wait_for()
    assert page.evaluate("document.activeElement.id") == "posting-title"
    assert page.evaluate("document.getElementById('main').inert")
    look(page, "drawer")
    page.keyboard.press("Escape")
    assert drawer.count() == 0
    assert page.evaluate("document.activeElement.id") == "posting-1"
    assert not page.evaluate("document.getElementById('main').inert")
    assert page.url.endswith("/vacancy")


def test_refreshing_part_is_swapped(page: Page) -> None:
    page.goto("/queue")
    page.evaluate("document.getElementById('queue').dataset.old = 'yes'")
    with page.expect_response("**/queue?*"):
        page.evaluate("htmx.trigger('#queue', 'refresh')")
    page.wait_for_function("!('old' in document.getElementById('queue').dataset)")
    assert page.locator("#queue").count() == 1
