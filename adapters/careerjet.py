"""Careerjet's feed: Careerjet fetches a document of all open adverts; its place is nested, and countries have names.

Source: careerjet.id/docs/feeds/xml (the newer form, with `id`).
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.field import Field
from orchestrator.boards.inbound import PASS_ON, Event, Inbound, Untrusted, event, form_values, takes_applications
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import spoken
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.text import with_query
from orchestrator.boards.xml import Marked, entry
from orchestrator.domain.errors import Reason
from orchestrator.domain.vacancy import Contract, Hours

HOURS = {Hours.FULL_TIME: "full-time", Hours.PART_TIME: "part-time", Hours.EITHER: ""}
CONTRACTS = {
    Contract.PERMANENT: "permanent",
    Contract.FIXED_TERM: "contract",
    Contract.TEMPORARY: "temporary",
    Contract.BANK: "temporary",
    Contract.APPRENTICESHIP: "internship",
    Contract.VOLUNTEER: "volunteering",
}
COUNTRIES = {"GB": "United Kingdom", "IE": "Ireland", "US": "United States", "CA": "Canada", "AU": "Australia"}


class Careerjet(Fetched):
    name = "careerjet"
    label = "Careerjet (XML feed)"
    countries: tuple[str, ...] = ()
    audience = "careerjet.co.uk"
    base_url = "https://www.careerjet.co.uk"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4"}),
    )
    credentials: tuple[Field, ...] = (
        Field("apply_key", "Apply key", hint="With it, candidates apply at Careerjet."),
        *PASS_ON,
    )
    unverified: tuple[str, ...] = (
        "Which elements are required is inferred from Careerjet's samples.",
        "Names of countries beyond five are not mapped: an advert elsewhere is refused.",
        "How source_signature is made is not documented: it must be there, and our address is secret.",
        "How often Careerjet fetches is not documented; it never says what it took.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place = variant.vacancy, variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("page", posting.page, "Careerjet needs the advert's page; switch the careers site on"),
            missing("place", place.town, "Careerjet needs the town; add it to the vacancy"),
            None
            if place.country in COUNTRIES
            else Reason("place", f"Careerjet wants a country's name, and that of {place.country!r} is not known here"),
        ])  # fmt: skip
        values: dict[str, Marked] = {
            "id": posting.reference,
            "title": variant.slots["title"],
            "url": with_query(posting.page, "src=careerjet"),
            "location": {"city": place.town, "region": place.region, "country": COUNTRIES[place.country]},
            "company": variant.employer,
            "description": variant.slots["body.html"],
            "contract_type": CONTRACTS[vacancy.contract],
            "working_hours": HOURS[vacancy.hours],
            "salary": spoken(vacancy.pay),
            "job_reference": posting.reference,
            "careerjet-apply-data": _apply(posting, variant, account),
        }
        return entry("job", values)

    def verify(self, request: Inbound, account: Account) -> None:
        """How `source_signature` is made is not documented: what is believed is that our address is secret."""
        if not form_values(request).get("source_signature"):
            raise Untrusted("the request is not signed", 403)

    def events(self, request: Inbound, account: Account) -> list[Event]:
        found = form_values(request)
        return [event(found.get("uuid", ""), found.get("job_id", ""))]

    def opening(self, account: Account, built_at: datetime) -> bytes:
        return b'<?xml version="1.0" encoding="UTF-8"?>\n<jobs>\n'

    def closing(self, account: Account) -> bytes:
        return b"</jobs>\n"


def _apply(posting: Posting, variant: Variant, account: Account) -> str:
    """Candidates apply at Careerjet only where their applications have somewhere to go."""
    settings, place = account.settings, variant.vacancy.place
    if not (settings.get("apply_key") and takes_applications(account)):
        return ""
    given = {
        "apply_key": settings["apply_key"],
        "jobTitle": variant.slots["title"],
        "jobLocation": place.town,
        "jobCompanyName": variant.employer,
        "jobId": posting.reference,
        "jobUrl": posting.page,
        "postUrl": account.hook,
    }
    return urlencode(given)
