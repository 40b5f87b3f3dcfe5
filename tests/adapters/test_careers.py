"""The careers site keeps the contract, and its markup is what Google asks for."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from adapters.careers import Careers
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Rejected, Retry
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Evidence, Gone, Live
from orchestrator.domain.vacancy import Vacancy
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .golden import same
from .web_server import serving


def page(markup: bytes, title: str = "Care Coordinator") -> tuple[str, bytes]:
    """A careers page as the web layer makes it, as far as readers of the markup care."""
    head = b'<!doctype html><title>x</title><script>var a = {}</script><script type="application/ld+json">'
    body = f"</script><h1>{title}</h1><a href='https://jobs.example/a/1'>Apply now</a>".encode()
    return "text/html; charset=utf-8", head + markup + body


class TestCareers(BoardContract):
    adapter = Careers()
    account = Account("our own site")

    def markup(self, bench: Bench, vacancy: Vacancy = sample.VACANCY) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(bench.prepared(sample.posting(), vacancy=vacancy).payload)
        return found

    def test_golden(self, bench: Bench) -> None:
        same("careers.json", bench.prepared(sample.posting()).payload)

    def test_a_look_sees_the_page_come_and_go(self, bench: Bench) -> None:
        pages: dict[str, tuple[str, bytes]] = {}
        with serving(pages) as url:
            bench.base_url = url
            posting = sample.posting(page=f"{url}/vacancies/1")
            assert bench.check(posting) == Gone(Evidence.SEEN)
            pages["/vacancies/1"] = page(bench.prepared(posting).payload)
            assert bench.check(posting) == Live(posting.reference, posting.page, Evidence.SEEN)
            assert bench.check(replace(posting, reference="CC-1042-2")) == Gone(Evidence.SEEN)
            pages["/vacancies/1"] = page(b"{ broken")
            assert bench.check(posting) == Gone(Evidence.SEEN)

    def test_a_site_that_is_down_is_not_taken_for_gone(self, bench: Bench) -> None:
        bench.base_url = "http://127.0.0.1:9"
        with pytest.raises(Retry):
            bench.check(sample.posting(page="http://127.0.0.1:9/vacancies/1"))

    def test_google_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        pages: dict[str, tuple[str, bytes]] = {}
        with serving(pages) as url:
            posting = sample.posting(page=f"{url}/vacancies/1")
            pages["/vacancies/1"] = page(bench.prepared(posting).payload)
            sitemap = (
                '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
                f"<url><loc>{posting.page}</loc><lastmod>2031-03-03T09:00:00Z</lastmod></url></urlset>"
            )
            pages["/sitemap.xml"] = ("application/xml", sitemap.encode())
            pages["/robots.txt"] = ("text/plain", f"Sitemap: {url}/sitemap.xml\n".encode())
            report = simulator.crawl_site(url)
        refused = [remark for remark in report["remarks"] if remark["refused"]]
        assert (report["error"], refused) == (None, [])
        assert report["created"] == [posting.page]

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_the_markup_cannot_leave_its_script(self, bench: Bench, kind: str) -> None:
        text = hostile.TEXTS[kind]
        payload = bench.prepared(sample.posting(), hostile.wording(text), hostile.vacancy(text)).payload
        assert b"<" not in payload
        assert json.loads(payload)["identifier"]["value"] == "CC-1042-1"

    def test_a_remote_vacancy_has_no_place(self, bench: Bench) -> None:
        found = self.markup(bench, replace(sample.VACANCY, place=Place("Leeds", remote=True)))
        assert found["jobLocationType"] == "TELECOMMUTE"
        assert "jobLocation" not in found

    def test_pay_is_a_number_or_two(self, bench: Bench) -> None:
        same_ends = Pay(Decimal("12.6"), Decimal("12.6"), period=PayPeriod.HOUR)
        found = self.markup(bench, replace(sample.VACANCY, pay=same_ends))
        assert found["baseSalary"]["value"] == {"@type": "QuantitativeValue", "value": 12.6, "unitText": "HOUR"}
        open_end = Pay(Decimal(30000), None)
        assert "baseSalary" not in self.markup(bench, replace(sample.VACANCY, pay=open_end))

    def test_a_place_is_asked_for(self, bench: Bench) -> None:
        with pytest.raises(Rejected, match="postcode"):
            bench.prepared(sample.posting(), vacancy=replace(sample.VACANCY, place=Place("", "West Yorkshire")))
