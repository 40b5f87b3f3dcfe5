"""Jobg8: an exchange that pays boards by the click or application; it collects a file of all adverts.

Source: "Post Jobs – Technical Integration" 1.3 and 1.6, of which only the front part was read. The file is a snapshot:
what is missing from it is removed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import decimal, given_by
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.xml import Content, element, fragment
from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Contract, Hours

PERIODS = {PayPeriod.HOUR: "Hour", PayPeriod.DAY: "Day", PayPeriod.MONTH: "Month", PayPeriod.YEAR: "Annum"}
CONTRACTS = {
    Contract.PERMANENT: "Permanent",
    Contract.FIXED_TERM: "Contract",
    Contract.TEMPORARY: "Temporary",
    Contract.BANK: "Temporary",
}


class Jobg8(Fetched):
    name = "jobg8"
    label = "Jobg8 (snapshot file)"
    countries: tuple[str, ...] = ()
    audience = "jobg8.com"
    base_url = "https://www.jobg8.com"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li"}),
        lifetime=timedelta(days=28),
    )
    fields: tuple[Field, ...] = (
        Field("classification", "Classification", need=Need.REQUIRED, hint="In Jobg8's words."),
    )
    credentials: tuple[Field, ...] = (
        Field(
            "advertiser_type",
            "Advertiser type",
            Kind.CHOICE,
            choices={each: each for each in ("Direct", "Agency")},
            default="Direct",
        ),
    )
    unverified: tuple[str, ...] = (
        "Position and DisplayReference are known from others' feeds; all other element names are general knowledge.",
        "Jobg8 trims texts that are too long without a word; its limits were not read, so none is declared.",
        "Which details may be changed after posting was not read: an update may change a part only.",
        "An advert also ends when the clicks or applications that were bought are used up; no answer says so.",
        "Jobg8 bills by its own count of clicks: compare it with the apply link's.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place = variant.vacancy, variant.vacancy.place
        run = posting.ends_at - posting.starts_at if posting.ends_at else timedelta(0)
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "Jobg8 must know where to apply"),
            missing("place", place.town or place.postcode, "Jobg8 needs a place; add the town or postcode"),
            None if run.days <= 28 else Reason("end", f"{run.days} days; an advert runs 28 days at most"),
            None
            if vacancy.contract in CONTRACTS
            else Reason("contract", f"Jobg8 has no {vacancy.contract.value} work; choose another board"),
        ])  # fmt: skip
        values: dict[str, Content] = {
            "SenderReference": posting.reference,
            "DisplayReference": vacancy.requisition or posting.reference,
            "Position": variant.slots["title"],
            "Description": variant.slots["body.html"],
            "AdvertiserName": variant.employer,
            "AdvertiserType": account.settings.get("advertiser_type") or "Direct",
            "Classification": variant.fields["classification"],
            "Country": place.country,
            "Area": place.region,
            "Location": place.town,
            "PostCode": place.postcode,
            "EmploymentType": CONTRACTS[vacancy.contract],
            "WorkHours": "" if vacancy.hours is Hours.EITHER else vacancy.hours.value.replace("_", " ").title(),
            **_salary(vacancy.pay),
            "ApplicationURL": posting.apply_link,
        }
        kept = {name: value for name, value in values.items() if value}
        return fragment(element("Job", kept, Action="Post"))

    def opening(self, account: Account, built_at: datetime) -> bytes:
        return b'<?xml version="1.0" encoding="UTF-8"?>\n<Jobs>\n'

    def closing(self, account: Account) -> bytes:
        return b"</Jobs>\n"


def _salary(pay: Pay | None) -> dict[str, str]:
    given = given_by(pay, PERIODS)
    if given is None:
        return {}
    ends = {"SalaryMinimum": given.minimum, "SalaryMaximum": given.maximum}
    amounts = {name: decimal(end) for name, end in ends.items() if end is not None}
    return {"SalaryCurrency": given.currency, **amounts, "SalaryPeriod": PERIODS[given.period]}
