"""Teaching Vacancies keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from adapters.teaching_vacancies import TeachingVacancies
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Rejected
from orchestrator.domain.operation import Operation
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused, vacancy


class TestTeachingVacancies(BoardContract):
    adapter = TeachingVacancies()
    account = Account("practice", secrets={"api_key": practice.LOGINS["teaching_vacancies"].secret})
    fields = {"job_roles": "teaching_assistant, other_support", "phases": "primary", "school_urns": "100000"}  # noqa: RUF012

    def test_golden(self, bench: Bench) -> None:
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("teaching_vacancies.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_an_unknown_outcome_is_settled_by_sending_again(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        assert bench.published(sample.posting()) == posting
        assert len(simulator.live("teaching_vacancies")) == 1

    def test_a_text_that_another_advert_has_is_refused(self, bench: Bench, simulator: Operator) -> None:
        simulator.options("teaching_vacancies", same_text=True)
        bench.published(sample.posting())
        with pytest.raises(Rejected, match="too like"):
            bench.change(Operation.PUBLISH, sample.posting("CC-1042-2"))

    def test_a_refusal_names_our_field(self, bench: Bench) -> None:
        prepared = bench.prepared(sample.posting())
        broken = json.loads(prepared.payload)
        broken["vacancy"] |= {"salary": "", "working_patterns": ["now and then"]}
        with pytest.raises(Rejected) as failed:
            bench.change(Operation.PUBLISH, sample.posting(), replace(prepared, payload=json.dumps(broken).encode()))
        assert [reason.field for reason in failed.value.reasons] == ["pay"]

    def test_what_the_service_does_not_take_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "end", posting=replace(sample.posting(), ends_at=None))
        refused(bench, "pay", vacancy=vacancy(pay=None))
        refused(bench, "school_urns", fields={"school_urns": ""})
        refused(bench, "contract", vacancy=vacancy(contract=Contract.VOLUNTEER))
        refused(bench, "place", vacancy=vacancy(place=Place("Dublin", country="IE")))
