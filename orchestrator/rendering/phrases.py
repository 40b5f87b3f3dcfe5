"""Facts of a vacancy in the words of an advert."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours, Vacancy

_CONTRACTS = {
    Contract.PERMANENT: "permanent",
    Contract.FIXED_TERM: "fixed term",
    Contract.TEMPORARY: "temporary",
    Contract.BANK: "bank (as and when)",
    Contract.APPRENTICESHIP: "apprenticeship",
    Contract.VOLUNTEER: "voluntary",
}
_HOURS = {Hours.FULL_TIME: "full time", Hours.PART_TIME: "part time", Hours.EITHER: "full or part time"}


def place_text(place: Place) -> str:
    """`Leeds, West Yorkshire, LS1 4AP`; a remote vacancy says so first."""
    parts = [part for part in (place.town, place.region, place.postcode) if part]
    if place.remote:
        return f"Remote ({', '.join(parts)})" if parts else "Remote"
    return ", ".join(parts) or place.label


def hours_text(vacancy: Vacancy) -> str:
    """`Full time, 37.5 hours a week, permanent`."""
    weekly = f"{vacancy.weekly_hours:g} hours a week" if vacancy.weekly_hours else ""
    words = ", ".join(part for part in (_HOURS[vacancy.hours], weekly, _CONTRACTS[vacancy.contract]) if part)
    return words[0].upper() + words[1:]


def contract_text(vacancy: Vacancy) -> str:
    """`Permanent, full time`."""
    words = f"{_CONTRACTS[vacancy.contract]}, {_HOURS[vacancy.hours]}"
    return words[0].upper() + words[1:]


def date_text(day: date) -> str:
    """`6 March 2026`."""
    return f"{day.day} {day:%B %Y}"


def enumerated(words: Sequence[str], last: str = "or") -> str:
    """`a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
