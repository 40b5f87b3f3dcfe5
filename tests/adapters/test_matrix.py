"""Matrix keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace

from adapters.matrix import Matrix
from orchestrator.boards.contract import Account
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused


class TestMatrix(BoardContract):
    adapter = Matrix()
    account = Account(
        "practice",
        settings={"base_url": "https://matrix.example", "room": practice.LOGINS["matrix"].id},
        secrets={"token": practice.LOGINS["matrix"].secret},
    )

    def test_golden(self, bench: Bench) -> None:
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("matrix.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_a_transaction_is_one_event(self, bench: Bench, simulator: Operator) -> None:
        assert bench.published(sample.posting()) == bench.published(sample.posting())
        assert simulator.creates("matrix") == {"CC-1042-1": 1}

    def test_what_a_person_writes_is_no_markup(self, bench: Bench) -> None:
        content = json.loads(
            bench.prepared(sample.posting(), replace(sample.WORDING, title="A <b>bold</b> job")).payload
        )
        assert content["body"].startswith("A <b>bold</b> job")
        assert content["formatted_body"].startswith("<strong>A &lt;b&gt;bold&lt;/b&gt; job</strong><br>")

    def test_what_cannot_be_posted_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "text", slots={"post": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "room", settings={"room": ""})
