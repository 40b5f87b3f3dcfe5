"""HR-XML 2.5 PositionOpening: a document of openings in the standard's own words, for whoever reads that.

Source: the public schema http://ns.hr-xml.org/2007-04-15, SEP/PositionOpening.xsd, which every entry is valid to.
"""

from __future__ import annotations

import re
from datetime import datetime

from lxml.etree import _Element as Element

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.field import Field, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import decimal
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.xml import element, fragment
from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours, Vacancy

NAMESPACE = "http://ns.hr-xml.org/2007-04-15"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
CLASSES = {
    Contract.PERMANENT: "Direct Hire",
    Contract.APPRENTICESHIP: "Direct Hire",
    Contract.FIXED_TERM: "Contract",
    Contract.TEMPORARY: "Temporary",
    Contract.BANK: "Temporary",
}
SCHEDULES = {Hours.FULL_TIME: "Full Time", Hours.PART_TIME: "Part Time"}
INTERVALS = {
    PayPeriod.HOUR: "Hourly",
    PayPeriod.DAY: "Daily",
    PayPeriod.WEEK: "Weekly",
    PayPeriod.MONTH: "Monthly",
    PayPeriod.YEAR: "Annually",
}
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


class HrXml(Fetched):
    name = "hr_xml"
    label = "HR-XML (PositionOpening feed)"
    countries: tuple[str, ...] = ()
    audience = ""  # each account is a reader of its own
    base_url = ""
    limits = Limits(slots={"title": Length(1), "body.txt": Length(1)}, plain_titles=True)
    credentials: tuple[Field, ...] = (
        Field("reader", "Who reads it", need=Need.REQUIRED, hint="Stands in the document as owner of the posting."),
        Field("language", "Language of the adverts", default="en-GB", hint="As in xml:lang, such as en-GB."),
        Field("root", "Name of the outer element", default="PositionOpenings", hint="As the reader wants it."),
    )
    unverified: tuple[str, ...] = (
        "The standard knows no document of several openings: each reader has an outer element of its own.",
        "EURES takes version 3.2 and Le Forem one of 2006: neither is this one.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place = variant.vacancy, variant.vacancy.place
        root = account.settings.get("root") or "PositionOpenings"
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "HR-XML needs an address to apply at"),
            missing("place", place.country, "HR-XML needs the country; add it to the vacancy"),
            missing("place", place.label, "HR-XML needs the place; add the town to the vacancy"),
            None if NAME.fullmatch(root) else Reason("root", f"{root!r} is no name of an XML element"),
            None
            if vacancy.contract in CLASSES
            else Reason("contract", f"HR-XML has no {vacancy.contract.value} work; choose another board"),
        ])  # fmt: skip
        valid = {"validFrom": posting.starts_at.date().isoformat()}
        if posting.ends_at:
            valid["validTo"] = posting.ends_at.date().isoformat()
        opening = [
            element("PositionRecordInfo", [
                element("Id", {"IdValue": posting.reference}, idOwner=variant.employer, **valid),
                element("Status", "Active", **valid),
            ]),
            element("PositionPostings", {"PositionPosting": [
                element("Id", {"IdValue": posting.reference}, idOwner=account.settings["reader"], **valid),
                element("Title", variant.slots["title"]),
            ]}),
            element("PositionSupplier", {"EntityName": variant.employer}, relationship="self"),
            element("PositionProfile", [
                element("PositionDateInfo"),
                element("Organization", {"OrganizationName": variant.employer}),
                element("PositionDetail", _detail(vacancy, variant.slots["title"])),
                element("FormattedPositionDescription", {"Name": "jobDescription", "Value": variant.slots["body.txt"]}),
                element("HowToApply", {"ApplicationMethod": {"InternetWebAddress": posting.apply_link}}),
            ], **{LANGUAGE: account.settings.get("language") or "en-GB"}),
            element("NumberToFill", vacancy.openings),
        ]  # fmt: skip
        return fragment(element("PositionOpening", opening))

    def opening(self, account: Account, built_at: datetime) -> bytes:
        root = account.settings.get("root") or "PositionOpenings"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'.encode()

    def closing(self, account: Account) -> bytes:
        return f"</{account.settings.get('root') or 'PositionOpenings'}>\n".encode()


def _detail(vacancy: Vacancy, title: str) -> list[Element]:
    """In the order of the schema's sequence."""
    found = [_location(vacancy.place), element("PositionTitle", title)]
    found.append(element("PositionClassification", CLASSES[vacancy.contract]))
    if schedule := SCHEDULES.get(vacancy.hours):
        found.append(element("PositionSchedule", schedule))
    if vacancy.pay is not None and vacancy.pay.known:
        found.append(element("RemunerationPackage", [_pay(vacancy.pay)]))
    return found


def _location(place: Place) -> Element:
    address = {
        "CountryCode": place.country,
        "PostalCode": place.postcode,
        "Region": place.region,
        "Municipality": place.town,
    }
    kept = {name: value for name, value in address.items() if value}
    return element("PhysicalLocation", {"Name": place.label, "PostalAddress": kept})


def _pay(pay: Pay) -> Element:
    ends = {"BasePayAmountMin": pay.minimum, "BasePayAmountMax": pay.maximum}
    amounts = {name: decimal(end) for name, end in ends.items() if end is not None}
    return element("BasePay", amounts, currencyCode=pay.currency, baseInterval=INTERVALS[pay.period])
