"""Broadbean keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from adapters.broadbean import Broadbean
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Retry
from orchestrator.domain.operation import Operation
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Gone, Live, PersonFinishes, Submitted
from orchestrator.domain.vacancy import Contract
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused, vacancy

KEY, _, SECRET = practice.LOGINS["broadbean"].secret.partition(":")


class TestBroadbean(BoardContract):
    adapter = Broadbean()
    account = Account(
        "practice",
        settings={"client_id": practice.LOGINS["broadbean"].id, "username": "jobs@care.leeds.elmfield"},
        secrets={"api_key": KEY, "secret": SECRET},
    )

    def test_golden(self, bench: Bench) -> None:
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("broadbean.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_a_person_finishes_at_broadbean(self, bench: Bench, simulator: Operator) -> None:
        posting = sample.posting()
        receipt = self.adapter.publish(posting, bench.prepared(posting), self.account, bench.session(True))
        assert isinstance(receipt, PersonFinishes)
        assert str(receipt.url).startswith(f"{simulator.url}/broadbean/dashboard/")
        assert simulator.live("broadbean") == []
        assert isinstance(bench.check(posting), Submitted)
        bench.published(posting)
        assert isinstance(bench.check(posting), Live)

    def test_a_board_that_keeps_the_advert_is_tried_again(self, bench: Bench, simulator: Operator) -> None:
        simulator.options("broadbean", stuck="A board")
        posting = bench.published(sample.posting())
        with pytest.raises(Retry, match="A board"):
            bench.change(Operation.WITHDRAW, posting)
        simulator.options("broadbean", stuck="")
        assert isinstance(bench.change(Operation.WITHDRAW, posting), Gone)

    def test_what_broadbean_does_not_take_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "place", vacancy=vacancy(place=Place("", "West Yorkshire")))
        refused(bench, "contract", vacancy=vacancy(contract=Contract.VOLUNTEER))
        refused(bench, "username", settings={"username": ""})
