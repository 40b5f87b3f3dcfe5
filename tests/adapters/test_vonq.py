"""VONQ keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from adapters.vonq import Vonq
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Rejected
from orchestrator.domain.operation import Operation
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Gone, Live, Submitted
from orchestrator.domain.vacancy import Contract
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused

LEEDS = Place("Leeds", "West Yorkshire", "LS1 4AP", "1 Park Row")
VACANCY = replace(sample.VACANCY, place=LEEDS)
TARGETS = {"education": "3 Vocational", "seniority": "2 Experienced", "industry": "29 Healthcare", "category": "8 Care"}


class TestVonq(BoardContract):
    adapter = Vonq()
    account = Account(
        "practice",
        settings={
            "company_id": practice.LOGINS["vonq"].id,
            "recruiter": "R. Shah",
            "logo": "https://elmfield.example/logo.png",
            "currency": "GBP",
        },
        secrets={"token": practice.LOGINS["vonq"].secret},
    )
    fields = {"products": "7b4a, 9c2d", "experience": "1", **TARGETS}  # noqa: RUF012
    vacancy = VACANCY

    def test_golden(self, bench: Bench) -> None:
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("vonq.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_an_order_is_live_when_a_look_says_so(self, bench: Bench, simulator: Operator) -> None:
        simulator.options("vonq", delay_seconds=3_600.0)
        posting = bench.published(sample.posting())
        assert isinstance(bench.check(posting), Submitted)
        with pytest.raises(Rejected, match="online campaign"):
            bench.change(Operation.WITHDRAW, posting)
        simulator.advance(3_600)
        assert isinstance(bench.check(posting), Live)
        assert isinstance(bench.change(Operation.WITHDRAW, posting), Gone)

    def test_what_no_board_processed_is_gone(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        simulator.options("vonq", not_processed=True)
        assert isinstance(bench.check(posting), Gone)

    def test_a_refusal_is_read_from_its_tree(self, bench: Bench) -> None:
        prepared = bench.prepared(sample.posting())
        broken = json.loads(prepared.payload)
        del broken["postingDetails"]["salaryIndication"]["range"]["to"]
        with pytest.raises(Rejected) as failed:
            bench.change(Operation.PUBLISH, sample.posting(), replace(prepared, payload=json.dumps(broken).encode()))
        assert [reason.field for reason in failed.value.reasons] == ["pay"]

    def test_what_vonq_does_not_take_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "page", posting=replace(sample.posting(), page=""))
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "place", vacancy=sample.VACANCY)
        refused(bench, "hours", vacancy=replace(VACANCY, weekly_hours=None))
        refused(bench, "pay", vacancy=replace(VACANCY, pay=Pay(Decimal(12), Decimal(13), period=PayPeriod.HOUR)))
        refused(bench, "contract", vacancy=replace(VACANCY, contract=Contract.VOLUNTEER))
        refused(bench, "industry", fields={"industry": "Healthcare"})

    def test_hours_and_pay_are_whole_numbers(self, bench: Bench) -> None:
        vacancy = replace(VACANCY, pay=Pay(None, Decimal("500.5"), period=PayPeriod.WEEK))
        details = json.loads(bench.prepared(sample.posting(), vacancy=vacancy).payload)["postingDetails"]
        assert details["weeklyWorkingHours"] == {"from": 37, "to": 38}
        assert details["salaryIndication"] == {"period": "yearly", "range": {"to": 26026, "currency": "GBP"}}
