"""schema.org JobPosting to a draft (https://schema.org/JobPosting, as boards and careers sites really write it)."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from orchestrator.domain.advert import Wording
from orchestrator.domain.pay import Pay
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Apply, Vacancy
from orchestrator.pay.amount import amount, currency, period
from orchestrator.pay.parts import pay_of

from .advert_file import MOST_BODY
from .apply import mailbox, web_address
from .draft import Draft, Unreadable
from .employment import read_employment, weekly_hours
from .html import looks_like_html, to_markdown
from .location import country_code, open_to, split_location
from .text import body, entries, one_line

_FIGURES = re.compile(
    r"[£€$\d.,\s–-]+|\b(?:to|per|pa|p\.a\.?|annum|year|a|hour|gbp|up|from|between|and)\b", re.IGNORECASE
)


def read_posting(posting: Mapping[str, object]) -> Draft:
    """The draft of one JobPosting. Raises Unreadable where title or description is missing.

    A field that cannot be used is left out and named in the draft's notes; nothing is guessed but what the
    notes say. When the posting was published elsewhere is not taken over as a schedule of ours.
    """
    notes: list[str] = []
    title = _plain(posting.get("title"))
    if not title:
        raise Unreadable("the JobPosting has no title")
    if len(title) > 300:
        raise Unreadable(f"the JobPosting's title has {len(title)} characters; at most 300 fit")
    place = _place(posting, notes)
    contract, hours, assumed = read_employment(_texts(posting.get("employmentType")))
    vacancy = Vacancy(
        title=title,
        place=place,
        pay=_pay(posting, place.country, notes),
        contract=contract,
        hours=hours,
        weekly_hours=weekly_hours(_plain(posting.get("workHours"))),
        openings=_openings(posting.get("totalJobOpenings"), notes),
        must_haves=_entries(posting, "qualifications", "skills"),
        apply=_apply(posting, notes),
        requisition=_name(posting.get("identifier"), "value", "name")[:100],
        category=(_name(posting.get("occupationalCategory")) or _name(posting.get("industry")))[:300],
        closes_on=_closes(posting.get("validThrough"), notes),
    )
    wording = Wording(title, _body(posting), benefits=_entries(posting, "jobBenefits"))
    return Draft(_name(posting.get("hiringOrganization")), vacancy, wording, notes=(*notes, *assumed))


def _body(posting: Mapping[str, object]) -> str:
    source = posting.get("description")
    if not isinstance(source, str) or not source.strip():
        raise Unreadable("the JobPosting has no description")
    try:
        text = to_markdown(source) if looks_like_html(source) else body(entities.unescape(source))
    except ValueError as error:
        raise Unreadable(str(error)) from None
    if not text:
        raise Unreadable("the JobPosting's description has no text")
    if len(text) > MOST_BODY:
        raise Unreadable(f"the description has {len(text)} characters; at most {MOST_BODY} fit")
    return text


def _texts(value: object) -> Iterator[str]:
    """Texts and numbers in a value that may be one or a list of them."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            yield part
        elif isinstance(part, (int, float, Decimal)) and not isinstance(part, bool):
            yield str(part)


def _plain(value: object) -> str:
    """The first text of a value, on one line, without tags and entities."""
    text = next(_texts(value), "")[:5000]
    if looks_like_html(text):
        text = re.sub(r"<[^<>]{0,2000}>", " ", entities.unescape(text))
    return one_line(entities.unescape(text))


