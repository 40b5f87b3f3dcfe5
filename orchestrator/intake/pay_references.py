"""Pay figures from outside, as a table: one a row, by title, region and day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from orchestrator.pay.amount import plain
from orchestrator.pay.benchmark import Published
from orchestrator.pay.parse import parse
from orchestrator.pay.region import region_of, regions

from .draft import Refusal, Unreadable
from .sheet import LARGEST, Row, csv_rows, decode, xlsx_rows
from .text import one_line

ALIASES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "job title", "occupation", "role"),
    "pay": ("pay", "salary", "annual", "annual pay", "pay a year", "median", "rate"),
    "region": ("region", "area"),
    "postcode": ("postcode", "post code", "postcode district"),
    "town": ("town", "city", "place", "location"),
    "stated_on": ("stated on", "date", "as of", "published", "published on"),
    "source": ("source", "publisher", "survey"),
}
"""Field → names a column may have; case, punctuation and underscores do not matter."""


def read_pay_references(source: bytes) -> Iterator[Published | Refusal]:
    """The figures of a CSV or Excel file in pounds a year; a row that cannot be used is refused alone.

    A range counts by its middle, pay by the hour as full time. Never raises for what is in the file.
    """
    if len(source) > LARGEST:
        yield Refusal("file", f"larger than {LARGEST} bytes; split the file")
        return
    rows = xlsx_rows(source) if source.startswith(b"PK") else csv_rows(decode(source))
    try:
        header = next(rows, None)
        where = _columns(header) if header else {}
        if missing := [name for name in ("title", "pay", "stated_on", "source") if name not in where]:
            names = "; ".join(f"{name}: {', '.join(ALIASES[name])}" for name in missing)
            yield Refusal("row 1", f"it must name the columns; there is none for {names}")
            return
        for row in rows:
            yield _figure(row, where)
    except Unreadable as error:
        yield Refusal("file", str(error))


def _columns(header: Row) -> dict[str, int]:
    names = [re.sub(r"[\W_]+", " ", cell).strip().casefold() for cell in header.cells]
    return {
        field: next(names.index(alias) for alias in aliases if alias in names)
        for field, aliases in ALIASES.items()
        if any(alias in names for alias in aliases)
    }


def _figure(row: Row, where: Mapping[str, int]) -> Published | Refusal:
    said = {field: one_line(row.cells[index])[:300] if index < len(row.cells) else "" for field, index in where.items()}
    try:
        for name in ("title", "source"):
            if not said[name]:
                raise ValueError(f"{name}: empty")
        return Published(said["title"], _region(said), _annual(said["pay"]), _day(said["stated_on"]), said["source"])
    except ValueError as error:
        return Refusal(f"row {row.number}", str(error))


def _annual(text: str) -> Decimal:
    stated = parse(text)
    ends = [end for end in (stated.annual_minimum, stated.annual_maximum) if end is not None]
    if not ends or stated.currency not in (None, "GBP"):
        raise ValueError(f"pay: {text[:60]!r} is no pay in pounds; write 26064 or £12.71 an hour")
    return plain(sum(ends, Decimal(0)) / len(ends))


def _region(said: Mapping[str, str]) -> str:
    """A region by its name, else the one of the postcode or town."""
    named, known = said.get("region", ""), {each.casefold(): each for each in regions()}
    if named:
        if named.casefold() not in known:
            raise ValueError(f"region: {named[:60]!r} is not one of {', '.join(sorted(regions()))}")
        return known[named.casefold()]
    found = region_of(said.get("postcode", ""), said.get("town", ""))
    if found is None:
        raise ValueError("region: none is named, and neither postcode nor town says which")
    return found


def _day(text: str) -> date:
    british = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text)
    try:
        return date(int(british[3]), int(british[2]), int(british[1])) if british else date.fromisoformat(text[:10])
    except ValueError:
        raise ValueError(f"stated_on: {text[:40]!r} is no day; write 2026-11-30 or 30/11/2026 (day first)") from None
