"""Indeed's crawler on small feeds: what it shows, what it refuses, and when it changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from orchestrator.testing.simulator import Operator

from .local_site import LocalSite

ENTRY = {
    "title": "Care Coordinator", "date": "2026-03-02T08:30:00Z", "referencenumber": "CC-1-1", "requisitionid": "CC-1",
    "url": "https://jobs.elmfield.example/cc-1?source=Indeed", "company": "Elmfield Homecare",
    "sourcename": "Elmfield Group", "city": "Leeds", "state": "West Yorkshire", "country": "GB",
    "postalcode": "LS1 4DY", "email": "hiring@elmfield.example",
    "description": "<p>Plan rotas & visits for 60 people.</p><ul><li>Driving licence</li></ul>",
    "salary": "£26064 - £30000 per year", "jobtype": "fulltime", "expirationdate": "2099-04-01",
}  # fmt: skip


def entry(**changes: str | None) -> str:
    """One job element, every field in CDATA; a change to None leaves the element out."""
    given = {name: value for name, value in {**ENTRY, **changes}.items() if value is not None}
    return "<job>" + "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in given.items()) + "</job>"


def feed(*entries: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><source><publisher>Us</publisher>{"".join(entries)}</source>'


def crawl(boards: Operator, site: LocalSite, *entries: str, etag: str = "") -> dict[str, Any]:
    headers = {"ETag": etag} if etag else {}
    site.put("/indeed.xml", feed(*entries), 200, "application/xml", **headers)
    return dict(boards.crawl(site.url + "/indeed.xml"))


def refused(report: dict[str, Any]) -> list[str]:
    return [each["part"] for each in report["remarks"] if each["refused"]]


def advised(report: dict[str, Any]) -> list[str]:
    return [each["part"] for each in report["remarks"] if not each["refused"]]


def test_jobs_appear_change_and_vanish_with_the_feed(boards: Operator, site: LocalSite) -> None:
    other = entry(referencenumber="B-1", url="https://jobs.elmfield.example/b-1")
    report = crawl(boards, site, entry(), other)
    assert (report["jobs"], report["created"], report["remarks"]) == (2, ["CC-1-1", "B-1"], [])
    assert [method for method, _, _ in site.asked] == ["HEAD", "GET"]
    assert site.gzipped == 2
    live = {str(each["reference"]): each for each in boards.live("indeed")}
    assert live["CC-1-1"]["apply_url"] == ENTRY["url"]
    assert len(str(live["CC-1-1"]["external_id"])) == 16
    report = crawl(boards, site, entry(title="Senior Care Coordinator"))
    assert (report["created"], report["changed"], report["vanished"]) == ([], ["CC-1-1"], ["B-1"])
    report = crawl(boards, site)
    assert report["vanished"] == ["CC-1-1"]
    assert boards.live("indeed") == []


def test_an_unchanged_feed_is_304(boards: Operator, site: LocalSite) -> None:
    assert crawl(boards, site, entry(), etag='"1"')["not_modified"] is False
    assert crawl(boards, site, entry(), etag='"1"')["not_modified"] is True
    assert len(boards.live("indeed")) == 1
    assert crawl(boards, site, etag='"2"')["vanished"] == ["CC-1-1"]


@pytest.mark.parametrize(
    "name", ["title", "date", "referencenumber", "requisitionid", "url", "company", "sourcename", "city", "state",
             "country", "description"]
)  # fmt: skip
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_or_empty_required_element_is_refused(
    boards: Operator, site: LocalSite, name: str, value: str | None
) -> None:
    report = crawl(boards, site, entry(**{name: value}))
    assert refused(report) == [name]
    assert boards.live("indeed") == []


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"date": "yesterday"}, "date"),
        ({"expirationdate": "soon"}, "expirationdate"),
        ({"url": "jobs.elmfield.example"}, "url"),
        ({"country": "United Kingdom"}, "country"),
        ({"description": "<p>Rotas &amp; visits</p>"}, "description"),
        ({"description": "&lt;p&gt;Rotas&lt;/p&gt;"}, "description"),
        ({"title": "R&#38;D Engineer"}, "title"),
        ({"city": "Remote", "state": "", "postalcode": None, "remotetype": "Fully remote"}, "postalcode"),
        ({"city": "Remote", "state": None, "postalcode": "", "remotetype": "Fully remote"}, "state"),
        ({"city": "Remote", "state": "", "postalcode": "LS1 4DY", "remotetype": "Fully remote"}, "postalcode"),
        ({"city": "Remote", "state": "", "postalcode": ""}, "remotetype"),
        ({"indeed-apply-data": "indeed-apply-jobId=1&indeed-apply-jobTitle=a&indeed-apply-postUrl=b"},
         "indeed-apply-data"),
        ({"indeed-apply-data": "indeed-apply-apiToken=t&indeed-apply-jobId=1&indeed-apply-jobTitle=a"
          "&indeed-apply-postUrl=b&indeed-apply-phone="}, "indeed-apply-data"),
    ],
)  # fmt: skip
def test_values_that_cannot_be_used_are_refused(
    boards: Operator, site: LocalSite, changes: dict[str, str | None], part: str
) -> None:
    assert set(refused(crawl(boards, site, entry(**changes)))) == {part}


@pytest.mark.parametrize(
    "changes",
    [
        {"city": "Remote", "state": "", "postalcode": "", "remotetype": "Fully remote"},
        {"date": "Mon, 02 Mar 2026 09:00:00 GMT"},
        {"title": "R&D Engineer"},
        {"description": "<p>AT&T; and other <b>names</b></p>".replace("T;", "T ;")},
        {"description": "<p>cut ]]]]><![CDATA[> in two</p>"},
        {"unknown": "is tolerated"},
        {"indeed-apply-data": "indeed-apply-apiToken=t&indeed-apply-jobId=1&indeed-apply-jobTitle=Care+Coordinator"
         "&indeed-apply-postUrl=https%3A%2F%2Fx.example%2Fhook&indeed-apply-phone=optional"},
    ],
)  # fmt: skip
def test_values_that_are_right_in_another_form(boards: Operator, site: LocalSite, changes: dict[str, str]) -> None:
    report = crawl(boards, site, entry(**changes))
    assert report["remarks"] == []
    assert report["created"] == ["CC-1-1"]


def test_a_description_outside_cdata_is_refused(boards: Operator, site: LocalSite) -> None:
    plain = entry(description=None).replace("</job>", "<description>&lt;p&gt;Rotas&lt;/p&gt;</description></job>")
    assert refused(crawl(boards, site, plain)) == ["description"]


def test_of_two_with_one_number_the_first_is_kept(boards: Operator, site: LocalSite) -> None:
    report = crawl(boards, site, entry(), entry(title="Another"))
    assert refused(report) == ["referencenumber"]
    assert [each["title"] for each in boards.live("indeed")] == ["Care Coordinator"]
    twice = entry().replace("</job>", "<city><![CDATA[York]]></city></job>")
    assert refused(crawl(boards, site, twice)) == ["city"]


def test_things_that_are_shown_but_look_wrong(boards: Operator, site: LocalSite) -> None:
    crawl(boards, site, entry())
    report = crawl(
        boards, site,
        entry(date="2026-03-09T08:30:00Z", email=None, salary="£26k", jobtype="fulltime, sometimes",
            description="<div>Rotas</div>", title="Carer £12 per hour"),
        entry(referencenumber="CC-1-2", sourcename="Another Group"),
    )  # fmt: skip
    assert refused(report) == []
    assert sorted(set(advised(report))) == [
        "date", "description", "email", "jobtype", "referencenumber", "salary", "sourcename", "title",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "document",
    ["", "<source><job>", "<jobs></jobs>", "no xml", '<!DOCTYPE s [<!ENTITY a "b">]><source>&a;</source>'],
)
def test_a_broken_document_changes_nothing(boards: Operator, site: LocalSite, document: str) -> None:
    crawl(boards, site, entry())
    site.put("/indeed.xml", document, kind="application/xml")
    assert boards.crawl(site.url + "/indeed.xml")["error"]
    assert len(boards.live("indeed")) == 1


def test_a_feed_that_is_cut_missing_or_elsewhere_changes_nothing(boards: Operator, site: LocalSite) -> None:
    crawl(boards, site, entry())
    site.cut = True
    assert boards.crawl(site.url + "/indeed.xml")["error"]
    site.cut = False
    site.put("/indeed.xml", "", status=503)
    assert boards.crawl(site.url + "/indeed.xml")["error"]
    site.redirect("/indeed.xml", "/other.xml")
    assert boards.crawl(site.url + "/indeed.xml")["error"]
    assert boards.crawl("http://127.0.0.1:1/indeed.xml")["error"]
    assert len(boards.live("indeed")) == 1
