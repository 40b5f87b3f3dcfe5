"""CareHome's feed keeps the contract, and is read without remarks by the imitation of the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import lxml.etree
import pytest

from adapters.carehome import CareHome
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

ACCOUNT = Account("practice")


def document(*entries: bytes) -> bytes:
    feed = CareHome()
    return feed.opening(ACCOUNT, datetime(2031, 3, 3, tzinfo=UTC)) + b"".join(entries) + feed.closing(ACCOUNT)


class TestCareHome(BoardContract):
    adapter = CareHome()
    account = ACCOUNT
    fields = {"category": "Care Coordinator", "skills": "rotas, care plans"}  # noqa: RUF012

    def test_golden(self, bench: Bench) -> None:
        same("carehome.xml", document(bench.prepared(sample.posting()).payload))

    def test_the_board_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        entries = [bench.prepared(each).payload for each in (sample.posting(), sample.posting("CC-1043-1"))]
        pages = {"/feed.xml": ("application/xml", document(*entries))}
        with serving(pages) as url:
            report = simulator.crawl(f"{url}/feed.xml", "carehome")
            assert (report["error"], report["remarks"]) == (None, [])
            assert report["created"] == ["CC-1042-1", "CC-1043-1"]
            pages["/feed.xml"] = ("application/xml", document(entries[0]))
            assert simulator.crawl(f"{url}/feed.xml", "carehome")["vanished"] == ["CC-1043-1"]

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        text = hostile.TEXTS[kind]
        entry = bench.prepared(sample.posting(), hostile.wording(text), hostile.vacancy(text)).payload
        with serving({"/feed.xml": ("application/xml", document(entry))}) as url:
            report = simulator.crawl(f"{url}/feed.xml", "carehome")
            assert (report["error"], report["created"]) == (None, ["CC-1042-1"]), report["remarks"]
        [shown] = simulator.live("carehome")
        assert "<script" not in shown["description"]

    def test_terms_are_pay_or_words_never_both(self, bench: Bench) -> None:
        day = Pay(Decimal(120), Decimal(130), period=PayPeriod.DAY)
        for pay, part in ((sample.VACANCY.pay, "pay"), (day, "salary"), (Pay(None, Decimal(30000)), "salary")):
            root = lxml.etree.fromstring(bench.prepared(sample.posting(), vacancy=vacancy(pay=pay)).payload)
            assert [each.tag for each in root.iterfind("terms/*")] == [part]

    def test_a_category_is_a_number_or_a_name(self, bench: Bench) -> None:
        bench.fields = {"category": "4"}
        root = lxml.etree.fromstring(bench.prepared(sample.posting()).payload)
        assert [each.tag for each in root.iterfind("category/*")] == ["category_id"]

    def test_what_the_board_does_not_take_is_refused(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "pay", vacancy=vacancy(pay=None))
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "place", vacancy=vacancy(place=Place("Dublin", country="IE")))
        refused(bench, "place", vacancy=vacancy(place=Place("", "West Yorkshire")))
