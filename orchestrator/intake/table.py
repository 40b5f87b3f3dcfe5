"""A table of vacancies, one a row, to drafts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from orchestrator.domain.advert import Wording
from orchestrator.domain.pay import Pay
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Apply, Vacancy
from orchestrator.pay.amount import amount, currency, period
from orchestrator.pay.parse import parse
from orchestrator.pay.parts import pay_of

from .advert_file import MOST_BODY
from .apply import read_apply
from .cells import Cells
from .draft import Draft, Item, Refusal, Unreadable
from .employment import read_employment, weekly_hours
from .headers import ALIASES, columns
from .html import looks_like_html, to_markdown
from .location import country_code, open_to, split_location
from .sheet import Row
from .text import body, entries

_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_YES = frozenset({"1", "1.0", "true", "yes", "y", "remote"})


def read_rows(rows: Iterator[Row], name: str) -> Iterator[Item | Refusal]:
    """The drafts of a table whose first row names its columns (`headers.ALIASES` lists the names).

    A row that names an `advert` and has no text of its own uses that advert's text: one of an earlier row, or one
    that exists already. Blank is unknown, never zero. A row is refused alone, with everything that is wrong with it.
    """
    try:
        header = next(rows, None)
        if header is None:
            yield Refusal(name, "the table is empty")
            return
        where = columns(header.cells)
        if "title" not in where and "advert" not in where:
            known = ", ".join(ALIASES["title"])
            yield Refusal(name, f"no column for the title; its first row must name the columns, one of them {known}")
            return
        row = None
        for row in rows:
            yield _read(Cells(row, where), f"{name} row {row.number}")
        if row is None:
            yield Refusal(name, "the table has no rows below its column names")
    except Unreadable as error:
        yield Refusal(name, str(error))


def _read(cells: Cells, name: str) -> Item | Refusal:
    advert, wording = cells.text("advert"), _wording(cells)
    vacancy = _vacancy(cells, advert)
    if wording is None and not advert:
        cells.problems.append("body: no text, and no advert named whose text is to be used")
    starts, ends = _time(cells, "publish"), _time(cells, "expires")
    employer = cells.text("employer")
    if cells.problems or vacancy is None:
        return Refusal(name, "; ".join(cells.problems))
    return Item(name, Draft(employer, vacancy, wording, starts, ends, advert, tuple(cells.notes)))


def _wording(cells: Cells) -> Wording | None:
    source = cells.raw("body")
    if not source:
        return None
    try:
        text = to_markdown(source) if looks_like_html(source) else body(source)
    except ValueError as error:
        cells.problems.append(f"body: {error}")
        return None
    if len(text) > MOST_BODY:
        cells.problems.append(f"body: {len(text)} characters; at most {MOST_BODY} fit")
    if not text:
        return None
    return Wording(
        title=cells.text("title"),
        body=text,
        summary=cells.text("summary", most=500),
        benefits=entries(cells.raw("benefits")),
        similar_titles=entries(cells.raw("similar_titles").replace(",", ";")),
    )


def _vacancy(cells: Cells, advert: str) -> Vacancy | None:
    title = cells.text("title") or advert
    if not title:
        cells.problems.append("title: missing")
    place = _place(cells)
    contract, hours, assumed = read_employment([cells.text("contract"), cells.text("hours")])
    cells.notes += assumed
    fields = {
        "pay": _pay(cells, place.country if place else ""),
        "weekly_hours": _weekly_hours(cells),
        "openings": _openings(cells),
        "must_haves": entries(cells.raw("must_haves")),
        "desirables": entries(cells.raw("desirables")),
        "checks": entries(cells.raw("checks")),
        "apply": _apply(cells),
        "requisition": _requisition(cells),
        "category": cells.text("category"),
        "closes_on": _closes(cells),
    }
    if cells.problems or place is None:
        return None
    return Vacancy(title, place, contract=contract, hours=hours, **fields)  # type: ignore[arg-type]


def _place(cells: Cells) -> Place | None:
    town, region, postcode, country = split_location(cells.text("place"))
    town, region = cells.text("town") or town, cells.text("region") or region
    said = cells.text("country")
    if said:
        country = country_code(said) or ""
        if not country:
            cells.problems.append(f"country: {said!r} is not known; write its two letters (ISO 3166-1)")
            return None
    postcode = _postcode(cells, country) or postcode
    remote = cells.text("remote").lower() in _YES
    if not country and cells.text("currency").upper() == "USD":
        country = "US"
        cells.notes.append("country not stated; US assumed from the currency")
    if not country:
        cells.notes.append("country not stated; GB assumed")
    if not town and not remote:
        cells.notes.append("town not stated")
    return Place(town, region, postcode, cells.text("street"), country or "GB", remote, _open_to(cells))


def _open_to(cells: Cells) -> tuple[str, ...]:
    try:
        return open_to(cells.text("remote_in"))
    except ValueError as error:
        cells.problems.append(f"remote_in: {error}")
        return ()


def _postcode(cells: Cells, country: str) -> str:
    """The postcode; an American one gets back the zero a spreadsheet has taken from it."""
    text = re.sub(r"\.0$", "", cells.text("postcode", most=20))
    if country == "US" and re.fullmatch(r"\d{3,4}", text):
        cells.notes.append(f"postcode {text} had lost its first zero")
        return text.zfill(5)
    return text


def _pay(cells: Cells, country: str) -> Pay | None:
    minimum, maximum = _sum(cells, "pay_min"), _sum(cells, "pay_max")
    note, said = cells.text("pay_note"), cells.text("pay")
    unit = period(cells.text("period")) if cells.text("period") else None
    if minimum is None and maximum is None and said:
        stated = parse(said)
        minimum, maximum = stated.minimum, stated.maximum
        note = note or (said if stated.note and not stated.assumed else "")
        unit = unit or (None if stated.assumed else stated.period)
    sign = next((sign for field in ("pay_min", "pay_max", "pay") for sign in "£€$" if sign in cells.raw(field)), "")
    pay, problems = pay_of(minimum, maximum, currency(cells.text("currency") or sign, country), unit, note)
    cells.notes += problems
    return pay


def _sum(cells: Cells, field: str) -> Decimal | None:
    text = cells.text(field)
    try:
        return (amount(text) or None) if text else None
    except ValueError as error:
        cells.problems.append(f"{field}: {error}; write 26500 or 12.71")
        return None


def _weekly_hours(cells: Cells) -> float | None:
    text = cells.text("weekly_hours") or cells.text("hours")
    hours = weekly_hours(text) if text else None
    if hours is None and cells.text("weekly_hours"):
        cells.problems.append(f"weekly_hours: {text!r} are no hours a week; write 37.5")
    return hours


def _openings(cells: Cells) -> int:
    text = cells.text("openings")
    found = re.fullmatch(r"([1-9]\d{0,3})(?:\.0+)?", text)
    if text and not found:
        cells.problems.append(f"openings: {text!r} is no number from 1 to 9999")
    return int(found[1]) if found else 1


def _apply(cells: Cells) -> Apply:
    text = cells.text("apply", most=2000)
    if not text:
        return Apply()
    if "@" not in text and "://" not in text and re.match(r"[\w-]+(?:\.[\w-]+)+(?:/|$)", text):
        text = f"https://{text}"
    try:
        return read_apply(text)
    except ValueError as error:
        cells.problems.append(f"apply: {error}")
        return Apply()


def _requisition(cells: Cells) -> str:
    text = re.sub(r"^(\d+)\.0$", r"\1", cells.text("requisition", most=100))
    if _ROUNDED.fullmatch(text):
        cells.notes.append(f"requisition {text} was rounded by a spreadsheet; kept as it stands")
    return text


def _closes(cells: Cells) -> date | None:
    text = cells.text("closes")
    if not text:
        return None
    try:
        if re.fullmatch(r"\d{13}(?:\.0)?", text):
            return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=float(text))).date()
        british = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
        if british:
            return date(int(british[3]), int(british[2]), int(british[1]))
        return date.fromisoformat(text[:10])
    except (ValueError, OverflowError):
        cells.problems.append(f"closes: {text!r} is no day; write 2026-11-30 or 30/11/2026 (day first)")
        return None


def _time(cells: Cells, field: str) -> str:
    text = cells.text(field)
    try:
        if text:
            datetime.fromisoformat(text)
    except ValueError:
        cells.problems.append(f"{field}: {text!r} is no time; write 2026-11-30T09:00")
    return text
