"""Atom's feed keeps the contract, and is read without remarks by the imitation of its reader."""

from __future__ import annotations

from dataclasses import replace

import lxml.etree
import pytest

from adapters.syndicated import Atom
from orchestrator.boards.contract import Account
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .feed_document import board_reads, document, stays_harmless
from .golden import same
from .refusals import refused


class TestAtom(BoardContract):
    adapter = Atom()
    account = Account("practice", {"title": "Vacancies", "site": "https://jobs.example"})

    def test_golden(self, bench: Bench) -> None:
        same("atom.xml", document(self.adapter, self.account, bench.prepared(sample.posting()).payload))

    def test_the_board_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        board_reads(bench, simulator, "atom")

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        assert "<script" not in stays_harmless(bench, simulator, "atom", kind)

    def test_ids_stay_when_an_advert_is_edited(self, bench: Bench) -> None:
        first = lxml.etree.fromstring(bench.prepared(sample.posting()).payload)
        edited = replace(sample.WORDING, title="Senior Care Coordinator")
        second = lxml.etree.fromstring(bench.prepared(sample.posting(), edited).payload)
        assert first.findtext("id") == second.findtext("id") == "https://jobs.example/#CC-1042-1"

    def test_what_a_feed_cannot_do_without_is_refused(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "page", posting=replace(sample.posting(), page=""))
        refused(bench, "site", settings={"site": "jobs.example"})
