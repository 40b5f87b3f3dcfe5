"""LogicMelon keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from adapters.logicmelon import LogicMelon
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Rejected
from orchestrator.domain.operation import Operation
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import PersonFinishes, Submitted
from orchestrator.domain.vacancy import Contract, Hours
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused, vacancy

KEY, _, PASSWORD = practice.LOGINS["logicmelon"].secret.partition(":")


class TestLogicMelon(BoardContract):
    adapter = LogicMelon()
    account = Account(
        "practice",
        settings={"username": practice.LOGINS["logicmelon"].id},
        secrets={"api_key": KEY, "password": PASSWORD},
    )
    fields = {"destinations": "12, 40"}  # noqa: RUF012

    def test_golden(self, bench: Bench) -> None:
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("logicmelon.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_what_a_destination_still_wants_is_for_a_person(self, bench: Bench, simulator: Operator) -> None:
        simulator.options("logicmelon", asks_for="DrivingLicence")
        posting = sample.posting()
        receipt = self.adapter.publish(posting, bench.prepared(posting), self.account, bench.session(True))
        assert isinstance(receipt, PersonFinishes)
        assert "/finish/" in str(receipt.url)
        assert simulator.live("logicmelon") == []

    def test_a_second_publish_is_the_same_advert(self, bench: Bench, simulator: Operator) -> None:
        assert isinstance(bench.change(Operation.PUBLISH, sample.posting()), Submitted)
        assert isinstance(bench.change(Operation.PUBLISH, sample.posting()), Submitted)
        assert simulator.creates("logicmelon") == {"CC-1042-1": 1}

    def test_an_exception_about_the_request_is_a_refusal(self, bench: Bench) -> None:
        prepared = bench.prepared(sample.posting())
        broken = json.dumps(json.loads(prepared.payload) | {"sJobType": "X"}).encode()
        with pytest.raises(Rejected, match="sJobType"):
            bench.change(Operation.PUBLISH, sample.posting(), replace(prepared, payload=broken))

    def test_what_logicmelon_does_not_take_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "place", vacancy=vacancy(place=Place("", "West Yorkshire")))
        refused(bench, "contract", vacancy=vacancy(contract=Contract.VOLUNTEER))
        refused(bench, "username", settings={"username": ""})

    def test_kinds_and_pay(self, bench: Bench) -> None:
        kept = vacancy(
            contract=Contract.FIXED_TERM, hours=Hours.PART_TIME, pay=Pay(None, Decimal(13), period=PayPeriod.HOUR)
        )
        given = json.loads(bench.prepared(sample.posting(), vacancy=kept).payload)
        assert (given["sJobType"], given["sJobHours"]) == ("C", "P")
        assert (given["sSalaryTo"], given["sSalaryPer"], "sSalaryFrom" in given) == ("13", "H", False)
