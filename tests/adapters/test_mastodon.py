"""Mastodon keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
from dataclasses import replace

from adapters.mastodon import Mastodon
from orchestrator.boards.contract import Account
from orchestrator.domain.operation import Operation
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused


class TestMastodon(BoardContract):
    adapter = Mastodon()
    account = Account(
        "practice",
        settings={"base_url": "https://mastodon.example", "hashtags": "#carejobs"},
        secrets={"token": practice.LOGINS["mastodon"].secret},
    )

    def test_golden(self, bench: Bench) -> None:
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("mastodon.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_a_long_post_is_cut_after_a_word_and_keeps_its_link(self, bench: Bench) -> None:
        long = replace(sample.WORDING, summary="Plan the visits. " * 60)
        status = json.loads(bench.prepared(sample.posting(), long).payload)["status"]
        text, _, link = status.partition("https://")
        assert len(text) + 23 + len(" #carejobs") <= 500
        assert text.rstrip().endswith("visits…") or text.rstrip().endswith("Plan the…") or "…" in text
        assert link == "jobs.example/a/CC-1042-1 #carejobs"

    def test_a_key_is_honoured_for_as_long_as_is_declared(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        simulator.advance(self.adapter.repeatable[Operation.PUBLISH].total_seconds())
        assert bench.published(sample.posting()) == posting

    def test_what_cannot_be_posted_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "text", slots={"post": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "base_url", settings={"base_url": "mastodon.example"})
        refused(bench, "language", settings={"language": "english"})
