"""Answers that are whole and not what was documented: they end in a right outcome, never in a fault of the adapter."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

import pytest

from orchestrator.boards import contract
from orchestrator.boards.contract import Account, Adapter
from orchestrator.domain.errors import BoardError, Unconfirmed
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Gone, Live, Submitted
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.simulator import Operator

from .case import both, http, offers, when

EVERY_CALL = 20


class AnswerCases:
    adapter: ClassVar[Adapter]
    account: ClassVar[Account]

    @when(http)
    def test_an_answer_that_was_encoded_twice_is_understood_or_unconfirmed(
        self, bench: Bench, simulator: Operator, board: str
    ) -> None:
        simulator.fault(board, "double_json", next=1)
        try:
            receipt = bench.change(Operation.PUBLISH, sample.posting())
        except Unconfirmed:
            pass
        else:
            assert isinstance(receipt, Live | Submitted)
            assert receipt.external_id in ("", simulator.live(board)[0]["external_id"])
        assert simulator.creates(board) == {sample.posting().reference: 1}

    @when(both(http, offers(contract.Checks)))
    @pytest.mark.parametrize("kind", ["double_json", "empty", "strange_state"])
    def test_a_look_at_what_is_there_never_says_that_it_has_gone(
        self, bench: Bench, simulator: Operator, board: str, kind: str
    ) -> None:
        posting = bench.published(sample.posting())
        simulator.fault(board, kind, next=EVERY_CALL)
        with suppress(BoardError):
            assert not isinstance(bench.check(posting), Gone)

    @when(http)
    @pytest.mark.parametrize("operation", [Operation.PUBLISH, Operation.UPDATE, Operation.WITHDRAW])
    def test_a_state_nobody_knows_is_no_fault_of_ours(
        self, bench: Bench, simulator: Operator, board: str, operation: Operation
    ) -> None:
        posting = sample.posting()
        if operation is not Operation.PUBLISH:
            posting = bench.published(posting)
        if not hasattr(self.adapter, operation.value):
            return
        simulator.fault(board, "strange_state", next=EVERY_CALL)
        with suppress(BoardError):
            bench.change(operation, posting)
        assert simulator.creates(board) == {posting.reference: 1}

    @when(both(http, offers(contract.Batches)))
    def test_what_is_missing_from_the_answer_to_a_batch_is_unconfirmed(
        self, bench: Bench, simulator: Operator, board: str
    ) -> None:
        postings = [sample.posting(), sample.posting("CC-1042-10")]
        simulator.fault(board, "omit", next=1)
        answers = bench.many(Operation.PUBLISH, postings)
        assert answers.keys() == {each.reference for each in postings}
        as_a_whole = all(isinstance(each, Submitted) for each in answers.values())  # no item stands in the answer
        assert as_a_whole or any(isinstance(each, Unconfirmed) for each in answers.values())
