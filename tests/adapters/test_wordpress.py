"""WordPress keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from adapters.wordpress import WordPress
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Rejected
from orchestrator.domain.operation import Operation
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import practice

from .golden import same
from .refusals import refused, vacancy


class TestWordPress(BoardContract):
    adapter = WordPress()
    account = Account(
        "practice",
        settings={"base_url": "https://jobs.elmfield.example", "user": practice.LOGINS["wordpress"].id},
        secrets={"password": practice.LOGINS["wordpress"].secret},
    )

    def test_golden(self, bench: Bench) -> None:
        bench.fields = {"types": "2", "categories": "7, 9"}
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("wordpress.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_a_refusal_names_our_field(self, bench: Bench) -> None:
        prepared = bench.prepared(sample.posting())
        broken = json.dumps(json.loads(prepared.payload) | {"job-types": ["care"]}).encode()
        with pytest.raises(Rejected) as failed:
            bench.change(Operation.PUBLISH, sample.posting(), replace(prepared, payload=broken))
        assert [reason.field for reason in failed.value.reasons] == ["types"]

    def test_what_cannot_be_listed_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "types", fields={"types": "care"})
        refused(bench, "base_url", settings={"base_url": "jobs.elmfield.example"})
        refused(bench, "user", settings={"user": ""})

    @pytest.mark.parametrize(
        ("pay", "words"),
        [
            (Pay(Decimal("12.6"), Decimal(13), period=PayPeriod.HOUR), ("12.60 - 13", "HOUR")),
            (Pay(Decimal(30000), Decimal(30000)), ("30000", "YEAR")),
            (None, (None, None)),
        ],
    )
    def test_pay_is_one_text(self, bench: Bench, pay: Pay | None, words: tuple[str, str]) -> None:
        meta = json.loads(bench.prepared(sample.posting(), vacancy=vacancy(pay=pay)).payload)["meta"]
        assert (meta.get("_job_salary"), meta.get("_job_salary_unit")) == words
