"""Before anything that cannot be taken back."""

from __future__ import annotations

from web.sheet import Sheet as Confirm

CONFIRM = Confirm(
    here="vacancies",
    question="Withdraw 27 postings of Care Coordinator?",
    consequences=(
        "24 come down by themselves, most within 10 minutes",
        "Indeed drops 2 at its next fetch, about 12:00",
        "1 on CareHome.co.uk becomes a task for you",
        "9 Reed credits are not refunded",
    ),
    note="Candidates who click later see a closing notice and your nearest open vacancies.",
    action="Withdraw 27 postings",
    keep="Keep them live",
    keep_href="/vacancy",
    danger=True,
    hidden=(("advert", "4"),),
)
