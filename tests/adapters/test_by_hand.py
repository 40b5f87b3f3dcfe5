"""Boards without an interface keep the contract, and their checklist has what a form asks for."""

from __future__ import annotations

from adapters.by_hand import ByHand
from orchestrator.boards.contract import Account
from orchestrator.testing.contract import BoardContract


class TestByHand(BoardContract):
    adapter = ByHand()
    account = Account("Village notice board", settings={"board": "Village notice board"})
