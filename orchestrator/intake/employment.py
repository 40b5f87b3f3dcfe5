"""Contract and hours as other systems name them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from orchestrator.domain.vacancy import Contract, Hours

_HOURS = {"full time": Hours.FULL_TIME, "part time": Hours.PART_TIME, "fulltime": Hours.FULL_TIME,
          "parttime": Hours.PART_TIME, "either": Hours.EITHER}  # fmt: skip
_CONTRACTS = {
    "permanent": Contract.PERMANENT, "fixed term": Contract.FIXED_TERM, "contract": Contract.FIXED_TERM,
    "contractor": Contract.FIXED_TERM, "temporary": Contract.TEMPORARY, "temp": Contract.TEMPORARY,
    "seasonal": Contract.TEMPORARY, "intern": Contract.TEMPORARY, "internship": Contract.TEMPORARY,
    "per diem": Contract.BANK, "bank": Contract.BANK, "casual": Contract.BANK, "zero hours": Contract.BANK,
    "apprentice": Contract.APPRENTICESHIP, "apprenticeship": Contract.APPRENTICESHIP,
    "volunteer": Contract.VOLUNTEER, "voluntary": Contract.VOLUNTEER,
}  # fmt: skip
_WEEKLY = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)\s*(?:hours|hrs|h\b|hour)", re.IGNORECASE)


def _word(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text).strip().lower()


def read_employment(terms: Iterable[str]) -> tuple[Contract, Hours, tuple[str, ...]]:
    """Contract and hours from words such as FULL_TIME, "Part-time" or "CONTRACTOR, PER_DIEM"; notes on assumptions."""
    words = [_word(part) for term in terms for part in re.split(r"[,;/|]", term) if part.strip()]
    hours = {_HOURS[word] for word in words if word in _HOURS}
    contracts = [_CONTRACTS[word] for word in words if word in _CONTRACTS]
    notes = [f"employment type {word!r} has no counterpart here" for word in words
             if word not in _HOURS and word not in _CONTRACTS and word != "other"]  # fmt: skip
    if not contracts:
        notes.append("contract not stated; permanent assumed")
    if not hours:
        notes.append("hours not stated; full time assumed")
    both = Hours.EITHER if len(hours) > 1 else next(iter(hours), Hours.FULL_TIME)
    return (contracts[0] if contracts else Contract.PERMANENT), both, tuple(notes)


def weekly_hours(text: str) -> float | None:
    """The hours a week in a text or a bare number; None when there is none or it cannot be."""
    bare = re.fullmatch(r"\s*(\d{1,3}(?:\.\d{1,2})?)\s*", text)
    found = bare or _WEEKLY.search(text[:1000])
    if not found:
        return None
    hours = float(found[1])
    return hours if 0 < hours <= 168 else None
