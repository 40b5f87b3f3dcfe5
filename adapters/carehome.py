"""carehome.co.uk and homecare.co.uk jobs: a feed that the board reads, for the UK care sector.

Source: support.carehome.co.uk/docs/xml-job-feed, whose stored copy ends in the middle of the schema; what comes after
`terms` is named in `unverified`.
"""

from __future__ import annotations

from datetime import datetime

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.field import Field, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import given_by
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.xml import Content, element, fragment
from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import Pay, PayPeriod

PAY_TYPES = {PayPeriod.HOUR: "per hour", PayPeriod.YEAR: "per annum"}


class CareHome(Fetched):
    name = "carehome"
    label = "carehome.co.uk (XML feed)"
    countries: tuple[str, ...] = ("GB",)
    audience = "carehome.co.uk"
    base_url = "https://www.carehome.co.uk"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "i", "b", "u", "strong", "em", "ol", "ul", "li", "br"}),
    )
    fields: tuple[Field, ...] = (
        Field("category", "Category", need=Need.REQUIRED, hint="In the board's words or its number."),
        Field("skills", "Skills", hint="With commas."),
    )
    unverified: tuple[str, ...] = (
        "The schema after terms was cut off: location, postcode, employer, hours, closing_date, apply_url are guessed.",
        "The board publishes a schema (job.xsd) that was not read: validate the feed against it before going live.",
        "Of the names of pay types, per hour and per annum are known; other pay is given by the year or in words.",
        "That an advert missing from the feed is withdrawn, and how often the feed is read, is general knowledge.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place, own = variant.vacancy, variant.vacancy.place, variant.fields
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "the board must know where to apply"),
            missing("pay", variant.slots.get("pay", ""), "carehome.co.uk needs the pay; add it to the vacancy"),
            missing("place", place.postcode or place.town, "carehome.co.uk needs a postcode or town; add it"),
            None if place.country == "GB" else Reason("place", f"the board is for the UK; this is in {place.country}"),
        ])  # fmt: skip
        category = own["category"].strip()
        values: dict[str, Content] = {
            "reference": posting.reference,
            "category": {"category_id" if category.isdigit() else "category_name": category},
            "title": variant.slots["title"],
            "description": variant.slots["body.html"],
            "skills": own.get("skills", ""),
            "terms": _terms(vacancy.pay, variant.slots.get("pay", "")),
            "location": ", ".join(part for part in (place.town, place.region) if part),
            "postcode": place.postcode,
            "employer": variant.employer,
            "hours": f"{vacancy.weekly_hours:g}" if vacancy.weekly_hours else "",
            "closing_date": posting.ends_at.date().isoformat() if posting.ends_at else "",
            "apply_url": posting.apply_link,
        }
        return fragment(element("job", {name: value for name, value in values.items() if value}))

    def opening(self, account: Account, built_at: datetime) -> bytes:
        return b'<?xml version="1.0" encoding="UTF-8"?>\n<feed>\n<jobs>\n'

    def closing(self, account: Account) -> bytes:
        return b"</jobs>\n</feed>\n"


def _terms(pay: Pay | None, said: str) -> Content:
    """Pay with its type and both ends, or one line of words: the schema takes one of the two."""
    given = given_by(pay, PAY_TYPES)
    if given is None or given.minimum is None or given.maximum is None:
        return {"salary": said}
    terms: dict[str, Content] = {
        "pay_type": {"pay_type_name": PAY_TYPES[given.period]},
        "salary_from": f"{given.minimum:.2f}",
        "salary_to": f"{given.maximum:.2f}",
    }
    return {"pay": terms}
