"""One `<job>` of Indeed's feed. Source: docs.indeed.com/indeed-apply/xml-feed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from html import unescape
from urllib.parse import quote_plus, urlsplit, urlunsplit

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.inbound import takes_applications
from orchestrator.boards.text import cdata
from orchestrator.domain.pay import Pay
from orchestrator.domain.vacancy import Contract, Hours, Vacancy

HOURS = {Hours.FULL_TIME: "fulltime", Hours.PART_TIME: "parttime", Hours.EITHER: "fulltime,parttime"}
CONTRACTS = {Contract.FIXED_TERM: "contract", Contract.TEMPORARY: "temporary", Contract.BANK: "perdiem"}
SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


def entry(posting: Posting, variant: Variant, account: Account) -> bytes:
    """The element with its texts in CDATA; what must be present for a remote vacancy is present and empty."""
    vacancy, place = variant.vacancy, variant.vacancy.place
    elements = {
        "title": variant.slots["title"],
        # The date on the page, never moved by an edit: Indeed takes a newer one for a fresh advert in disguise.
        "date": _utc(posting.starts_at),
        "referencenumber": posting.reference,
        "requisitionid": vacancy.requisition or posting.reference,
        "url": _marked(posting.page),
        "company": variant.employer,
        "sourcename": account.settings["source_name"],
        "city": "Remote" if place.remote else place.town,
        "state": "" if place.remote else place.region,
        "country": place.country,
        "postalcode": "" if place.remote else place.postcode,
        "email": account.settings["email"],
        "salary": _salary(vacancy.pay),
        "jobtype": _job_type(vacancy),
        "category": vacancy.category,
        **({"remotetype": "Fully remote"} if place.remote else {}),
        **({"streetaddress": place.street} if place.street and not place.remote else {}),
        **({"expirationdate": posting.ends_at.date().isoformat()} if posting.ends_at else {}),
    }
    lines = [f"<{name}>{cdata(_plain(value))}</{name}>" for name, value in elements.items()]
    if apply := _apply(posting, variant, account):
        lines.append(f"<indeed-apply-data>{cdata(apply)}</indeed-apply-data>")
    lines.append(f"<description>{cdata(_unescaped(variant.slots['body.html']))}</description>")
    return ("<job>\n" + "\n".join(lines) + "\n</job>\n").encode()


def _apply(posting: Posting, variant: Variant, account: Account) -> str:
    """Candidates apply at Indeed only where their applications have somewhere to go."""
    settings = account.settings
    if not (settings.get("apply_token") and takes_applications(account)):
        return ""
    given = {
        "apiToken": settings["apply_token"],
        "jobId": posting.reference,
        "jobTitle": variant.slots["title"],
        "postUrl": account.hook,
        "jobUrl": posting.page,
        "phone": "optional",
    }
    return "&".join(f"indeed-apply-{name}={quote_plus(value)}" for name, value in given.items())


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _marked(page: str) -> str:
    parts = urlsplit(page)
    return urlunsplit(parts._replace(query="&".join(part for part in (parts.query, "source=Indeed") if part)))


def _salary(pay: Pay | None) -> str:
    """`£26064 - £30000 per year`: Indeed advises against separators of thousands."""
    if pay is None or not pay.known:
        return ""
    sign = SIGNS.get(pay.currency, f"{pay.currency} ")
    ends = dict.fromkeys(_amount(sign, end) for end in (pay.minimum, pay.maximum) if end is not None)
    words = " - ".join(ends)
    if pay.minimum is None or pay.maximum is None:
        words = ("Up to " if pay.minimum is None else "From ") + words
    return f"{words} per {pay.period.value}"


def _amount(sign: str, amount: Decimal) -> str:
    whole = amount == amount.to_integral_value()
    return f"{sign}{amount:.0f}" if whole else f"{sign}{amount:.2f}"


def _job_type(vacancy: Vacancy) -> str:
    return ",".join(part for part in (HOURS[vacancy.hours], CONTRACTS.get(vacancy.contract, "")) if part)


def _unescaped(html: str) -> str:
    """HTML as Indeed wants it inside CDATA: real characters, no entities.

    Angle brackets that are text become typographic ones: written out they would be tags, and escaped ones are refused.
    """
    return _plain(unescape(html.replace("&lt;", "‹").replace("&gt;", "›")).replace("\xa0", " "))


def _plain(text: str) -> str:
    """Text in which nothing looks like an entity, which Indeed refuses inside CDATA."""
    return re.sub(r"&(?=#?\w+;)", "& ", text)
