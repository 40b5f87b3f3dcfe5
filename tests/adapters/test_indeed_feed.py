"""Indeed's feed keeps the contract, and is read without remarks by the simulated Indeed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import lxml.etree
import pytest

from adapters.indeed_feed import IndeedFeed
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Rejected
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .golden import same
from .web_server import serving

ACCOUNT = Account(
    "practice",
    settings={
        "publisher": "Callboard",
        "publisher_url": "https://jobs.example",
        "source_name": "Elmfield Group",
        "email": "hiring@elmfield.example",
    },
)
BUILT_AT = datetime(2031, 3, 3, tzinfo=UTC)


def document(*entries: bytes) -> bytes:
    feed = IndeedFeed()
    return feed.opening(ACCOUNT, BUILT_AT) + b"".join(entries) + feed.closing(ACCOUNT)


def elements(entry: bytes) -> dict[str, str]:
    [element] = lxml.etree.fromstring(document(entry)).findall("job")
    return {str(each.tag): each.text or "" for each in element}


class TestIndeedFeed(BoardContract):
    adapter = IndeedFeed()
    account = ACCOUNT

    def test_golden(self, bench: Bench) -> None:
        same("indeed_feed.xml", document(bench.prepared(sample.posting()).payload))

    def test_indeed_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        posting = sample.posting()
        remote = replace(sample.VACANCY, place=Place("", country="GB", remote=True))
        other = sample.posting("CC-1043-1", "https://jobs.example/vacancies/CC-1043")
        entries = [bench.prepared(posting).payload, bench.prepared(other, vacancy=remote).payload]
        pages = {"/feed.xml": ("application/xml", document(*entries))}
        with serving(pages) as url:
            report = simulator.crawl(f"{url}/feed.xml")
            assert (report["error"], report["remarks"]) == (None, [])
            assert report["created"] == ["CC-1042-1", "CC-1043-1"]
            pages["/feed.xml"] = ("application/xml", document(entries[0]))
            assert simulator.crawl(f"{url}/feed.xml")["vanished"] == ["CC-1043-1"]

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        text = hostile.TEXTS[kind]
        entry = bench.prepared(sample.posting(), hostile.wording(text), hostile.vacancy(text)).payload
        assert "<script" not in elements(entry)["description"]
        with serving({"/feed.xml": ("application/xml", document(entry))}) as url:
            report = simulator.crawl(f"{url}/feed.xml")
            assert report["error"] is None
            assert report["created"] == ["CC-1042-1"], report["remarks"]

    def test_the_address_is_our_page_with_their_mark(self, bench: Bench) -> None:
        posting = replace(sample.posting(), page="https://jobs.example/v/7?lang=en")
        given = elements(bench.prepared(posting).payload)
        assert given["url"] == "https://jobs.example/v/7?lang=en&source=Indeed"

    def test_similar_titles_are_not_in_the_text(self, bench: Bench) -> None:
        assert "Care Manager" not in elements(bench.prepared(sample.posting()).payload)["description"]

    def test_a_county_is_asked_for(self, bench: Bench) -> None:
        with pytest.raises(Rejected, match="county"):
            bench.prepared(sample.posting(), vacancy=replace(sample.VACANCY, place=Place("Leeds")))

    @pytest.mark.parametrize(
        ("pay", "words"),
        [
            (Pay(Decimal("12.6"), Decimal("13.25"), period=PayPeriod.HOUR), "£12.60 - £13.25 per hour"),
            (Pay(Decimal(30000), Decimal(30000)), "£30000 per year"),
            (Pay(Decimal(30000), None), "From £30000 per year"),
            (None, ""),
        ],
    )
    def test_pay_has_no_separators(self, bench: Bench, pay: Pay | None, words: str) -> None:
        entry = bench.prepared(sample.posting(), vacancy=replace(sample.VACANCY, pay=pay)).payload
        assert elements(entry)["salary"] == words

    def test_kinds_of_work(self, bench: Bench) -> None:
        vacancy = replace(sample.VACANCY, hours=Hours.EITHER, contract=Contract.BANK)
        assert (
            elements(bench.prepared(sample.posting(), vacancy=vacancy).payload)["jobtype"]
            == "fulltime,parttime,perdiem"
        )
