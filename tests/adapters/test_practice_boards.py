"""The simulator's three plain boards keep the contract."""

from __future__ import annotations

from orchestrator.boards.contract import Account
from orchestrator.testing.boards import Blind, Findable, Keyed
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import practice


class TestBlind(BoardContract):
    adapter = Blind()
    account = Account("practice", secrets={"token": practice.BLIND_TOKEN})


class TestFindable(BoardContract):
    adapter = Findable()
    account = Account("practice", secrets={"token": practice.FINDABLE_TOKEN})


class TestKeyed(BoardContract):
    adapter = Keyed()
    account = Account("practice", secrets={"token": practice.KEYED_TOKEN})
