"""What changed from one edition of a client report to the next, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_NAMES = {
    "applications": "applications",
    "clicks": "clicks",
    "filled": "openings filled",
    "openings": "openings",
    "postings": "postings",
    "proved": "postings with proof",
    "cost": "cost",
    "days_live": "days live",
}


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Each figure of a vacancy, of the total or of a stage that is another one now; empty where nothing changed."""
    return tuple(_all(before, now))


def _all(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    old = {each["id"]: each for each in before["vacancies"]}
    new = {each["id"]: each for each in now["vacancies"]}
    for id, line in new.items():
        where = f"{line['title']}, {line['place']}" if line["place"] else line["title"]
        if id in old:
            yield from _line(where, old[id], line)
        else:
            yield f"{where} is new in this edition."
    for id, line in old.items():
        if id not in new:
            yield f"{line['title']} is not in this edition."
    yield from _line("All together", before["total"], now["total"])
    stages = {each["place"]: each for each in before["stages"]}
    for line in now["stages"]:
        known = stages.get(line["place"], {})
        for name in ("qualified_application", "hire"):
            if known.get(name) != line[name]:
                where, what = line["place"] or "All together", name.replace("_", " ")
                yield f"{where}: {what}s were {_said(known.get(name))}, now {_said(line[name])}."


def _line(where: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for name, said in _NAMES.items():
        if name in now and before.get(name) != now[name]:
            yield f"{where}: {said} were {_said(before.get(name))}, now {_said(now[name])}."


def _said(value: object) -> str:
    return "unknown" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
