"""What the operations do when nothing goes wrong."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import ClassVar

from orchestrator.boards import contract
from orchestrator.boards.contract import Account, Adapter, Mode, Prepared
from orchestrator.domain.errors import Rejected
from orchestrator.domain.operation import Operation
from orchestrator.domain.reading import Metric
from orchestrator.domain.receipt import Gone, Live, PersonFinishes, Submitted
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.simulator import Operator

from .case import both, finds, mode, offers, push, when


class OperationCases:
    adapter: ClassVar[Adapter]
    account: ClassVar[Account]

    @when(push)
    def test_a_published_advert_is_at_the_board_under_our_reference(
        self, bench: Bench, simulator: Operator, board: str
    ) -> None:
        posting = sample.posting()
        receipt = bench.change(Operation.PUBLISH, posting)
        assert isinstance(receipt, Live | Submitted), f"publish answered {receipt}"
        assert pickle.loads(pickle.dumps(receipt)) == receipt  # noqa: S301 - our own bytes
        assert simulator.creates(board) == {posting.reference: 1}
        [shown] = simulator.live(board)
        assert receipt.external_id in ("", shown["external_id"])

    @when(both(push, offers(contract.Batches)))
    def test_a_batch_has_an_answer_for_each_of_its_postings(
        self, bench: Bench, simulator: Operator, board: str
    ) -> None:
        postings = [sample.posting(), sample.posting("CC-1042-10")]
        receipts = bench.many(Operation.PUBLISH, postings)
        assert receipts.keys() == {each.reference for each in postings}
        assert all(isinstance(each, Live | Submitted) for each in receipts.values())
        assert simulator.creates(board) == {each.reference: 1 for each in postings}

    @when(both(push, offers(contract.Updates)))
    def test_an_update_changes_the_advert_and_makes_no_other(
        self, bench: Bench, simulator: Operator, board: str
    ) -> None:
        posting = bench.published(sample.posting())
        edited = self._edited(bench)
        receipt = bench.change(Operation.UPDATE, posting, edited)
        assert isinstance(receipt, Live | Submitted)
        [shown] = simulator.live(board)
        assert shown["title"] == "Senior Care Coordinator"
        assert simulator.creates(board) == {posting.reference: 1}

    @when(both(push, offers(contract.Refreshes)))
    def test_a_refresh_keeps_the_advert(self, bench: Bench, simulator: Operator, board: str) -> None:
        posting = bench.published(sample.posting())
        assert isinstance(bench.change(Operation.REFRESH, posting), Live | Submitted)
        [shown] = simulator.live(board)
        assert posting.external_id in (None, shown["external_id"])

    @when(push)
    def test_a_withdrawn_advert_is_gone_and_may_be_withdrawn_again(
        self, bench: Bench, simulator: Operator, board: str
    ) -> None:
        posting = bench.published(sample.posting())
        assert isinstance(bench.change(Operation.WITHDRAW, posting), Gone | Submitted)
        assert simulator.live(board) == []
        assert isinstance(bench.change(Operation.WITHDRAW, posting), Gone | Submitted)

    @when(push)
    def test_an_advert_whose_id_is_not_known_is_not_taken_for_gone(
        self, bench: Bench, simulator: Operator, board: str
    ) -> None:
        posting = replace(bench.published(sample.posting()), external_id=None)
        try:
            bench.change(Operation.WITHDRAW, posting)
        except Rejected:
            assert len(simulator.live(board)) == 1
        else:
            assert simulator.live(board) == [], "the board must know it by our reference"

    @when(push)
    def test_what_is_repeatable_has_one_effect(self, bench: Bench, simulator: Operator, board: str) -> None:
        posting = bench.published(sample.posting())
        if Operation.PUBLISH in self.adapter.repeatable:
            assert bench.published(sample.posting()) == posting, "the same key names the same advert"
        for operation in (Operation.UPDATE, Operation.REFRESH, Operation.WITHDRAW):
            if operation in self.adapter.repeatable:
                named = replace(posting, key=f"{posting.key}.{operation}")
                first, second = bench.change(operation, named), bench.change(operation, named)
                assert type(first) is type(second)
                assert len(simulator.live(board)) == (0 if operation is Operation.WITHDRAW else 1)
        assert simulator.creates(board) == {posting.reference: 1}

    @when(finds)
    def test_a_look_up_finds_what_is_there(self, bench: Bench) -> None:
        posting = sample.posting()
        assert bench.find(posting) == []
        published = bench.published(posting)
        bench.published(sample.posting("CC-1042-10"))
        assert [each.external_id for each in bench.find(posting)] == [published.external_id]

    @when(both(finds, lambda adapter: Operation.PUBLISH not in adapter.repeatable))
    def test_a_look_up_finds_a_double(self, bench: Bench) -> None:
        posting = sample.posting()
        both_ids = {bench.published(posting).external_id, bench.published(posting).external_id}
        assert {each.external_id for each in bench.find(posting)} == both_ids

    @when(both(push, offers(contract.Lists)))
    def test_the_list_has_what_is_there_under_our_reference_and_nothing_that_has_gone(self, bench: Bench) -> None:
        posting, other = bench.published(sample.posting()), bench.published(sample.posting("CC-1042-10"))
        assert {each.external_id for each in bench.live()} >= {posting.external_id, other.external_id}
        assert any(each.names(posting.reference) for each in bench.live())
        bench.change(Operation.WITHDRAW, posting)
        assert [each.external_id for each in bench.live()] == [other.external_id]

    @when(both(push, offers(contract.Checks)))
    def test_a_check_sees_an_advert_and_its_end(self, bench: Bench) -> None:
        posting = bench.published(sample.posting())
        seen = bench.check(posting)
        assert isinstance(seen, Live)
        assert posting.external_id in (None, seen.external_id)
        bench.change(Operation.WITHDRAW, posting)
        assert isinstance(bench.check(posting), Gone)

    @when(both(push, offers(contract.CountsOne)))
    def test_counts_are_whole_numbers_of_known_metrics(self, bench: Bench) -> None:
        assert isinstance(self.adapter, contract.CountsOne)
        posting = bench.published(sample.posting())
        counts = bench.counts(posting)
        assert {each.metric for each in counts} == set(self.adapter.metrics) <= set(Metric)
        assert all(type(each.value) is int and each.value == 0 for each in counts)
        assert all(posting.external_id in (None, each.external_id) for each in counts)

    @when(offers(contract.Tests))
    def test_a_test_of_the_login_says_a_sentence(self, bench: Bench) -> None:
        assert bench.test().endswith(".")

    @when(mode(Mode.FEED, Mode.PAGE))
    def test_what_the_board_fetches_itself_is_submitted(self, bench: Bench) -> None:
        posting = sample.posting()
        for operation in (Operation.PUBLISH, Operation.UPDATE, Operation.WITHDRAW):
            receipt = bench.change(operation, posting)
            assert isinstance(receipt, Submitted)
            assert receipt.confirm_by, "say within how many seconds the board fetches"
            assert receipt.external_id == posting.reference
        assert bench.exchanges == [], "nothing is sent to a board that fetches"

    @when(mode(Mode.BY_HAND))
    def test_a_person_finishes(self, bench: Bench) -> None:
        for operation in (Operation.PUBLISH, Operation.UPDATE, Operation.WITHDRAW):
            assert isinstance(bench.change(operation, sample.posting()), PersonFinishes)
        assert bench.exchanges == []

    def _edited(self, bench: Bench) -> Prepared:
        return bench.prepared(sample.posting(), replace(sample.WORDING, title="Senior Care Coordinator"))
