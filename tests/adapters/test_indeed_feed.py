"""Indeed's feed keeps the contract, and is read without remarks by the simulated Indeed."""

from __future__ import annotations

from adapters.indeed_feed import IndeedFeed
from orchestrator.boards.contract import Account
from orchestrator.testing.contract import BoardContract

ACCOUNT = Account(
    "practice",
    settings={
        "publisher": "Callboard",
        "publisher_url": "https://jobs.example",
        "source_name": "Elmfield Group",
        "email": "hiring@elmfield.example",
    },
)


class TestIndeedFeed(BoardContract):
    adapter = IndeedFeed()
    account = ACCOUNT
