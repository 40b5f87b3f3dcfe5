"""Candidates' pages over HTTP: what is open, what is closed, what crawlers take."""

from __future__ import annotations

import json
from typing import Any

import requests
from lxml import etree, html

from orchestrator.domain.receipt import Evidence
from orchestrator.domain.status import Status
from orchestrator.services.publish import Published
from orchestrator.services.withdraw import withdraw
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "a": "http://www.w3.org/2005/Atom"}


def _xpath(page: Any, path: str) -> list[Any]:
    return list(page.xpath(path, namespaces=SPACE))


def _sent(site: Installation, *posted: Published) -> None:
    for each in posted:
        site.until(each.id, lambda line: line.published_at is not None)


def _get(site: Installation, path: str, method: str = "GET", **headers: str) -> requests.Response:
    answer = requests.request(method, site.callboard.settings.public_url + path, headers=headers, timeout=5)
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    return answer


def test_published_seen_and_taken_down_through_the_page(site: Installation) -> None:
    (posted,) = site.publish("careers")
    assert _get(site, f"/jobs/{posted.reference}").status_code == 404
    line = site.until(posted.id, lambda line: line.status is Status.LIVE)
    assert line.evidence is Evidence.SEEN
    answer = _get(site, f"/jobs/{posted.reference}")
    page = html.document_fromstring(answer.text)
    data = json.loads(_xpath(page, "//script[@type='application/ld+json']")[0].text)
    assert data["identifier"]["value"] == posted.reference
    assert _xpath(page, "//a[contains(@class, 'btn')]/@href")[0].endswith("?from=page")
    assert _xpath(page, "//link[@rel='canonical']/@href") == [data["url"]]
    assert not _xpath(page, "//meta[@name='robots']")
    levels = [int(heading.tag[1]) for heading in _xpath(page, "//h1 | //h2 | //h3")]
    assert levels[0] == 1
    assert levels[1] == 2
    withdraw(site.callboard, "test", [posted.id])
    assert _get(site, f"/jobs/{posted.reference}").status_code == 410
    line = site.until(posted.id, lambda line: line.status is Status.CLOSED)
    assert line.evidence is Evidence.SEEN


def test_the_same_page_again_is_304_and_head_has_no_body(site: Installation) -> None:
    (posted,) = site.publish("careers")
    site.pump()
    for path in (f"/jobs/{posted.reference}", "/jobs", "/sitemap.xml", "/jobs/feed.atom", "/robots.txt"):
        first = _get(site, path)
        assert first.status_code == 200, path
        again = _get(site, path, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b""), path
        head = _get(site, path, "HEAD")
        assert head.headers["Content-Length"] == str(len(first.content)), path
        assert head.headers["ETag"] == first.headers["ETag"], path


def test_another_boards_page_is_kept_out_of_search_engines(site: Installation) -> None:
    vacancy = site.vacancy()
    ours, theirs = site.publish("careers", "indeed_feed", vacancy=vacancy)
    site.pump()
    page = html.document_fromstring(_get(site, f"/jobs/{theirs.reference}").text)
    assert _xpath(page, "//meta[@name='robots']/@content") == ["noindex"]
    assert _xpath(page, "//link[@rel='canonical']/@href")[0].endswith(f"/jobs/{ours.reference}")
    assert not _xpath(page, "//script")
    listed = _get(site, "/sitemap.xml").text
    assert ours.reference in listed
    assert theirs.reference not in listed


def test_a_closed_page_shows_what_is_open_near_it(site: Installation) -> None:
    gone, near = site.publish("careers", vacancies=[site.vacancy("Torquay"), site.vacancy("Torquay")])
    (far,) = site.publish("careers", vacancy=site.vacancy("Leeds", region="West Yorkshire", postcode="LS1 1AA"))
    _sent(site, gone, near, far)
    withdraw(site.callboard, "test", [gone.id])
    answer = _get(site, f"/jobs/{gone.reference}")
    assert answer.status_code == 410
    links = _xpath(html.document_fromstring(answer.text), "//main//li//a/@href")
    assert links == [f"/jobs/{near.reference}", f"/jobs/{far.reference}"]
    assert _get(site, "/jobs/FH-9999.1-1").status_code == 404


def test_index_finds_by_title_and_place(site: Installation) -> None:
    _sent(site, *site.publish("careers", vacancies=[site.vacancy("Torquay"), site.vacancy("Exeter")]))
    for path, places in (
        ("/jobs", 2),
        ("/jobs/at/fairhaven", 2),
        ("/jobs?q=exeter", 1),
        ("/jobs?q=coordinator+exe", 1),
        ("/jobs?q=100%25", 0),
        ("/jobs?page=%C2%B2", 2),
    ):
        answer = _get(site, path)
        assert len(_xpath(html.document_fromstring(answer.text), "//main//li")) == places, path
    assert _get(site, "/jobs/at/nobody").status_code == 404


def test_crawlers_files(site: Installation) -> None:
    (posted,) = site.publish("careers")
    site.pump()
    url = f"{site.callboard.settings.public_url}/jobs/{posted.reference}"
    sitemap = etree.fromstring(_get(site, "/sitemap.xml").content)
    assert _xpath(sitemap, "//s:loc/text()") == [url]
    changed = _xpath(sitemap, "//s:lastmod/text()")
    feed = etree.fromstring(_get(site, "/jobs/feed.atom").content)
    assert _xpath(feed, "//a:entry/a:id/text()") == [url]
    assert _xpath(feed, "//a:entry/a:updated/text()") == changed
    assert f"Sitemap: {site.callboard.settings.public_url}/sitemap.xml" in _get(site, "/robots.txt").text


def test_google_takes_the_site(site: Installation, boards: Operator) -> None:
    (posted,) = site.publish("careers")
    site.publish("indeed_feed")
    site.pump()
    report = boards.crawl_site(site.callboard.settings.public_url)
    assert report["error"] is None
    assert len(report["created"]) == 1
    assert [remark for remark in report["remarks"] if remark.get("refused", True)] == []
    withdraw(site.callboard, "test", [posted.id])
    assert len(boards.crawl_site(site.callboard.settings.public_url)["closed"]) == 1
