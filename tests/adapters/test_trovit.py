"""Trovit's feed keeps the contract, and is read without remarks by the imitation of the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import lxml.etree
import pytest

from adapters.trovit import Trovit
from orchestrator.boards.contract import Account
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .golden import same
from .refusals import refused, vacancy
from .web_server import serving

ACCOUNT = Account("practice")


def document(*entries: bytes) -> bytes:
    feed = Trovit()
    return feed.opening(ACCOUNT, datetime(2031, 3, 3, tzinfo=UTC)) + b"".join(entries) + feed.closing(ACCOUNT)


class TestTrovit(BoardContract):
    adapter = Trovit()
    account = ACCOUNT

    def test_golden(self, bench: Bench) -> None:
        same("trovit.xml", document(bench.prepared(sample.posting()).payload))

    def test_the_board_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        entries = [bench.prepared(each).payload for each in (sample.posting(), sample.posting("CC-1043-1"))]
        pages = {"/feed.xml": ("application/xml", document(*entries))}
        with serving(pages) as url:
            report = simulator.crawl(f"{url}/feed.xml", "trovit")
            assert (report["error"], report["remarks"]) == (None, [])
            assert report["created"] == ["CC-1042-1", "CC-1043-1"]
            pages["/feed.xml"] = ("application/xml", document(entries[0]))
            assert simulator.crawl(f"{url}/feed.xml", "trovit")["vanished"] == ["CC-1043-1"]

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        text = hostile.TEXTS[kind]
        entry = bench.prepared(sample.posting(), hostile.wording(text), hostile.vacancy(text)).payload
        with serving({"/feed.xml": ("application/xml", document(entry))}) as url:
            report = simulator.crawl(f"{url}/feed.xml", "trovit")
            assert (report["error"], report["created"]) == (None, ["CC-1042-1"]), report["remarks"]
        [shown] = simulator.live("trovit")
        assert "<script" not in shown["description"]

    @pytest.mark.parametrize(
        ("pay", "midpoint"),
        [
            (Pay(Decimal(26064), Decimal(30000)), "28032"),
            (Pay(None, Decimal(2000), period=PayPeriod.MONTH), "24000"),
            (Pay(Decimal(12), Decimal(13), period=PayPeriod.HOUR), None),
        ],
    )
    def test_pay_has_a_midpoint_by_the_year(self, bench: Bench, pay: Pay, midpoint: str | None) -> None:
        root = lxml.etree.fromstring(bench.prepared(sample.posting(), vacancy=vacancy(pay=pay)).payload)
        assert root.findtext("salary_numeric") == midpoint

    def test_what_the_board_does_not_take_is_refused(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "title", slots={"title": "Care Coordinator www.elmfield.example"})
        refused(bench, "text", slots={"body.html": "x" * 29})
        refused(bench, "page", posting=replace(sample.posting(), page=""))
