"""Google's crawler on a small careers site: pages, their markup, and the ways a page closes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from orchestrator.testing.simulator import Operator

from .local_site import LocalSite

POSTING: dict[str, Any] = {
    "@context": "https://schema.org", "@type": "JobPosting", "title": "Care Coordinator",
    "description": "<p>Plan rotas.</p>", "datePosted": "2026-03-02", "validThrough": "2099-04-01T23:59:00+01:00",
    "identifier": {"@type": "PropertyValue", "name": "Elmfield", "value": "CC-1-1"}, "employmentType": ["FULL_TIME"],
    "directApply": True, "hiringOrganization": {"@type": "Organization", "name": "Elmfield Homecare"},
    "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "Leeds",
                                                  "addressCountry": "GB"}},
    "baseSalary": {"@type": "MonetaryAmount", "currency": "GBP", "value": {
        "@type": "QuantitativeValue", "minValue": 26064, "maxValue": 30000, "unitText": "YEAR"}},
}  # fmt: skip


def page(apply: str = '<a href="/apply/1">Apply now</a>', head: str = "", **changes: Any) -> str:
    posting = {name: value for name, value in {**POSTING, **changes}.items() if value is not None}
    data = json.dumps(posting).replace("</", "<\\/")
    return (
        f'<!doctype html><title>Jobs</title>{head}<script type="application/ld+json">{data}</script>'
        f"<h1>Care Coordinator</h1>{apply}"
    )


def sitemap(site: LocalSite, *paths: str) -> None:
    urls = "".join(f"<url><loc>{site.url}{path}</loc><lastmod>2026-03-02</lastmod></url>" for path in paths)
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    site.put("/sitemap.xml", body, kind="application/xml")


def refused(report: dict[str, Any]) -> list[str]:
    return [each["part"] for each in report["remarks"] if each["refused"]]


def advised(report: dict[str, Any]) -> list[str]:
    return [each["part"] for each in report["remarks"] if not each["refused"]]


def test_pages_appear_change_and_close(boards: Operator, site: LocalSite) -> None:
    sitemap(site, "/1", "/2", "/3", "/about")
    for path in ("/1", "/2", "/3"):
        site.put(path, page())
    site.put("/about", "<h1>About us</h1>")
    report = dict(boards.crawl_site(site.url))
    assert len(report["created"]) == 3
    assert report["remarks"] == []
    assert report["empty"] == [site.url + "/about"]
    assert {str(each["reference"]) for each in boards.live("google")} == {"CC-1-1"}
    sitemap(site, "/1")
    site.put("/1", page(directApply=False))
    site.put("/2", "gone", status=410)
    site.put("/3", page(head='<meta name="robots" content="noindex, nofollow">'))
    report = dict(boards.crawl_site(site.url))
    assert report["changed"] == [site.url + "/1"]
    assert sorted(map(str, report["closed"])) == [site.url + "/2", site.url + "/3"]
    site.put("/1", page(validThrough="2026-01-01"))
    assert boards.crawl_site(site.url)["closed"] == [site.url + "/1"]
    assert boards.live("google") == []


def test_a_page_closes_by_header_too_and_a_listed_closed_page_is_noted(boards: Operator, site: LocalSite) -> None:
    sitemap(site, "/1", "/2")
    site.put("/1", page())
    site.put("/2", page())
    boards.crawl_site(site.url)
    site.put("/1", page(), X_Robots_Tag="noindex")
    del site.pages["/2"]
    report = dict(boards.crawl_site(site.url))
    assert len(report["closed"]) == 2
    assert advised(report) == ["sitemap", "sitemap"]


def test_an_open_page_that_left_the_sitemap_is_noted(boards: Operator, site: LocalSite) -> None:
    sitemap(site, "/1")
    site.put("/1", page())
    boards.crawl_site(site.url)
    sitemap(site)
    assert advised(dict(boards.crawl_site(site.url))) == ["sitemap"]
    assert len(boards.live("google")) == 1


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"title": None}, "title"),
        ({"title": "Care Coordinator (LS1)"}, "title"),
        ({"description": None}, "description"),
        ({"description": "Care Coordinator"}, "description"),
        ({"datePosted": None}, "datePosted"),
        ({"datePosted": "02/03/2026"}, "datePosted"),
        ({"validThrough": "Mon, 02 Mar 2026 09:00:00 GMT"}, "validThrough"),
        ({"hiringOrganization": None}, "hiringOrganization"),
        ({"hiringOrganization": {"@type": "Organization"}}, "hiringOrganization"),
        ({"jobLocation": None}, "jobLocation"),
        ({"jobLocation": None, "jobLocationType": "TELECOMMUTE"}, "applicantLocationRequirements"),
        ({"jobLocationType": "HYBRID"}, "jobLocationType"),
        ({"jobLocation": {"address": {"addressLocality": "Leeds"}}}, "jobLocation.address.addressCountry"),
        ({"jobLocation": "Leeds"}, "jobLocation"),
        ({"employmentType": ["full_time"]}, "employmentType"),
        ({"directApply": "true"}, "directApply"),
        ({"baseSalary": "£26,064"}, "baseSalary"),
        ({"baseSalary": {"currency": "£", "value": {"value": 1, "unitText": "YEAR"}}}, "baseSalary.currency"),
        ({"baseSalary": {"currency": "GBP", "value": {"value": 1, "unitText": "annum"}}},
         "baseSalary.value.unitText"),
        ({"baseSalary": {"currency": "GBP", "value": {"minValue": 1, "unitText": "YEAR"}}}, "baseSalary.value"),
        ({"baseSalary": {"currency": "GBP", "value": {"value": "1", "unitText": "YEAR"}}}, "baseSalary.value.value"),
        ({"apply": "<p>No way in</p>"}, "page"),
    ],
)  # fmt: skip
def test_markup_that_google_does_not_take(
    boards: Operator, site: LocalSite, changes: dict[str, Any], part: str
) -> None:
    sitemap(site, "/1")
    site.put("/1", page(**changes))
    report = dict(boards.crawl_site(site.url))
    assert refused(report) == [part]
    assert boards.live("google") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"jobLocation": None, "jobLocationType": "TELECOMMUTE",
         "applicantLocationRequirements": {"@type": "Country", "name": "United Kingdom"}},
        {"hiringOrganization": "confidential"},
        {"jobLocation": [POSTING["jobLocation"], POSTING["jobLocation"]]},
        {"description": "a literal </script> inside"},
        {"employmentType": "PART_TIME"},
    ],
)  # fmt: skip
def test_markup_that_is_right_in_another_form(boards: Operator, site: LocalSite, changes: dict[str, Any]) -> None:
    sitemap(site, "/1")
    site.put("/1", page(**changes))
    assert boards.crawl_site(site.url)["remarks"] == []
    assert len(boards.live("google")) == 1


def test_recommended_properties_are_advice(boards: Operator, site: LocalSite) -> None:
    sitemap(site, "/1")
    names = ("validThrough", "employmentType", "baseSalary", "identifier", "directApply")
    absent: dict[str, Any] = dict.fromkeys(names)
    site.put("/1", page(**absent))
    assert advised(dict(boards.crawl_site(site.url))) == list(names)
    assert boards.live("google")[0]["reference"] == site.url + "/1"


def test_an_index_is_followed_and_strangers_are_refused(boards: Operator, site: LocalSite) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    site.put("/sitemap.xml", f"<sitemapindex {space}><sitemap><loc>{site.url}/a.xml</loc></sitemap></sitemapindex>")
    site.put("/a.xml", f"<urlset {space}><url><loc>{site.url}/1</loc></url><url><loc>http://else.example/</loc></url>"
             "</urlset>")  # fmt: skip
    site.put("/1", page())
    report = dict(boards.crawl_site(site.url))
    assert (report["listed"], refused(report)) == (1, ["loc"])


@pytest.mark.parametrize("body", ["", "<urlset/>", "<html></html>", "<urlset"])
def test_a_broken_sitemap_changes_nothing(boards: Operator, site: LocalSite, body: str) -> None:
    sitemap(site, "/1")
    site.put("/1", page())
    boards.crawl_site(site.url)
    site.put("/sitemap.xml", body)
    assert boards.crawl_site(site.url)["error"]
    assert len(boards.live("google")) == 1


def test_a_page_must_hold_one_readable_posting(boards: Operator, site: LocalSite) -> None:
    sitemap(site, "/1", "/2", "/3")
    site.put("/1", page() + page())
    site.put("/2", '<script type="application/ld+json">{broken</script>')
    site.put("/3", "moved", status=500)
    assert refused(dict(boards.crawl_site(site.url))) == ["JobPosting", "JSON-LD", "page"]