def _first(value: object) -> Mapping[str, object] | None:
    """The first object of a value that may be one or a list of them."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, Mapping):
            return part
    return None


def _name(value: object, *keys: str) -> str:
    """A text, or what an object that stands for it calls itself."""
    named = _first(value)
    if named is None:
        return _plain(value)[:300]
    return next((text for key in (keys or ("name",)) if (text := _plain(named.get(key)))), "")[:300]


def _place(posting: Mapping[str, object], notes: list[str]) -> Place:
    remote = any("TELECOMMUTE" in text.upper() for text in _texts(posting.get("jobLocationType")))
    where = posting.get("jobLocation")
    if isinstance(where, list) and len(where) > 1:
        notes.append(f"{len(where)} places given; the first is used")
    location = _first(where)
    address = location.get("address", location.get("name")) if location else where
    parts = _first(address)
    if parts is None:
        town, region, postcode, country = split_location(_plain(address)[:500])
        street = ""
    else:
        town, region = _name(parts.get("addressLocality")), _name(parts.get("addressRegion"))
        postcode, street = _plain(parts.get("postalCode"))[:20], _plain(parts.get("streetAddress"))[:300]
        country = _country(parts.get("addressCountry"))
    required = posting.get("applicantLocationRequirements")
    if not country and remote:
        country = _country(required)
    if not country:
        notes.append("country not stated; GB assumed")
    if not town and not remote:
        notes.append("town not stated")
    return Place(town, region, postcode, street, country or "GB", remote, _open_to(required, notes) if remote else ())


def _open_to(value: object, notes: list[str]) -> tuple[str, ...]:
    """Countries of `applicantLocationRequirements`; areas that are none are named in a note, not guessed."""
    found: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        said = _name(each)
        try:
            found += open_to(said)
        except ValueError:
            notes.append(f"remote work is open to {said[:60]!r}, which has no code here; left out")
    return tuple(dict.fromkeys(found))


def _country(value: object) -> str:
    said = _name(value)
    code = country_code(said)
    if said and code is None:
        raise Unreadable(f"the country {said[:60]!r} is not known; give its two letters (ISO 3166-1)")
    return code or ""


def _pay(posting: Mapping[str, object], country: str, notes: list[str]) -> Pay | None:
    salary = posting.get("baseSalary", posting.get("estimatedSalary"))
    amounts = _first(salary) or {}
    value = amounts.get("value", salary if not amounts else None)
    range_ = _first(value) or amounts
    minimum, maximum = _sum(range_.get("minValue")), _sum(range_.get("maxValue"))
    said = _plain(range_.get("value") if range_ is not amounts else None) or _plain(value)
    if minimum is None and maximum is None:
        minimum = maximum = _sum(said)
    stated = _plain(amounts.get("currency")) or _plain(range_.get("currency")) or _plain(posting.get("salaryCurrency"))
    unit = period(_plain(range_.get("unitText")) or _plain(range_.get("unitCode")) or _plain(amounts.get("unitText")))
    note = said[:200] if (minimum is None and maximum is None) or re.search("[A-Za-z]", _FIGURES.sub("", said)) else ""
    if _sum(said) is not None:
        note = ""
    sign = next((sign for sign in "£€$" if sign in said), "")
    pay, problems = pay_of(minimum, maximum, currency(stated or sign, country), unit, note)
    notes.extend(problems)
    return pay


def _sum(value: object) -> Decimal | None:
    """A sum in a text or number; None for anything else, and for 0, which stands for unknown."""
    try:
        return amount(next(_texts(value), "")) or None
    except ValueError:
        return None


def _openings(value: object, notes: list[str]) -> int:
    text = _plain(value)
    if not text:
        return 1
    found = re.fullmatch(r"([1-9]\d{0,3})(?:\.0+)?", text)
    if not found:
        notes.append(f"number of openings {text[:40]!r} left out")
    return int(found[1]) if found else 1


def _entries(posting: Mapping[str, object], *keys: str) -> tuple[str, ...]:
    """A list in one of several keys; prose is none."""
    for key in keys:
        value = posting.get(key)
        if isinstance(value, list):
            found = tuple(text for part in value if (text := _name(part)))[:30]
        elif isinstance(value, str):
            found = entries(to_markdown(value[:20_000]) if looks_like_html(value) else value[:20_000])
        else:
            found = ()
        if found:
            return found
    return ()


def _apply(posting: Mapping[str, object], notes: list[str]) -> Apply:
    contact = _first(posting.get("applicationContact")) or {}
    url, email = _plain(posting.get("url")), _plain(contact.get("email"))
    try:
        return Apply(web_address(url) if url else "", mailbox(email) if email else "")
    except ValueError as error:
        notes.append(f"{error}; left out")
        return Apply()


def _closes(value: object, notes: list[str]) -> date | None:
    """The local day of a time such as 2020-11-11T23:59:59+0000 or 2020-11-11; its zone does not change the day."""
    text = _plain(value)
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        notes.append(f"closing date {text[:40]!r} is not ISO 8601; left out")
        return None
