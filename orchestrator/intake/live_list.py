"""A board's list of live adverts, as a person gets it there: a CSV or Excel file, or lines copied from its page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from orchestrator.domain.live_advert import LiveAdvert

from .sheet import Row, csv_rows, decode, xlsx_rows
from .text import one_line

ALIASES: Mapping[str, tuple[str, ...]] = {
    "reference": ("reference", "your reference", "client reference", "job reference", "job ref", "ref", "owner ref",
                  "vacancy reference", "requisition", "our reference"),
    "title": ("title", "job title", "advert title", "advert", "vacancy title", "position", "job"),
    "place": ("place", "location", "town", "city", "job location", "area"),
    "url": ("url", "link", "address", "job url", "advert url", "web address"),
    "external_id": ("external id", "id", "job id", "advert id", "vacancy id", "number", "advert number"),
}  # fmt: skip
"""Field → names a column may have; case, punctuation and underscores do not matter."""

MOST = 20_000
_FIELD = {alias: field for field, aliases in ALIASES.items() for alias in aliases}
_URL = re.compile(r"https?://[^\s\"'<>]+")


def read_live_list(source: bytes | str) -> list[LiveAdvert]:
    """The adverts of a list, at most `MOST`. Raises Unreadable for a file that cannot be opened.

    Where the first line names columns (`ALIASES`), they are read by name; otherwise each line is one advert whose
    parts may come in any order: reference, title, place, address.
    """
    workbook = isinstance(source, bytes) and source[:2] == b"PK"
    if workbook:
        assert isinstance(source, bytes)
        return _adverts(xlsx_rows(source))
    text = decode(source) if isinstance(source, bytes) else source
    first = next((line for line in text.splitlines() if line.strip()), "")
    if _columns(re.split("[,;\t]", first)):
        return _adverts(csv_rows(text))
    return _adverts(Row(number, (line.strip(),)) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _adverts(rows: Iterator[Row]) -> list[LiveAdvert]:
    found: list[LiveAdvert] = []
    where: Mapping[str, int] | None = None
    for row in rows:
        if where is None:
            where = _columns(row.cells)
            if where:
                continue
        found.append(_by_name(row.cells, where) if where else _by_look(row.cells))
        if len(found) == MOST:
            break
    return found


def _columns(cells: Iterable[str]) -> Mapping[str, int]:
    """Field → column; empty unless at least one known name stands there and no address."""
    names = [re.sub(r"[\W_]+", " ", cell).strip().casefold() for cell in cells]
    found: dict[str, int] = {}
    for index, name in enumerate(names):
        if name in _FIELD:
            found.setdefault(_FIELD[name], index)
    return found


def _by_name(cells: tuple[str, ...], where: Mapping[str, int]) -> LiveAdvert:
    values = {field: one_line(cells[index])[:500] for field, index in where.items() if index < len(cells)}
    return LiveAdvert(**values)


def _by_look(cells: tuple[str, ...]) -> LiveAdvert:
    text = one_line(" ".join(cells))[:2000]
    url = _URL.search(text)
    return LiveAdvert(url=url[0].rstrip(".,;)") if url else "", text=text)


def written(listed: Iterable[LiveAdvert]) -> str:
    """A list as text that `read_live_list` reads again."""
    adverts = list(listed)
    if all(each.text for each in adverts):
        return "\n".join(each.text for each in adverts)
    lines = ["\t".join(ALIASES)]
    lines += ["\t".join(getattr(each, field).replace('"', "") for field in ALIASES) for each in adverts]
    return "\n".join(lines)
