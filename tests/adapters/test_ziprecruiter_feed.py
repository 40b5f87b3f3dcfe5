"""ZipRecruiterFeed's feed keeps the contract, and is read without remarks by the imitation of its reader."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import lxml.etree
import pytest

from adapters.ziprecruiter_feed import ZipRecruiterFeed
from orchestrator.boards.contract import Account
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .feed_document import board_reads, document, stays_harmless
from .golden import same
from .refusals import refused

AMERICAN = replace(sample.VACANCY, place=Place("Austin", "TX", "78701", country="US"))


class TestZipRecruiterFeed(BoardContract):
    adapter = ZipRecruiterFeed()
    account = Account("practice", {"publisher": "Callboard", "publisher_url": "https://jobs.example"})
    vacancy = AMERICAN

    def test_golden(self, bench: Bench) -> None:
        same("ziprecruiter_feed.xml", document(self.adapter, self.account, bench.prepared(sample.posting()).payload))

    def test_the_board_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        board_reads(bench, simulator, "ziprecruiter_feed")

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        assert "<script" not in stays_harmless(bench, simulator, "ziprecruiter_feed", kind)

    def test_pay_has_its_interval(self, bench: Bench) -> None:
        hourly = replace(AMERICAN, pay=Pay(Decimal("17.5"), None, "USD", PayPeriod.HOUR))
        root = lxml.etree.fromstring(bench.prepared(sample.posting(), vacancy=hourly).payload)
        given = {str(each.tag): each.text for each in root if str(each.tag).startswith("compensation")}
        assert given == {
            "compensation_interval": "Hourly", "compensation_min": "17.50", "compensation_currency": "USD",
        }  # fmt: skip

    def test_a_town_travels_with_its_state(self, bench: Bench) -> None:
        root = lxml.etree.fromstring(
            bench.prepared(
                sample.posting(), vacancy=replace(AMERICAN, place=Place("Austin", "", "78701", country="US"))
            ).payload
        )
        assert (root.find("city"), root.findtext("postalCode")) == (None, "78701")

    def test_what_the_board_does_not_take_is_refused(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "page", posting=replace(sample.posting(), page=""))
        refused(bench, "place", vacancy=replace(AMERICAN, place=Place("Austin", country="US")))
        refused(bench, "place", vacancy=sample.VACANCY)
        refused(bench, "contract", vacancy=replace(AMERICAN, contract=Contract.VOLUNTEER))
        refused(bench, "publisher", settings={"publisher": ""})
