"""Which column of a table is which field. The documentation's list of column names is made from this table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

ALIASES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "job title", "vacancy title", "position", "role", "advert title"),
    "employer": ("employer", "company", "company name", "client", "organisation", "organization", "employer name"),
    "advert": ("advert", "advert name", "uses advert", "text of"),
    "body": ("body", "description", "job description", "advert text", "text", "details"),
    "summary": ("summary", "short description", "teaser"),
    "place": ("place", "location", "job location", "work location"),
    "town": ("town", "city", "locality", "town city", "place town"),
    "region": ("region", "county", "state", "state province", "place region"),
    "postcode": ("postcode", "post code", "postal code", "zip", "zip code", "place postcode"),
    "street": ("street", "street address", "address", "place street"),
    "country": ("country", "country code", "place country"),
    "remote": ("remote", "remote allowed", "fully remote", "work from home"),
    "remote_in": ("remote in", "open to", "remote countries", "applicant location requirements"),
    "pay_min": ("pay min", "min pay", "minimum pay", "min salary", "salary min", "salary from", "pay from",
                "minimum salary"),
    "pay_max": ("pay max", "max pay", "maximum pay", "max salary", "salary max", "salary to", "pay to",
                "maximum salary"),
    "pay": ("pay", "salary", "wage", "rate", "pay rate", "hourly rate", "med salary"),
    "currency": ("currency", "pay currency", "salary currency"),
    "period": ("pay period", "period", "salary period", "per", "salary unit", "pay unit"),
    "pay_note": ("pay note", "salary note", "salary description", "pay details"),
    "contract": ("contract", "contract type", "employment type", "work type", "job type", "formatted work type"),
    "hours": ("hours", "working pattern", "full or part time", "full time part time"),
    "weekly_hours": ("weekly hours", "hours per week", "hours a week", "contracted hours"),
    "openings": ("openings", "number of openings", "positions", "number of vacancies", "headcount", "quantity"),
    "must_haves": ("must haves", "must have", "requirements", "essential", "essential criteria", "skills desc",
                   "skills"),
    "desirables": ("desirables", "desirable", "desirable criteria", "nice to have"),
    "benefits": ("benefits", "perks"),
    "checks": ("checks", "pre employment checks", "dbs", "dbs check"),
    "similar_titles": ("similar titles", "alternative titles", "other titles", "keywords"),
    "apply": ("apply", "apply url", "application url", "apply link", "apply email", "application email", "apply at"),
    "requisition": ("requisition", "requisition id", "requisition number", "req id", "job id", "reference",
                    "job reference",
                    "vacancy reference", "job ref", "id"),
    "category": ("category", "sector", "industry", "department", "occupation"),
    "closes": ("closes", "closing date", "closes on", "deadline", "expiry", "application deadline", "valid through"),
    "publish": ("publish", "publish at", "publish on", "go live", "start date of advert", "live from"),
    "expires": ("expires", "expires at", "take down", "live until"),
}  # fmt: skip
"""Field → names a column may have; case, punctuation and underscores do not matter. The first name found wins."""


def _word(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


_FIELD = {alias: field for field, aliases in ALIASES.items() for alias in aliases}


def columns(header: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """Field → the columns that hold it, best name first. Columns nobody knows are left out."""
    found: dict[str, list[tuple[int, int]]] = {}
    for index, name in enumerate(header):
        word = _word(name)
        if field := _FIELD.get(word):
            found.setdefault(field, []).append((ALIASES[field].index(word), index))
    return {field: tuple(index for _, index in sorted(places)) for field, places in found.items()}


def unknown(header: Iterable[str]) -> tuple[str, ...]:
    """The columns that are not read."""
    return tuple(name for name in header if name.strip() and _word(name) not in _FIELD)
