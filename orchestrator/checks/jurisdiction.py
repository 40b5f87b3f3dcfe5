"""Whose law an advert falls under, as far as rules ask: where the work is, and where remote work is open to."""

from __future__ import annotations

import re

from orchestrator import data

from .advert import Advert

EU = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
_PROVINCES = {"ontario": "ON", "quebec": "QC", "british columbia": "BC", "alberta": "AB"}
_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z]{2})?")


def jurisdictions(advert: Advert) -> frozenset[str]:
    """ISO 3166 codes (GB, US, US-CO, CA-ON) and "EU".

    The employer's own country counts for remote work only: an advert for a desk in Cork falls under the law of Cork.
    """
    place = advert.vacancy.place
    found = {place.country.upper(), *map(str.upper, place.remote_in)}
    found.add(_part(place.country.upper(), place.region))
    if place.remote:
        found.add(advert.employer.country.upper())
    found |= {code.partition("-")[0] for code in found}
    if found & EU:
        found.add("EU")
    return frozenset(code for code in found if _CODE.fullmatch(code))


def _part(country: str, region: str) -> str:
    """The state or province as a code of ISO 3166-2; empty where it is not known."""
    name = region.strip().casefold()
    if country == "US":
        code = region.strip().upper() if len(region.strip()) == 2 else _states().get(name, "")
    elif country == "CA":
        code = region.strip().upper() if len(region.strip()) == 2 else _PROVINCES.get(name, "")
    else:
        return ""
    return f"{country}-{code}" if code else ""


def _states() -> dict[str, str]:
    return {row["name"].casefold(): row["state"] for row in data.rows("us_pay.csv")}
