"""Adzuna's feed keeps the contract, and is read without remarks by the imitation of the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import lxml.etree
import pytest

from adapters.adzuna import Adzuna
from orchestrator.boards.contract import Account
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .golden import same
from .refusals import refused, vacancy
from .web_server import serving

ACCOUNT = Account("practice")


def document(*entries: bytes) -> bytes:
    feed = Adzuna()
    return feed.opening(ACCOUNT, datetime(2031, 3, 3, tzinfo=UTC)) + b"".join(entries) + feed.closing(ACCOUNT)


def elements(entry: bytes) -> dict[str, str]:
    return {str(each.tag): each.text or "" for each in lxml.etree.fromstring(entry)}


class TestAdzuna(BoardContract):
    adapter = Adzuna()
    account = ACCOUNT

    def test_golden(self, bench: Bench) -> None:
        same("adzuna.xml", document(bench.prepared(sample.posting()).payload))

    def test_the_board_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        entries = [bench.prepared(each).payload for each in (sample.posting(), sample.posting("CC-1043-1"))]
        pages = {"/feed.xml": ("application/xml", document(*entries))}
        with serving(pages) as url:
            report = simulator.crawl(f"{url}/feed.xml", "adzuna")
            assert (report["error"], report["remarks"]) == (None, [])
            assert report["created"] == ["CC-1042-1", "CC-1043-1"]
            pages["/feed.xml"] = ("application/xml", document(entries[0]))
            assert simulator.crawl(f"{url}/feed.xml", "adzuna")["vanished"] == ["CC-1043-1"]

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        text = hostile.TEXTS[kind]
        entry = bench.prepared(sample.posting(), hostile.wording(text), hostile.vacancy(text)).payload
        with serving({"/feed.xml": ("application/xml", document(entry))}) as url:
            report = simulator.crawl(f"{url}/feed.xml", "adzuna")
            assert (report["error"], report["created"]) == (None, ["CC-1042-1"]), report["remarks"]
        [shown] = simulator.live("adzuna")
        assert "<script" not in shown["description"]

    def test_weekly_pay_is_given_by_the_year(self, bench: Bench) -> None:
        pay = Pay(Decimal(500), Decimal("550.5"), period=PayPeriod.WEEK)
        given = elements(bench.prepared(sample.posting(), vacancy=vacancy(pay=pay)).payload)
        assert (given["salary"], given["salary_frequency"]) == ("GBP 26000 - GBP 28626 per annum", "year")
        assert "salary" not in elements(bench.prepared(sample.posting(), vacancy=vacancy(pay=None)).payload)

    def test_kinds_of_work(self, bench: Bench) -> None:
        kept = vacancy(hours=Hours.EITHER, contract=Contract.BANK)
        given = elements(bench.prepared(sample.posting(), vacancy=kept).payload)
        assert (given["contract_type"], given.get("contract_time")) == ("contract", None)

    def test_what_adzuna_does_not_take_is_refused(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": "x" * 99})
        refused(bench, "page", posting=replace(sample.posting(), page=""))
        refused(bench, "place", vacancy=vacancy(place=Place("", postcode="LS1 4AP")))
        refused(bench, "place", vacancy=vacancy(place=Place("Leeds", country="")))
