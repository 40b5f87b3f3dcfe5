"""Bluesky keeps the contract, and speaks its wire format."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from adapters.bluesky import Bluesky
from orchestrator.boards.contract import Account
from orchestrator.boards.text import graphemes
from orchestrator.domain.errors import Retry
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Live
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused


class TestBluesky(BoardContract):
    adapter = Bluesky()
    account = Account(
        "practice",
        settings={"handle": practice.LOGINS["bluesky"].id},
        secrets={"password": practice.LOGINS["bluesky"].secret},
    )

    def test_golden(self, bench: Bench) -> None:
        payload = json.loads(bench.prepared(sample.posting()).payload)
        same("bluesky.json", json.dumps(payload, indent=1, ensure_ascii=False).encode())

    def test_a_post_is_cut_by_graphemes_and_its_link_is_marked_in_bytes(self, bench: Bench) -> None:
        long = replace(sample.WORDING, summary="👩🏽‍⚕️ Pflege für alle " * 40)
        record = json.loads(bench.prepared(sample.posting(), long).payload)["record"]
        assert graphemes(record["text"]) <= 300
        assert len(record["text"]) > 300, "an emoji of several characters is one grapheme"
        [facet] = record["facets"]
        span = record["text"].encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]]
        assert span.decode() == sample.posting().apply_link

    def test_bytes_are_counted_too(self, bench: Bench) -> None:
        long = replace(sample.WORDING, summary="👩🏽‍⚕️" * 280)
        record = json.loads(bench.prepared(sample.posting(), long).payload)["record"]
        assert len(record["text"].encode()) <= 3_000

    def test_a_record_key_is_the_references_own(self, bench: Bench) -> None:
        keys = {json.loads(bench.prepared(sample.posting(f"CC-{n}-1")).payload)["rkey"] for n in range(50)}
        assert len(keys) == 50
        assert all(re.fullmatch("[234567a-j][2-7a-z]{12}", key) for key in keys)

    def test_a_session_that_ended_is_opened_anew(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        simulator.advance(7_200)
        with pytest.raises(Retry):
            bench.change(Operation.UPDATE, posting)
        assert isinstance(bench.change(Operation.UPDATE, posting), Live)

    def test_what_cannot_be_posted_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "text", slots={"post": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "handle", settings={"handle": ""})
