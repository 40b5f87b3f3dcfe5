"""Public holidays of a country, by the library `holidays`, which keeps them from each country's law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays

NATIONS: Mapping[str, Mapping[str, str]] = {
    "GB": {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}
}
"""Countries whose parts have holidays of their own: code of the part to its name."""


@lru_cache(maxsize=200)
def bank_holidays(country: str, year: int) -> Mapping[date, str]:
    """The day's name, with the parts of the country it holds in where it does not hold in all.

    `country` is an ISO 3166 code. Empty for one that the library does not know, and for years it has no law for.
    """
    parts = NATIONS.get(country)
    try:
        if parts is None:
            return dict(holidays.country_holidays(country, years=year, language=_english(country)))
        found = {
            name: holidays.country_holidays(country, subdiv=code, years=year, language="en_GB")
            for code, name in parts.items()
        }
    except NotImplementedError:
        return {}
    days: dict[date, dict[str, list[str]]] = {}
    for part, by_day in found.items():
        for day, words in by_day.items():
            days.setdefault(day, {}).setdefault(words, []).append(part)
    return {day: "; ".join(_named(words, where, len(found)) for words, where in days[day].items()) for day in days}


def _english(country: str) -> str | None:
    """A form of English the library has the country's holidays in; None: in the country's own words."""
    offered = {code for codes in holidays.list_localized_countries().get(country, ()) for code in [codes]}
    return next((code for code in ("en_GB", "en_US") if code in offered), None)


def _named(words: str, where: list[str], all_parts: int) -> str:
    return words if len(where) == all_parts else f"{words} ({', '.join(where)})"
