"""Countries and places as people write them."""

from __future__ import annotations

import re

_NAMES = {
    "GB": "united kingdom|uk|great britain|britain|england|scotland|wales|northern ireland|gbr",
    "US": "united states|united states of america|usa|us|america",
    "IE": "ireland|republic of ireland|irl", "FR": "france|fra", "DE": "germany|deutschland|deu",
    "ES": "spain|españa|esp", "IT": "italy|italia|ita", "NL": "netherlands|the netherlands|holland|nld",
    "BE": "belgium|bel", "AT": "austria|österreich|aut", "CH": "switzerland|schweiz|suisse|che",
    "PT": "portugal|prt", "PL": "poland|polska|pol", "SE": "sweden|swe", "NO": "norway|nor", "DK": "denmark|dnk",
    "FI": "finland|fin", "CZ": "czechia|czech republic|cze", "RO": "romania|rou", "GR": "greece|grc",
    "HU": "hungary|hun", "MT": "malta|mlt", "CY": "cyprus|cyp", "LT": "lithuania|ltu", "LV": "latvia|lva",
    "EE": "estonia|est", "SK": "slovakia|svk", "SI": "slovenia|svn", "HR": "croatia|hrv", "BG": "bulgaria|bgr",
    "LU": "luxembourg|lux", "CA": "canada|can", "AU": "australia|aus", "NZ": "new zealand|nzl", "IN": "india|ind",
    "ZA": "south africa|zaf", "AE": "united arab emirates|uae", "SG": "singapore|sgp", "JE": "jersey",
    "GG": "guernsey", "IM": "isle of man",
}  # fmt: skip
_CODES = {name: code for code, names in _NAMES.items() for name in names.split("|")}
_US_STATES = frozenset({
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME",
    "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA",
    "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC", "PR",
})  # fmt: skip
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s?(\d[A-Z]{2})\b")


def country_code(text: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a code or a name; None when it is not known."""
    word = text.strip().strip(".").casefold()
    if word in _CODES:
        return _CODES[word]
    return word.upper() if re.fullmatch(r"[a-z]{2}", word) else None


def open_to(text: str) -> tuple[str, ...]:
    """Where remote work is open to, from codes or names: "UK, US-CO, CA-ON". Raises ValueError for what is neither."""
    found = []
    for part in re.split(r"[,;\n]", text):
        word = part.strip()
        code = word.upper() if re.fullmatch(r"[A-Za-z]{2}-[A-Za-z]{2}", word) else country_code(word)
        if word and code is None:
            raise ValueError(f"{word[:60]!r} is no country or state that is known; write codes such as GB or US-CO")
        found += [code] if word and code else []
    return tuple(dict.fromkeys(found))


def split_location(text: str) -> tuple[str, str, str, str]:
    """Town, region, postcode and country of one text such as "Exeter, Devon, EX1 1AA" or "Princeton, NJ".

    Parts that are not recognised stay in the town or region; the country is empty when nothing says it.
    """
    postcode = ""
    found = _POSTCODE.search(text.upper())
    if found:
        postcode = f"{found[1]} {found[2]}"
        text = text[: found.start()] + text[found.end() :]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    country = "GB" if postcode else ""
    if parts and not re.fullmatch(r"[A-Za-z]{2}", parts[-1]) and country_code(parts[-1]):
        country = country_code(parts.pop()) or country
    elif len(parts) > 1 and parts[-1] in _US_STATES:
        country = "US"
    elif len(parts) > 1 and parts[-1].upper() in ("UK", "GB"):
        country = "GB"
        parts.pop()
    elif len(parts) == 1 and parts[0].upper() in ("UK", "GB", "US"):
        country = country_code(parts.pop()) or ""
    town = parts[0] if parts else ""
    return town, ", ".join(parts[1:]), postcode, country
