"""HrXml's feed keeps the contract, and is read without remarks by the imitation of its reader."""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal

import lxml.etree
import pytest

from adapters.hr_xml import NAMESPACE, HrXml
from orchestrator.boards.contract import Account
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .feed_document import board_reads, document, stays_harmless
from .golden import same
from .refusals import refused, vacancy


class TestHrXml(BoardContract):
    adapter = HrXml()
    account = Account("practice", {"reader": "Practice reader"})

    def test_golden(self, bench: Bench) -> None:
        same("hr_xml.xml", document(self.adapter, self.account, bench.prepared(sample.posting()).payload))

    def test_the_board_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        board_reads(bench, simulator, "hr_xml")

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        assert "You will plan the weekly rotas" in stays_harmless(bench, simulator, "hr_xml", kind)

    @pytest.mark.skipif("CALLBOARD_HR_XML" not in os.environ, reason="CALLBOARD_HR_XML names no PositionOpening.xsd")
    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"hours": Hours.EITHER, "pay": None},
            {"contract": Contract.BANK, "pay": Pay(Decimal("12.6"), None, period=PayPeriod.HOUR)},
            {"place": Place("", remote=True)},
        ],
    )
    def test_an_entry_is_valid_to_the_public_schema(self, bench: Bench, changes: dict[str, object]) -> None:
        schema = lxml.etree.XMLSchema(lxml.etree.parse(os.environ["CALLBOARD_HR_XML"]))
        for posting in (sample.posting(), replace(sample.posting(), ends_at=None)):
            entry = bench.prepared(posting, vacancy=vacancy(**changes)).payload
            root = lxml.etree.fromstring(document(self.adapter, self.account, entry))
            schema.assertValid(lxml.etree.fromstring(lxml.etree.tostring(root[0])))

    def test_the_outer_element_is_the_readers(self, bench: Bench) -> None:
        account = Account("practice", {"reader": "Practice reader", "root": "Openings", "language": "sv"})
        entry = self.adapter.payload(sample.posting(), bench.variant(), account)
        root = lxml.etree.fromstring(document(self.adapter, account, entry))
        assert root.tag == f"{{{NAMESPACE}}}Openings"
        [profile] = root.iter(f"{{{NAMESPACE}}}PositionProfile")
        assert profile.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"

    def test_what_the_schema_does_not_know_is_refused(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.txt": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "place", vacancy=vacancy(place=Place("", country="")))
        refused(bench, "contract", vacancy=vacancy(contract=Contract.VOLUNTEER))
        refused(bench, "root", settings={"root": "<x>"})
        refused(bench, "reader", settings={"reader": ""})
