"""JsonFeed's feed keeps the contract, and is read without remarks by the imitation of its reader."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from adapters.syndicated import JsonFeed
from orchestrator.boards.contract import Account
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator

from .feed_document import board_reads, document, stays_harmless
from .golden import same
from .refusals import refused


class TestJsonFeed(BoardContract):
    adapter = JsonFeed()
    account = Account("practice", {"title": "Vacancies", "site": "https://jobs.example"})

    def test_golden(self, bench: Bench) -> None:
        same("json_feed.json", document(self.adapter, self.account, bench.prepared(sample.posting()).payload))

    def test_the_board_reads_it_without_remarks(self, bench: Bench, simulator: Operator) -> None:
        board_reads(bench, simulator, "json_feed")

    @pytest.mark.parametrize("kind", hostile.TEXTS)
    def test_hostile_texts_stay_texts(self, bench: Bench, simulator: Operator, kind: str) -> None:
        assert "<script" not in stays_harmless(bench, simulator, "json_feed", kind)

    def test_entries_are_items_of_one_array(self, bench: Bench) -> None:
        entries = [bench.prepared(sample.posting(f"CC-{number}-1")).payload for number in range(3)]
        for number in range(4):
            feed = json.loads(document(self.adapter, self.account, *entries[:number]))
            assert [each["id"] for each in feed["items"]] == [f"CC-{each}-1" for each in range(number)]

    def test_what_a_feed_cannot_do_without_is_refused(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": ""})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "page", posting=replace(sample.posting(), page=""))
        refused(bench, "site", settings={"site": "jobs.example"})
