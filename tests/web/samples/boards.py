"""Board accounts."""

from __future__ import annotations

from orchestrator.domain.health import Health
from web.account_page import Down, ListPage, Row

BOARDS = ListPage(
    may_change=True,
    down=(
        Down(
            "TotalJobs has not answered since 05:40",
            "6 postings wait for it and keep their place. Other boards are not held up. We try again at 10:45.",
        ),
    ),
    accounts=(
        Row(
            1,
            "Reed",
            "Fairhaven main account",
            Health.WORKING,
            "Working",
            "last answer 40 seconds ago",
            "23 of 60",
            "run out about 19 December",
            "Tested 09:00",
            "Post, update, withdraw, find, counts",
            "Test",
        ),
        Row(
            2,
            "TotalJobs",
            "Group contract",
            Health.DOWN,
            "Down",
            "4 failed looks",
            "11 of 20",
            "theirs says 12: check",
            "Tested 09:00",
            "Post, update, withdraw, counts",
            "Pause",
        ),
        Row(
            3,
            "CareHome.co.uk",
            "By hand",
            Health.WORKING,
            "Working",
            "2 tasks open",
            None,
            "",
            "A person signs in",
            "Checklist with proof",
            "Tasks",
        ),
        Row(
            4,
            "LinkedIn",
            "Agency page",
            Health.ATTENTION,
            "Login ends Friday",
            "sign in again before 27 November",
            "4 of 10 slots",
            "",
            "Ends in 4 days",
            "Post, update, withdraw",
            "Sign in again",
        ),
        Row(
            5,
            "DWP Find a Job",
            "Fairhaven",
            Health.PRACTICE,
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
