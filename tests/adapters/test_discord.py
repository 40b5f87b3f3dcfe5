"""Discord keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from adapters.discord import Discord
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Unauthorized
from orchestrator.domain.operation import Operation
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import practice

from .golden import same
from .refusals import refused


class TestDiscord(BoardContract):
    adapter = Discord()
    account = Account(
        "practice",
        settings={"webhook": practice.LOGINS["discord"].id},
        secrets={"token": practice.LOGINS["discord"].secret},
    )

    def test_golden(self, bench: Bench) -> None:
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("discord.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_a_webhook_that_is_gone_is_unauthorized(self, bench: Bench) -> None:
        bench.account = replace(self.account, settings={"webhook": "990000000000000002"})
        with pytest.raises(Unauthorized, match="deleted"):
            bench.change(Operation.PUBLISH, sample.posting())

    def test_nobody_is_called_by_an_advert(self, bench: Bench) -> None:
        message = json.loads(bench.prepared(sample.posting()).payload)
        assert message["allowed_mentions"] == {"parse": []}

    def test_what_cannot_be_posted_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "text", slots={"post": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "webhook", settings={"webhook": ""})
