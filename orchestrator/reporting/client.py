"""The client report: one employer's month, made of frozen rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from orchestrator.domain.count_range import count_range
from orchestrator.statistics.cost import cost_per_application

from .small_cells import left_out

Data = Mapping[str, Any]
PROVED = ("fetched", "reported", "seen")
"""Evidence that an advert was at its board; "submitted" is none."""
STAGES = ("qualified_application", "hire")


def client_figures(data: Data) -> dict[str, Any]:
    """Everything the page says in numbers. Unknown is null; a stage count left out is the text "left out".

    `data`: first and last (ISO days), vacancies [id, title, place, openings, opened_on, closed_on, state], postings
    [vacancy, board, account, days, evidence, clicks, applications, stages {name: count or null}, cost, currency],
    unattributed (applications no board can be given, or null), channels (boards that are compared with none), labels
    (of boards, for tables). Costs are decimal text.
    """
    last = date.fromisoformat(data["last"])
    postings: Sequence[Data] = data["postings"]
    of_vacancy = _grouped(postings, lambda each: each["vacancy"])
    lines = [_vacancy(each, of_vacancy.get(each["id"], ()), last) for each in data["vacancies"]]
    filled = sum(line["filled"] for line in lines)
    openings = sum(line["openings"] for line in lines)
    groups = sorted(_grouped(postings, lambda each: each["board"]).items())
    by_board = [{"board": board, **_sums(some)} for board, some in groups]
    channels = frozenset(data["channels"])
    return {
        "vacancies": lines,
        "boards": [line for line in by_board if line["board"] not in channels],
        "channels": [line for line in by_board if line["board"] in channels],
        "total": {
            "openings": openings,
            "new": sum(line["openings"] for line in lines if line["opened_on"] >= data["first"]),
            "filled": filled,
            "open": sum(line["openings"] for line in lines if line["open"]),
            **_sums(postings),
        },
        "stages": _stages(lines, postings, data["vacancies"]),
        "unattributed": data["unattributed"],
    }


def _grouped(postings: Iterable[Data], key: Callable[[Data], Any]) -> dict[Any, list[Data]]:
    """The postings by what they have in common, each in the order given."""
    found: dict[Any, list[Data]] = {}
    for each in postings:
        found.setdefault(key(each), []).append(each)
    return found


def _vacancy(vacancy: Data, postings: Sequence[Data], last: date) -> dict[str, Any]:
    ended = vacancy["closed_on"] is not None and date.fromisoformat(vacancy["closed_on"]) <= last
    return {
        "id": vacancy["id"],
        "title": vacancy["title"],
        "place": vacancy["place"],
        "opened_on": vacancy["opened_on"],
        "openings": vacancy["openings"],
        "filled": vacancy["openings"] if ended and vacancy["state"] == "filled" else 0,
        "open": not ended,
        "days_live": max((each["days"] for each in postings), default=0),
        **_sums(postings),
    }


def _sums(postings: Sequence[Data]) -> dict[str, Any]:
    known = [each["applications"] for each in postings if each["applications"] is not None]
    clicks = [each["clicks"] for each in postings if each["clicks"] is not None]
    low, high = count_range(sum(known)) if known else (None, None)
    return {
        "postings": len(postings),
        "proved": sum(each["evidence"] in PROVED for each in postings),
        "applications": sum(known) if known else None,
        "applications_low": None if low is None else round(low, 1),
        "applications_high": None if high is None else round(high, 1),
        "known_for": len(known),
        "clicks": sum(clicks) if clicks else None,
        **_cost(postings),
    }


def _cost(postings: Iterable[Data]) -> dict[str, Any]:
    """Unknown where it was paid in several currencies; each application only over postings that know both.

    What is free costs 0 in no currency, and in any other beside it.
    """
    paid = [each for each in postings if each["cost"] is not None]
    currencies = {each["currency"] for each in paid if each["currency"]}
    nothing = {"cost": None, "currency": "", "cost_known_for": 0, "each_low": None, "each_high": None, "divided": 0}
    if not paid or len(currencies) > 1:
        return nothing
    both = [each for each in paid if each["applications"] is not None]
    spent = sum((Decimal(each["cost"]) for each in both), Decimal(0))
    found = (
        cost_per_application(float(spent), sum(each["applications"] for each in both)) if both and currencies else None
    )
    return {
        "cost": str(sum((Decimal(each["cost"]) for each in paid), Decimal(0)).quantize(Decimal("0.01"))),
        "currency": currencies.pop() if currencies else "",
        "cost_known_for": len(paid),
        "each_low": None if found is None else round(found.low, 2),
        "each_high": None if found is None or found.high is None else round(found.high, 2),
        "divided": len(both),
    }


def _stages(
    lines: Sequence[Mapping[str, Any]], postings: Sequence[Data], vacancies: Sequence[Data]
) -> list[dict[str, Any]]:
    """A line for each home and one for all, without what would tell on people in a small one."""
    place_of = {each["id"]: each["place"] for each in vacancies}
    places = sorted({line["place"] for line in lines})
    of_place = _grouped(postings, lambda each: place_of[each["vacancy"]])
    found: list[dict[str, Any]] = [{"place": place} for place in places] + [{"place": ""}]
    for stage in STAGES:
        by_place = {place: _stage(of_place.get(place, ()), stage) for place in places}
        shown = left_out(by_place)
        for line in found:
            line[stage] = shown.by_place.get(line["place"]) if line["place"] in by_place else shown.total
    return [line for line in found if any(line[stage] is not None for stage in STAGES)]


def _stage(postings: Iterable[Data], stage: str) -> int | None:
    known = [each["stages"][stage] for each in postings if each["stages"].get(stage) is not None]
    return sum(known) if known else None
