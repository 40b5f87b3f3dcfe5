"""Jora's feed keeps the contract, and is read without remarks by the imitation of its reader."""

from __future__ import annotations

from dataclasses import replace

import lxml.etree
import pytest

from adapters.jora import Jora
from orchestrator.boards.contract import Account
from orchestrator.domain.place import Place
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .feed_document import board_reads, document, stays_harmless
from .golden import same
from .refusals import refused, vacancy


class TestJora(BoardContract):
    adapter = Jora()
    account = Account("practice")

    def test_golden(self, bench: Bench) -> None:
        same("jora.xml", document(self.adapter, self.account, bench.prepared(sample.posting()).payload))

    def test_the_board_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        board_reads(bench, simulator, "jora")

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        assert "<script" not in stays_harmless(bench, simulator, "jora", kind)

    def test_pay_is_a_text(self, bench: Bench) -> None:
        root = lxml.etree.fromstring(bench.prepared(sample.posting()).payload)
        assert root.findtext("salary") == "GBP 26064 - 30000 per year"
        assert root.findtext("location") == "Leeds LS1 4AP"

    def test_what_the_board_does_not_take_is_refused(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "page", posting=replace(sample.posting(), page=""))
        refused(bench, "place", vacancy=vacancy(place=Place("", "West Yorkshire")))
        refused(bench, "place", vacancy=vacancy(place=Place("Leeds", country="")))
