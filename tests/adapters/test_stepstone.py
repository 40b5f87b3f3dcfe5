"""StepStone keeps the contract, and its replies are understood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.stepstone import StepStone
from orchestrator.boards.contract import Account
from orchestrator.domain.errors import Blocked, BoardError, Rejected, Retry, Unauthorized, Unconfirmed
from orchestrator.domain.operation import Operation
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Live
from orchestrator.testing import sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import Operator, practice

from .golden import same
from .refusals import refused, vacancy


class TestStepStone(BoardContract):
    adapter = StepStone()
    account = Account(
        "practice",
        settings={
            "base_url": "https://jobfeed.example/push",
            "username": practice.LOGINS["stepstone"].id,
            "sender": "7001",
            "organisation": "45",
            "site": "totaljobs",
        },
        secrets={"password": practice.LOGINS["stepstone"].secret},
    )
    fields = {"categories": "1001, 1020"}  # noqa: RUF012

    def test_golden(self, bench: Bench) -> None:
        same("stepstone.xml", bench.prepared(sample.posting()).payload)

    @pytest.mark.parametrize(
        ("code", "error"),
        [
            (204, Rejected),
            (320, Rejected),
            (331, Rejected),
            (210, Blocked),
            (312, Blocked),
            (403, Unauthorized),
            (408, Retry),
            (500, Retry),
            (999, Unconfirmed),
        ],
    )
    def test_every_code_has_a_meaning(
        self, bench: Bench, simulator: Operator, code: int, error: type[BoardError]
    ) -> None:
        simulator.options("stepstone", code=code)
        with pytest.raises(error, match=str(code)) as failed:
            bench.change(Operation.PUBLISH, sample.posting())
        if isinstance(failed.value, Blocked | Retry):
            assert failed.value.retry_after == 3_600

    def test_an_update_revives_what_is_offline(self, bench: Bench, simulator: Operator) -> None:
        posting = bench.published(sample.posting())
        bench.change(Operation.WITHDRAW, posting)
        assert isinstance(bench.change(Operation.UPDATE, posting), Live)
        assert len(simulator.live("stepstone")) == 1

    def test_a_reference_is_used_once(self, bench: Bench) -> None:
        posting = bench.published(sample.posting())
        bench.change(Operation.WITHDRAW, posting)
        with pytest.raises(Blocked, match="used before"):
            bench.change(Operation.PUBLISH, sample.posting())

    def test_what_stepstone_does_not_take_is_refused_before_sending(self, bench: Bench) -> None:
        refused(bench, "title", slots={"title": "x" * 201})
        refused(bench, "text", slots={"body.html": ""})
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link=""))
        refused(bench, "apply link", posting=replace(sample.posting(), apply_link="https://x.example/" + "x" * 2_083))
        refused(bench, "place", vacancy=vacancy(place=Place("", "West Yorkshire")))
        refused(bench, "categories", fields={"categories": "care"})
        refused(bench, "site", settings={"site": ""})
        refused(bench, "language", settings={"language": "fr"})
