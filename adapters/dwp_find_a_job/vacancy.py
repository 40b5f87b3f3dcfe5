"""One `<Vacancy>` of an upload. Source: the bulk upload specification, Appendix 1, and Teaching Vacancies' files."""

from __future__ import annotations

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.pay import decimal
from orchestrator.boards.refusal import missing
from orchestrator.boards.xml import Content, element, fragment
from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Contract, Hours

TYPES = {
    Contract.PERMANENT: "1",
    Contract.FIXED_TERM: "2",
    Contract.TEMPORARY: "3",
    Contract.BANK: "3",
    Contract.APPRENTICESHIP: "4",
}
HOURS = {Hours.FULL_TIME: "1", Hours.EITHER: "1", Hours.PART_TIME: "2"}
PERIODS = {
    PayPeriod.HOUR: "per hour",
    PayPeriod.DAY: "per day",
    PayPeriod.WEEK: "per week",
    PayPeriod.MONTH: "per month",
    PayPeriod.YEAR: "per annum",
}
EXTERNAL = "2"  # candidates apply at an address of ours


def unpostable(posting: Posting, variant: Variant) -> list[Reason | None]:
    """What DWP would refuse beside the declared limits and fields."""
    facts = variant.vacancy
    return [
        missing("place", facts.place.postcode, "Find a Job takes no advert without a postcode; add it to the vacancy"),
        missing("apply link", posting.apply_link, "Find a Job must know where to apply"),
        None
        if facts.place.country == "GB"
        else Reason("place", f"Find a Job is for Great Britain; this is in {facts.place.country}"),
        None
        if facts.contract in TYPES
        else Reason("contract", "Find a Job has no voluntary work; choose another board"),
    ]


def vacancy(posting: Posting, variant: Variant, account: Account) -> bytes:
    facts, place = variant.vacancy, variant.vacancy.place
    location = {"StreetAddress": place.street, "City": place.town, "State": place.region, "PostalCode": place.postcode}
    values: dict[str, Content] = {
        "Title": variant.slots["title"],
        "Description": variant.slots["body.txt"],
        "Location": {name: words for name, words in location.items() if words},
        "VacancyExpiry": posting.ends_at.date().isoformat() if posting.ends_at else "",
        "Salary": _salary(facts.pay) if account.settings.get("salary") == "yes" else "",
    }
    made = element("Vacancy", {name: each for name, each in values.items() if each}, vacancyRefCode=posting.reference)
    for name, number in (
        ("VacancyType", TYPES[facts.contract]),
        ("VacancyStatus", HOURS[facts.hours]),
        ("VacancyCategory", variant.fields["category"]),
        ("ApplyMethod", EXTERNAL),
    ):
        made.append(element(name, id=number))
    made.append(element("ApplyUrl", posting.apply_link))
    return fragment(made)


def _salary(pay: Pay | None) -> dict[str, Content]:
    if pay is None or not pay.known:
        return {}
    ends = {"Min": pay.minimum, "Max": pay.maximum}
    amounts = {name: decimal(end) for name, end in ends.items() if end is not None}
    return {**amounts, "Frequency": PERIODS[pay.period]}
