"""The contract that every adapter keeps, as tests to subclass:

    class TestReed(BoardContract):
        adapter = Reed()
        account = Account("practice", {...}, {...})

Push adapters are tried against the simulator, whose board of the same name (or `simulated`) must speak the real wire
format. Cases that do not apply to what the adapter offers are not collected for it; the others are never skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

import pytest

from orchestrator.boards.contract import Account, Adapter
from orchestrator.domain.vacancy import Vacancy
from orchestrator.outbound.transport import Transport
from orchestrator.rendering.renderer import Renderer
from orchestrator.testing import sample
from orchestrator.testing import simulator as practice
from orchestrator.testing.bench import Bench

from .answer import AnswerCases
from .case import inapplicable
from .data import DataCases
from .fault import FaultCases
from .operation import OperationCases
from .payload import PayloadCases

__all__ = ["BoardContract"]


class BoardContract(DataCases, PayloadCases, OperationCases, FaultCases, AnswerCases):
    """`fields`: values of the adapter's own fields, where some are required. `simulated`: the simulator's board.

    `vacancy`: one that the board takes, where the ordinary one is in the wrong country or lacks what it asks for.
    """

    adapter: ClassVar[Adapter]
    account: ClassVar[Account]
    fields: ClassVar[Mapping[str, str]] = {}
    simulated: ClassVar[str] = ""
    vacancy: ClassVar[Vacancy] = sample.VACANCY

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name in inapplicable(cls, cls.adapter):
            setattr(cls, name, None)

    @pytest.fixture(scope="class")
    @classmethod
    def running_simulator(cls) -> Iterator[practice.Operator]:
        with practice.running() as operator:
            yield operator

    @pytest.fixture(scope="class")
    @classmethod
    def transport(cls) -> Iterator[Transport]:
        transport = Transport()
        yield transport
        transport.close()

    @pytest.fixture(scope="class")
    @classmethod
    def renderer(cls) -> Renderer:
        """One for all cases, as in a process: it compiles each template once."""
        return Renderer()

    @pytest.fixture
    def simulator(self, running_simulator: practice.Operator) -> practice.Operator:
        """A simulator that has seen nothing yet."""
        running_simulator.reset()
        return running_simulator

    @pytest.fixture
    def board(self) -> str:
        """The simulator's name of the board."""
        return self.simulated or self.adapter.name

    @pytest.fixture
    def bench(self, simulator: practice.Operator, board: str, transport: Transport, renderer: Renderer) -> Bench:
        address = f"{simulator.url}/{board}"
        return Bench(self.adapter, self.account, address, transport, self.fields, self.vacancy, renderer)
