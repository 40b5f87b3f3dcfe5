"""Indeed's Job Sync API keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from adapters.indeed import Indeed
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Rejected, Retry, Unauthorized
from orchestrator.domain.operation import Operation
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Submitted
from orchestrator.domain.vacancy import Contract, Hours, Vacancy
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused, vacancy


def body(bench: Bench, changed: Vacancy = sample.VACANCY) -> dict[str, Any]:
    request = json.loads(bench.prepared(sample.posting(), vacancy=changed).payload)
    [posting] = request["variables"]["input"]["jobPostings"]
    found: dict[str, Any] = posting["body"] | posting["metadata"]
    return found


class TestIndeed(BoardContract):
    adapter = Indeed()
    account = Account(
        "practice",
        settings={
            "client_id": practice.LOGINS["indeed"].id,
            "source_name": "Elmfield Group",
            "contact_name": "R. Shah",
            "contact_email": "hiring@elmfield.example",
        },
        secrets={"client_secret": practice.LOGINS["indeed"].secret},
    )

    def test_golden(self, bench: Bench) -> None:
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("indeed.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_sent_again_it_is_the_same_advert(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        bench.change(Operation.WITHDRAW, posting)
        assert simulator.live("indeed") == []
        assert bench.published(sample.posting()) == posting
        assert len(simulator.live("indeed")) == 1

    def test_a_refusal_inside_a_200_names_our_field(self, bench: Bench) -> None:
        prepared = bench.prepared(sample.posting())
        broken = json.loads(prepared.payload)
        salary = broken["variables"]["input"]["jobPostings"][0]["body"]["salary"]
        salary["maximumMinor"] = salary["minimumMinor"] - 1
        with pytest.raises(Rejected) as failed:
            bench.change(Operation.PUBLISH, sample.posting(), replace(prepared, payload=json.dumps(broken).encode()))
        assert [reason.field for reason in failed.value.reasons] == ["pay"]

    def test_a_token_that_ran_out_is_replaced(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        simulator.advance(3_600)
        with pytest.raises(Retry):
            bench.change(Operation.UPDATE, posting)
        assert isinstance(bench.change(Operation.UPDATE, posting), Submitted)

    def test_a_refused_client_is_unauthorized(self, bench: Bench) -> None:
        with pytest.raises(Unauthorized, match="invalid_client"):
            bench.test(replace(self.account, settings={**self.account.settings, "client_id": "nobody"}))

    def test_what_indeed_does_not_take_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": "é" * 32_501})
        refused(bench, "page", posting=replace(sample.posting(), page=""))
        refused(bench, "place", vacancy=vacancy(place=Place("", country="GB", remote=True)))
        refused(bench, "place", vacancy=vacancy(place=Place("Leeds", country="")))
        refused(bench, "pay", vacancy=vacancy(pay=Pay(Decimal(1), Decimal(2), "pounds")))
        refused(bench, "contact_email", settings={"contact_email": "nobody"})
        refused(bench, "source_type", settings={"source_type": "Agency"})

    @pytest.mark.parametrize(
        ("pay", "expected"),
        [
            (Pay(Decimal("12.605"), Decimal(13), period=PayPeriod.HOUR), (1261, 1300, "HOUR")),
            (Pay(Decimal(500), None, period=PayPeriod.WEEK), (50_000, None, "WEEK")),
        ],
    )
    def test_pay_is_in_pence(self, bench: Bench, pay: Pay, expected: tuple[int, int | None, str]) -> None:
        salary = body(bench, vacancy(pay=pay))["salary"]
        assert (salary["minimumMinor"], salary.get("maximumMinor"), salary["period"]) == expected

    def test_pay_without_a_lower_end_is_only_in_the_text(self, bench: Bench) -> None:
        given = body(bench, vacancy(pay=Pay(None, Decimal(30000))))
        assert "salary" not in given
        assert "Up to £30,000" in given["description"]

    def test_kinds_of_work_and_benefits(self, bench: Bench) -> None:
        given = body(bench, vacancy(hours=Hours.EITHER, contract=Contract.APPRENTICESHIP))
        assert given["taxonomyClassification"]["jobTypes"] == ["Full-time", "Part-time", "Apprenticeship"]
        assert given["benefits"] == list(sample.WORDING.benefits)
        assert "Care Manager" not in given["description"]
