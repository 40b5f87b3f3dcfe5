"""Board accounts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Down:
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Account:
    id: int
    board: str
    name: str
    health: str
    health_words: str
    health_note: str
    credits: str | None
    credits_note: str
    login: str
    can: str
    action: str


@dataclass(frozen=True, slots=True)
class Boards:
    may_change: bool
    down: tuple[Down, ...]
    accounts: tuple[Account, ...]


BOARDS = Boards(
    may_change=True,
    down=(
        Down(
            "TotalJobs has not answered since 05:40",
            "6 postings wait for it and keep their place. Other boards are not held up. We try again at 10:45.",
        ),
    ),
    accounts=(
        Account(
            1,
            "Reed",
            "Fairhaven main account",
            "working",
            "Working",
            "last answer 40 seconds ago",
            "23 of 60",
            "run out about 19 December",
            "Tested 09:00",
            "Post, update, withdraw, find, counts",
            "Test",
        ),
        Account(
            2,
            "TotalJobs",
            "Group contract",
            "down",
            "Down",
            "4 failed looks",
            "11 of 20",
            "theirs says 12: check",
            "Tested 09:00",
            "Post, update, withdraw, counts",
            "Pause",
        ),
        Account(
            3,
            "CareHome.co.uk",
            "By hand",
            "working",
            "Working",
            "2 tasks open",
            None,
            "",
            "A person signs in",
            "Checklist with proof",
            "Tasks",
        ),
        Account(
            4,
            "LinkedIn",
            "Agency page",
            "attention",
            "Login ends Friday",
            "sign in again before 27 November",
            "4 of 10 slots",
            "",
            "Ends in 4 days",
            "Post, update, withdraw",
            "Sign in again",
        ),
        Account(
            5,
            "DWP Find a Job",
            "Fairhaven",
            "practice",
            "Practice",
            "sends to the simulator only",
            "free",
            "",
            "Not tested",
            "Post, update, withdraw",
            "Switch live",
        ),
    ),
)
