"""The region of a UK postcode (data/postcode_districts.csv.gz)."""

from __future__ import annotations

import re
from functools import cache

from orchestrator import data

_OUTWARD = re.compile(r"\s*([A-Z]{1,2})(\d{1,2})([A-Z]?)(?=\s|\d[A-Z]{2}|$)", re.IGNORECASE)


@cache
def _districts() -> dict[str, tuple[str, str]]:
    return {row["district"]: (row["town"], row["region"]) for row in data.rows("postcode_districts.csv.gz")}


@cache
def _towns() -> dict[str, str]:
    """The region of a town whose name is that of one region only."""
    found: dict[str, set[str]] = {}
    for town, region in _districts().values():
        for name in town.split(","):
            found.setdefault(name.strip().casefold(), set()).add(region)
    return {town: next(iter(regions)) for town, regions in found.items() if len(regions) == 1}


@cache
def regions() -> frozenset[str]:
    """The English regions and the nations by name."""
    return frozenset(region for _, region in _districts().values())


def region_of(postcode: str, town: str = "") -> str | None:
    """The English region or the nation, such as "South West England"; None where neither postcode nor town says it.

    A full postcode and an outward code (TQ1) are both understood; the town is asked only without them.
    """
    found = _OUTWARD.match(postcode[:20])
    if found:
        area, number, letter = found[1].upper(), found[2], found[3].upper()
        for outward in (area + number + letter, area + number, area + number[:1]):
            if outward in _districts():
                return _districts()[outward][1]
    return _towns().get(town.strip().casefold())


def is_london(postcode: str, town: str = "") -> bool:
    return region_of(postcode, town) == "London" or town.strip().casefold() == "london"
