"""LinkedIn's feed keeps the contract, and is read without remarks by the imitation of the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import lxml.etree
import pytest

from adapters.linkedin_feed import LinkedInFeed
from orchestrator.boards.contract import Account
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .golden import same
from .refusals import refused, vacancy
from .web_server import serving

ACCOUNT = Account(
    "practice",
    {
        "publisher": "Callboard",
        "publisher_url": "https://jobs.example",
        "company_id": "1234567",
        "poster_email": "jobs@elmfield.example",
    },
)


def document(*entries: bytes) -> bytes:
    feed = LinkedInFeed()
    return feed.opening(ACCOUNT, datetime(2031, 3, 3, tzinfo=UTC)) + b"".join(entries) + feed.closing(ACCOUNT)


class TestLinkedInFeed(BoardContract):
    adapter = LinkedInFeed()
    account = ACCOUNT

    def test_golden(self, bench: Bench) -> None:
        same("linkedin_feed.xml", document(bench.prepared(sample.posting()).payload))

    def test_the_board_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        entries = [bench.prepared(each).payload for each in (sample.posting(), sample.posting("CC-1043-1"))]
        pages = {"/feed.xml": ("application/xml", document(*entries))}
        with serving(pages) as url:
            report = simulator.crawl(f"{url}/feed.xml", "linkedin_feed")
            assert (report["error"], report["remarks"]) == (None, [])
            assert report["created"] == ["CC-1042-1", "CC-1043-1"]
            pages["/feed.xml"] = ("application/xml", document(entries[0]))
            assert simulator.crawl(f"{url}/feed.xml", "linkedin_feed")["vanished"] == ["CC-1043-1"]

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        text = hostile.TEXTS[kind]
        entry = bench.prepared(sample.posting(), hostile.wording(text), hostile.vacancy(text)).payload
        with serving({"/feed.xml": ("application/xml", document(entry))}) as url:
            report = simulator.crawl(f"{url}/feed.xml", "linkedin_feed")
            assert (report["error"], report["created"]) == (None, ["CC-1042-1"]), report["remarks"]
        [shown] = simulator.live("linkedin_feed")
        assert "<script" not in shown["description"]

    def test_a_title_stays_what_it_was(self, bench: Bench, simulator: Operator) -> None:
        pages = {"/feed.xml": ("application/xml", document(bench.prepared(sample.posting()).payload))}
        with serving(pages) as url:
            simulator.crawl(f"{url}/feed.xml", "linkedin_feed")
            edited = bench.prepared(sample.posting(), replace(sample.WORDING, title="Senior Care Coordinator")).payload
            pages["/feed.xml"] = ("application/xml", document(edited))
            simulator.crawl(f"{url}/feed.xml", "linkedin_feed")
        assert [each["title"] for each in simulator.live("linkedin_feed")] == ["Care Coordinator"]

    def test_pay_has_both_ends_in_whole_units(self, bench: Bench) -> None:
        pay = Pay(Decimal("12.6"), Decimal("13.2"), period=PayPeriod.HOUR)
        root = lxml.etree.fromstring(bench.prepared(sample.posting(), vacancy=vacancy(pay=pay)).payload)
        assert [each.text for each in root.iterfind("salaries/salary/*/amount")] == ["13", "13"]
        one = lxml.etree.fromstring(
            bench.prepared(sample.posting(), vacancy=vacancy(pay=Pay(Decimal(1), None))).payload
        )
        assert one.find("salaries") is None

    def test_what_linkedin_does_not_take_is_refused(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": "x" * 201})
        refused(bench, "text", slots={"body.html": "x" * 99})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "place", vacancy=vacancy(place=Place("", "West Yorkshire")))
        refused(bench, "place", vacancy=vacancy(place=Place("Leeds")))
        refused(bench, "poster_email", settings={"poster_email": "nobody"})
        refused(bench, "company_id", settings={"company_id": "Elmfield"})
