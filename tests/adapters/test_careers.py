"""The careers site keeps the contract, and its markup is what Google asks for."""

from __future__ import annotations

from adapters.careers import Careers
from orchestrator.boards.contract import Account
from orchestrator.testing.contract import BoardContract


class TestCareers(BoardContract):
    adapter = Careers()
    account = Account("our own site")
