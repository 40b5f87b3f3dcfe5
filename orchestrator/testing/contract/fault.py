"""What an adapter says when something goes wrong: named after what to do next."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import ClassVar, TypeVar

import pytest

from orchestrator.boards import contract
from orchestrator.boards.contract import Account, Adapter
from orchestrator.domain.errors import BoardError, Rejected, Retry, Unauthorized, Unconfirmed
from orchestrator.domain.operation import Operation
from orchestrator.domain.receipt import Live, Submitted
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.simulator import Operator

from .case import both, http, offers, push, when

E = TypeVar("E", bound=BoardError)

AFTER = ("error_after", "drop_after", "cut_header", "cut_body", "cut_chunk", "html", "empty", "wrong_type")
BEFORE = ("error_before", "unavailable", "drop_before", "redirect")


class FaultCases:
    adapter: ClassVar[Adapter]
    account: ClassVar[Account]

    @when(push)
    @pytest.mark.parametrize("kind", AFTER)
    def test_accepted_without_a_clear_answer_is_unconfirmed(
        self, bench: Bench, simulator: Operator, board: str, kind: str
    ) -> None:
        simulator.fault(board, kind, next=1)
        self._fails(Unconfirmed, bench)
        assert simulator.creates(board) == {sample.posting().reference: 1}

    @when(push)
    def test_accepted_and_no_answer_in_time_is_unconfirmed(self, bench: Bench, simulator: Operator, board: str) -> None:
        simulator.fault(board, "timeout", next=1)
        self._fails(Unconfirmed, bench, seconds=0.5)
        assert simulator.creates(board) == {sample.posting().reference: 1}

    @when(http)
    @pytest.mark.parametrize("kind", BEFORE)
    def test_no_clear_answer_is_unconfirmed_even_when_nothing_was_done(
        self, bench: Bench, simulator: Operator, board: str, kind: str
    ) -> None:
        simulator.fault(board, kind, next=1)
        self._fails(Unconfirmed, bench)
        assert simulator.creates(board) == {}

    @when(http)
    def test_too_many_requests_is_retried_when_the_board_says(
        self, bench: Bench, simulator: Operator, board: str
    ) -> None:
        simulator.fault(board, "throttle", next=1, retry_after="7")
        assert self._fails(Retry, bench).retry_after == 7
        assert simulator.creates(board) == {}

    @when(push)
    def test_a_board_that_cannot_be_reached_got_nothing(self, bench: Bench) -> None:
        bench.base_url = "http://127.0.0.1:9/nobody"
        self._fails(Retry, bench)

    @when(push)
    def test_a_refusal_says_why(self, bench: Bench, simulator: Operator, board: str) -> None:
        simulator.fault(board, "reject", next=1)
        refused = self._fails(Rejected, bench)
        assert "posting rules" in str(refused)
        assert all(reason.message for reason in refused.reasons)

    @when(push)
    def test_a_bad_login_is_unauthorized(self, bench: Bench, simulator: Operator, board: str) -> None:
        prepared = bench.prepared(sample.posting())
        for bad in (_with_bad_login(self.account), replace(self.account, secrets={})):
            with pytest.raises(Unauthorized):
                bench.change(Operation.PUBLISH, sample.posting(), prepared, account=bad)
        assert simulator.creates(board) == {}

    @when(both(push, offers(contract.Checks)))
    @pytest.mark.parametrize("kind", ["error_after", "html", "empty", "wrong_type", "cut_body", "throttle"])
    def test_a_look_that_fails_changes_nothing_and_is_retried(
        self, bench: Bench, simulator: Operator, board: str, kind: str
    ) -> None:
        posting = bench.published(sample.posting())
        simulator.fault(board, kind, next=1)
        with pytest.raises(Retry):
            bench.check(posting)
        assert isinstance(bench.check(posting), Live | Submitted)

    @when(push)
    def test_an_unclear_withdraw_is_unconfirmed(self, bench: Bench, simulator: Operator, board: str) -> None:
        posting = bench.published(sample.posting())
        simulator.fault(board, "error_after", next=1)
        with pytest.raises(Unconfirmed):
            bench.change(Operation.WITHDRAW, posting)
        assert simulator.live(board) == []

    @when(push)
    def test_evidence_is_kept_without_secrets(self, bench: Bench, simulator: Operator, board: str) -> None:
        bench.published(sample.posting())
        simulator.fault(board, "reject", next=1)
        failed = self._fails(Rejected, bench)
        said = repr(bench.exchanges) + repr(failed) + str(failed)
        assert len(bench.exchanges) >= 2
        for secret in filter(None, self.account.secrets.values()):
            assert secret not in said

    def _fails(self, error: type[E], bench: Bench, seconds: float = 5.0) -> E:
        with pytest.raises(error) as caught:
            bench.change(Operation.PUBLISH, sample.posting(), seconds=seconds)
        again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
        assert str(again) == str(caught.value)
        return caught.value


def _with_bad_login(account: Account) -> Account:
    """Every secret is well formed and somebody else's: the last character of each is another one."""
    return replace(
        account,
        secrets={name: value[:-1] + ("0" if value[-1:] != "0" else "1") for name, value in account.secrets.items()},
    )
