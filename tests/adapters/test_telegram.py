"""Telegram keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace

from adapters.telegram import Telegram
from orchestrator.boards.contract import Account
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Gone, Live
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused


class TestTelegram(BoardContract):
    adapter = Telegram()
    account = Account(
        "practice",
        settings={"chat": practice.LOGINS["telegram"].id},
        secrets={"token": practice.LOGINS["telegram"].secret},
    )

    def test_golden(self, bench: Bench) -> None:
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("telegram.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_what_may_not_be_deleted_any_more_says_that_it_is_closed(self, bench: Bench, simulator: Operator) -> None:
        simulator.options("telegram", delete_hours=48.0)
        posting = bench.published(sample.posting())
        simulator.advance(49 * 3_600)
        assert isinstance(bench.change(Operation.WITHDRAW, posting), Gone)
        assert simulator.live("telegram") == []

    def test_an_edit_that_changes_nothing_is_fine(self, bench: Bench) -> None:
        posting = bench.published(sample.posting())
        assert isinstance(bench.change(Operation.UPDATE, posting), Live)

    def test_a_link_to_the_message_is_known_in_a_public_channel(self, bench: Bench) -> None:
        assert str(bench.published(sample.posting()).url).startswith("https://t.me/practice_jobs/")

    def test_what_cannot_be_posted_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "text", slots={"post": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "chat", settings={"chat": ""})
