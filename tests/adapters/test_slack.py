"""Slack keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from adapters.slack import Slack
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Unauthorized
from orchestrator.domain.operation import Operation
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import practice

from .golden import same
from .refusals import refused


class TestSlack(BoardContract):
    adapter = Slack()
    account = Account(
        "practice",
        settings={"channel": practice.LOGINS["slack"].id},
        secrets={"token": practice.LOGINS["slack"].secret},
    )

    def test_golden(self, bench: Bench) -> None:
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("slack.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_a_bot_outside_the_channel_is_unauthorized(self, bench: Bench) -> None:
        bench.account = replace(self.account, settings={"channel": "C000000"})
        with pytest.raises(Unauthorized, match="in the channel"):
            bench.change(Operation.PUBLISH, sample.posting())

    def test_what_a_person_writes_is_no_markup(self, bench: Bench) -> None:
        wording = replace(sample.WORDING, title="Care <!channel> & more")
        text = json.loads(bench.prepared(sample.posting(), wording).payload)["text"]
        assert text.startswith("*Care &lt;!channel&gt; &amp; more*")

    def test_what_cannot_be_posted_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "text", slots={"post": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "channel", settings={"channel": ""})
