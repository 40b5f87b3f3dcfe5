"""ZipRecruiter keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from adapters.ziprecruiter import ZipRecruiter
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Rejected
from orchestrator.domain.operation import Operation
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Live
from orchestrator.domain.vacancy import Contract, Hours
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused

AMERICAN = replace(sample.VACANCY, place=Place("Austin", "TX", "78701", country="US"))


class TestZipRecruiter(BoardContract):
    adapter = ZipRecruiter()
    account = Account(
        "practice",
        settings={"employer_id": practice.LOGINS["ziprecruiter"].id},
        secrets={"api_key": practice.LOGINS["ziprecruiter"].secret},
    )
    vacancy = AMERICAN

    def test_golden(self, bench: Bench) -> None:
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("ziprecruiter.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_a_closed_id_is_opened_again_by_an_update(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        bench.change(Operation.WITHDRAW, posting)
        assert isinstance(bench.change(Operation.UPDATE, posting), Live)
        assert len(simulator.live("ziprecruiter")) == 1

    def test_a_refusal_names_our_field(self, bench: Bench) -> None:
        prepared = bench.prepared(sample.posting())
        broken = json.dumps(json.loads(prepared.payload) | {"country": "GB"}).encode()
        with pytest.raises(Rejected) as failed:
            bench.change(Operation.PUBLISH, sample.posting(), replace(prepared, payload=broken))
        assert [reason.field for reason in failed.value.reasons] == ["place"]

    def test_what_it_does_not_take_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "place", vacancy=sample.VACANCY)
        refused(bench, "place", vacancy=replace(AMERICAN, place=Place("Austin", country="US")))
        refused(bench, "title", slots={"title": "RN"})
        refused(bench, "text", slots={"body.html": "<p>short</p>"})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "employer_id", settings={"employer_id": ""})
        refused(bench, "contract", vacancy=replace(AMERICAN, contract=Contract.VOLUNTEER))

    @pytest.mark.parametrize(
        ("pay", "least"),
        [
            (Pay(Decimal("30000.5"), None, "USD"), 30001),
            (Pay(Decimal(2000), None, "USD", PayPeriod.MONTH), 24000),
            (Pay(Decimal(20), None, "USD", PayPeriod.HOUR), None),
        ],
    )
    def test_pay_is_given_by_the_year_in_whole_units(self, bench: Bench, pay: Pay, least: int | None) -> None:
        payload = json.loads(bench.prepared(sample.posting(), vacancy=replace(AMERICAN, pay=pay)).payload)
        assert payload.get("compensation_min") == least
        assert "compensation_max" not in payload

    def test_town_and_state_stand_for_a_postcode(self, bench: Bench) -> None:
        vacancy = replace(AMERICAN, place=Place("Austin", "TX", country="US"), hours=Hours.PART_TIME)
        payload = json.loads(bench.prepared(sample.posting(), vacancy=vacancy).payload)
        assert (payload["city"], payload["state"], payload["job_type"]) == ("Austin", "TX", "part_time")
