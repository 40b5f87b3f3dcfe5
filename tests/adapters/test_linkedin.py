"""LinkedIn keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from adapters.linkedin import LinkedIn
from orchestrator.boards.contract import Account, Item
from orchestrator.domain.errors import Rejected, Retry, Unauthorized, Unconfirmed
from orchestrator.domain.operation import Operation
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Live, Pending, Submitted
from orchestrator.domain.vacancy import Contract, Hours
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused, vacancy


class TestLinkedIn(BoardContract):
    adapter = LinkedIn()
    account = Account(
        "practice",
        settings={"client_id": practice.LOGINS["linkedin"].id, "organization": "1234567"},
        secrets={"client_secret": practice.LOGINS["linkedin"].secret},
    )

    def test_golden(self, bench: Bench) -> None:
        bench.fields = {"functions": "hcpr, mgmt", "industry": "14", "experience": "ASSOCIATE"}
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("linkedin.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_a_task_is_asked_for_until_it_has_ended(self, bench: Bench, simulator: Operator) -> None:
        simulator.options("linkedin", task_seconds=90.0)
        posting = sample.posting()
        prepared = bench.prepared(posting)
        pending = self.adapter.publish(posting, prepared, self.account, bench.session(True))
        assert isinstance(pending, Pending)
        assert pending.poll_after == 300
        assert bench.poll(pending.handle) == pending
        simulator.advance(90)
        assert isinstance(bench.poll(pending.handle), Live)

    def test_a_failed_task_says_which_field(self, bench: Bench, simulator: Operator) -> None:
        simulator.options("linkedin", fail="JOB_FIELD_PROCESSOR_STANDARDIZED_LOCATION_FAILED: unknown place")
        with pytest.raises(Rejected) as failed:
            bench.published(sample.posting())
        assert [reason.field for reason in failed.value.reasons] == ["place"]
        assert "unknown place" in str(failed.value)

    def test_what_a_feed_still_serves_is_only_submitted(self, bench: Bench, simulator: Operator) -> None:
        simulator.options("linkedin", processed=True)
        assert isinstance(bench.change(Operation.PUBLISH, sample.posting()), Submitted)

    def test_an_item_that_is_missing_from_the_answer_is_unconfirmed(self, bench: Bench, simulator: Operator) -> None:
        simulator.options("linkedin", drop_item=True)
        answers = bench.many(Operation.PUBLISH, [sample.posting(), sample.posting("CC-1042-2")])
        assert isinstance(answers["CC-1042-1"], Live)
        assert isinstance(answers["CC-1042-2"], Unconfirmed)

    def test_one_item_can_be_refused_and_the_others_taken(self, bench: Bench) -> None:
        assert isinstance(self.adapter, LinkedIn)
        good, bad = sample.posting(), sample.posting("CC-1042-2")
        prepared = bench.prepared(good)
        short = json.loads(bench.prepared(bad).payload) | {"description": "short"}
        items = [Item(good, prepared), Item(bad, replace(prepared, payload=json.dumps(short).encode()))]
        answers = self.adapter.many(Operation.PUBLISH, items, self.account, bench.session(True))
        assert isinstance(answers[good.reference], Pending)
        refused_item = answers[bad.reference]
        assert isinstance(refused_item, Rejected)
        assert [reason.field for reason in refused_item.reasons] == ["text"]

    def test_a_token_is_used_again_until_it_is_refused(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        bench.change(Operation.UPDATE, posting)
        logins = [each for each in simulator.exchanges("linkedin") if each["operation"] == "login"]
        assert len(logins) == 1
        simulator.advance(1_800)
        with pytest.raises(Retry):
            bench.change(Operation.UPDATE, posting)
        assert isinstance(bench.change(Operation.UPDATE, posting), Live)

    def test_a_second_publish_of_one_reference_is_the_same_job(self, bench: Bench, simulator: Operator) -> None:
        first, second = bench.published(sample.posting()), bench.published(sample.posting())
        assert first == second
        assert len(simulator.live("linkedin")) == 1

    def test_a_wrong_secret_is_not_kept(self, bench: Bench) -> None:
        wrong = replace(self.account, secrets={"client_secret": "another"})
        with pytest.raises(Unauthorized):
            bench.test(wrong)
        assert bench.test().startswith("LinkedIn gives")

    def test_what_linkedin_does_not_take_is_refused_before_sending(self, bench: Bench) -> None:
        posting = sample.posting()
        refused(bench, "title", slots={"title": ""})
        refused(bench, "apply link", posting=replace(posting, apply_link=""))
        refused(bench, "organization", settings={"organization": ""})
        refused(bench, "place", vacancy=vacancy(place=Place("", "West Yorkshire")))
        refused(bench, "functions", fields={"functions": "a,b,c,d"})
        refused(bench, "product", fields={"product": "PREMIUM"})
        refused(bench, "end", posting=replace(posting, ends_at=posting.starts_at + timedelta(days=181)))
        long = replace(posting, ends_at=posting.starts_at + timedelta(days=91))
        refused(bench, "end", posting=long, fields={"product": "PREMIUM"}, settings={"contract": "9"})

    @pytest.mark.parametrize(
        ("pay", "expected"),
        [
            (Pay(Decimal("12.6"), Decimal(13), period=PayPeriod.HOUR), ("HOURLY", "12.60", "13")),
            (Pay(Decimal(26064), Decimal(30000)), ("YEARLY", "26064", "30000")),
        ],
    )
    def test_amounts_are_texts(self, bench: Bench, pay: Pay, expected: tuple[str, str, str]) -> None:
        payload = json.loads(bench.prepared(sample.posting(), vacancy=vacancy(pay=pay)).payload)
        [given] = payload["compensation"]["compensations"]
        ends = given["value"]["range"]
        assert (given["period"], ends["start"]["amount"], ends["end"]["amount"]) == expected

    def test_what_is_unknown_is_left_out(self, bench: Bench) -> None:
        kept = vacancy(pay=Pay(Decimal(1), None), hours=Hours.EITHER, place=Place("", country="GB", remote=True))
        payload = json.loads(bench.prepared(sample.posting(), vacancy=kept).payload)
        assert not {"compensation", "employmentStatus"} & payload.keys()
        assert (payload["location"], payload["workplaceTypes"]) == ("United Kingdom", ["Remote"])
        bank = json.loads(bench.prepared(sample.posting(), vacancy=vacancy(contract=Contract.BANK)).payload)
        assert bank["employmentStatus"] == "TEMPORARY"
