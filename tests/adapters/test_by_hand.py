"""Boards without an interface keep the contract, and their checklist has what a form asks for."""

from __future__ import annotations

import json
from dataclasses import replace

from adapters.by_hand import ByHand
from orchestrator.boards.contract import Account
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import PersonFinishes
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract

from .golden import same

ADDRESS = "https://notices.example/new"


class TestByHand(BoardContract):
    adapter = ByHand()
    account = Account("Village notice board", settings={"board": "Village notice board", "address": ADDRESS})

    def test_golden(self, bench: Bench) -> None:
        same("by_hand.json", bench.prepared(sample.posting()).payload)

    def test_what_is_unknown_is_not_on_the_list(self, bench: Bench) -> None:
        payload = bench.prepared(sample.posting(), vacancy=replace(sample.VACANCY, pay=None, closes_on=None)).payload
        labels = [item["label"] for item in json.loads(payload)]
        assert "Pay" not in labels
        assert labels[:2] == ["Title", "Advert text"]

    def test_the_checklist_opens_where_the_work_is(self, bench: Bench) -> None:
        posting = sample.posting()
        assert bench.change(Operation.PUBLISH, posting) == PersonFinishes(ADDRESS)
        there = replace(posting, url="https://notices.example/17")
        assert bench.change(Operation.WITHDRAW, there) == PersonFinishes("https://notices.example/17")
