"""Adzuna's feed for advertisers: Adzuna fetches a document of all open adverts at least daily.

Source: adzuna.co.uk/jobs/xml-specification.html. Nothing is sent, and Adzuna gives no answer.
"""

from __future__ import annotations

from datetime import datetime

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.field import Field
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import decimal, given_by
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.text import with_query
from orchestrator.boards.xml import Content, element, fragment
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours

PERIODS = (PayPeriod.HOUR, PayPeriod.DAY, PayPeriod.MONTH, PayPeriod.YEAR)
HOURS = {Hours.FULL_TIME: "full_time", Hours.PART_TIME: "part_time"}
COUNTRIES = {"GB": "UK"}  # as in Adzuna's own list; one spelling in a whole document


class Adzuna(Fetched):
    name = "adzuna"
    label = "Adzuna (XML feed)"
    countries: tuple[str, ...] = ()
    audience = "adzuna.co.uk"
    base_url = "https://www.adzuna.co.uk"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(100)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4"}),
        plain_titles=True,
    )
    fields: tuple[Field, ...] = (Field("category", "Category", hint="Adzuna's label or number, never changed later."),)
    unverified: tuple[str, ...] = (
        "In which countries beside the UK Adzuna takes feeds was not read; none is refused.",
        "Which HTML elements a description keeps is not documented.",
        "Adzuna says nothing of rows it rejects: fetched is the strongest evidence there is.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place = variant.vacancy, variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("page", posting.page, "Adzuna needs the advert's page; switch the careers site on"),
            missing("place", place.town or place.region, "Adzuna needs a town; add it to the vacancy"),
            missing("place", place.country, "Adzuna needs the country; add it to the vacancy"),
        ])  # fmt: skip
        contract = "permanent" if vacancy.contract in (Contract.PERMANENT, Contract.APPRENTICESHIP) else "contract"
        values: dict[str, Content] = {
            "id": posting.reference,
            "title": variant.slots["title"],
            "description": variant.slots["body.html"],
            "url": with_query(posting.page, "utm_source=adzuna"),
            **_where(place),
            **_salary(vacancy.pay),
            "company": variant.employer,
            "category": variant.fields.get("category", ""),
            "contract_type": contract,
            "contract_time": HOURS.get(vacancy.hours, ""),
            "date": posting.starts_at.date().isoformat(),
        }
        return fragment(element("job", {name: value for name, value in values.items() if value}))

    def opening(self, account: Account, built_at: datetime) -> bytes:
        return b'<?xml version="1.0" encoding="UTF-8"?>\n<jobs>\n'

    def closing(self, account: Account) -> bytes:
        return b"</jobs>\n"


def _where(place: Place) -> dict[str, str]:
    country = COUNTRIES.get(place.country, place.country)
    return {"location": place.town or place.region, "postcode": place.postcode, "country": country}


def _salary(pay: Pay | None) -> dict[str, str]:
    """In words and in figures; Adzuna knows no weeks, so pay by the week is given by the year."""
    given = given_by(pay, PERIODS)
    if given is None:
        return {}
    ends = {"salary_min": given.minimum, "salary_max": given.maximum}
    figures = {name: decimal(end) for name, end in ends.items() if end is not None}
    words = " - ".join(dict.fromkeys(f"{given.currency} {figure}" for figure in figures.values()))
    period = given.period.value
    return {
        "salary": f"{words} per {'annum' if given.period is PayPeriod.YEAR else period}",
        **figures,
        "salary_frequency": period,
        "salary_currency": given.currency,
    }
