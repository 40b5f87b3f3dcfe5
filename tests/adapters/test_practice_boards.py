"""The simulator's three plain boards keep the contract."""

from __future__ import annotations

from datetime import timedelta

from orchestrator.boards.contract import Account, Operation
from orchestrator.domain.errors import Unconfirmed
from orchestrator.domain.receipt import Live
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.boards import Blind, Findable, Keyed
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice


class TestBlind(BoardContract):
    adapter = Blind()
    account = Account("practice", secrets={"token": practice.BLIND_TOKEN})


class TestFindable(BoardContract):
    adapter = Findable()
    account = Account("practice", secrets={"token": practice.FINDABLE_TOKEN})

    def test_the_look_up_trails_behind_by_no_more_than_is_declared(self, bench: Bench, simulator: Operator) -> None:
        simulator.options("findable", lag_seconds=5.0)
        posting = bench.published(sample.posting())
        assert bench.find(posting) == []
        simulator.advance(self.adapter.find_lag / timedelta(seconds=1))
        assert len(bench.find(posting)) == 1


class TestKeyed(BoardContract):
    adapter = Keyed()
    account = Account("practice", secrets={"token": practice.KEYED_TOKEN})

    def test_a_lost_answer_is_settled_by_the_same_bytes(self, bench: Bench, simulator: Operator) -> None:
        posting = sample.posting()
        prepared = bench.prepared(posting)
        simulator.fault("keyed", "drop_after", next=1)
        self._fails(Unconfirmed, bench)
        assert isinstance(bench.change(Operation.PUBLISH, posting, prepared), Live)
        assert simulator.creates("keyed") == {posting.reference: 1}

    def test_counts_are_the_boards(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        assert [count.metric.value for count in bench.counts(posting)] == ["impression", "click", "application"]
