"""An ordinary vacancy, wording and posting to try adapters with. Their dates are far from any clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from orchestrator.boards.contract import Posting
from orchestrator.domain.advert import Wording
from orchestrator.domain.pay import Pay
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Apply, Vacancy

EMPLOYER = "Elmfield Homecare"

VACANCY = Vacancy(
    title="Care Coordinator",
    place=Place("Leeds", "West Yorkshire", "LS1 4AP"),
    pay=Pay(Decimal(26064), Decimal(30000)),
    weekly_hours=37.5,
    must_haves=("A full UK driving licence", "One year in home care"),
    desirables=("An NVQ level 3 in health and social care",),
    checks=("An enhanced DBS check, which we pay for", "Two weeks of paid training before you start"),
    apply=Apply(url="https://elmfield.example/apply"),
    requisition="CC-1042",
    category="Social care",
    closes_on=date(2031, 4, 1),
)

WORDING = Wording(
    title="Care Coordinator",
    summary="Plan the visits that let sixty people in Leeds live at home.",
    body=(
        "You will plan the weekly rotas of forty home care workers, match people with the carers they know, and "
        "find cover when somebody is ill.\n\n"
        "- Answer families and social workers, and keep the care plans right\n"
        "- Share an on-call telephone one weekend in five\n"
    ),
    benefits=("28 days of holiday and your birthday", "A pension that we pay 5% into"),
    similar_titles=("Care Manager", "Service Coordinator", "Case Coordinator"),
)


def posting(reference: str = "CC-1042-1", page: str = "https://jobs.example/vacancies/CC-1042") -> Posting:
    """A posting that was never sent."""
    return Posting(
        reference=reference,
        generation=1,
        key=reference,
        apply_link=f"https://jobs.example/a/{reference}",
        page=page,
        starts_at=datetime(2031, 3, 3, 9, tzinfo=UTC),
        ends_at=datetime(2031, 3, 31, 22, 59, tzinfo=UTC),
    )
