"""Reed keeps the contract, and speaks its wire format."""

from __future__ import annotations

from adapters.reed import Reed
from orchestrator.boards.contract import Account
from orchestrator.testing.contract import BoardContract
from orchestrator.testing.simulator import practice

ACCOUNT = Account(
    "practice",
    settings={"client_id": str(practice.REED_CLIENT_ID), "username": practice.REED_USERNAME},
    secrets={
        "api_key": practice.REED_API_KEY,
        "posting_key": practice.REED_POSTING_KEY,
        "jobseeker_key": practice.REED_JOBSEEKER_KEY,
    },
)


class TestReed(BoardContract):
    adapter = Reed()
    account = ACCOUNT
