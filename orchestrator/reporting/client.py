"""The client report: one employer's month, made of frozen rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from .small_cells import left_out
from .sums import Sums

Data = Mapping[str, Any]
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
    return Sums.of(postings).figures


def title_lines(content: Data) -> list[dict[str, Any]]:
    """A line for each title of a frozen report: one client's page has no room for forty lines of the same work."""
    vacancies: Sequence[Data] = content["figures"]["vacancies"]
    title_of = {each["id"]: each["title"] for each in vacancies}
    postings = _grouped(content["data"]["postings"], lambda each: title_of[each["vacancy"]])
    found = []
    for title, group in _grouped(vacancies, lambda each: each["title"]).items():
        places = sorted({each["place"] for each in group if each["place"]})
        found.append(
            {
                "title": title,
                "place": place_words(len(places), places[0] if places else "", places[-1] if places else ""),
                "openings": sum(each["openings"] for each in group),
                "filled": sum(each["filled"] for each in group),
                "days_live": max(each["days_live"] for each in group),
                **_sums(postings.get(title, ())),
            }
        )
    return found


def place_words(number: int, first: str, last: str) -> str:
    """`Torquay and Yelverton`, `14 towns`."""
    return f"{number} towns" if number > 2 else f"{first} and {last}" if number == 2 else first


def _stages(
    lines: Sequence[Mapping[str, Any]], postings: Sequence[Data], vacancies: Sequence[Data]
) -> list[dict[str, Any]]:
    place_of = {each["id"]: each["place"] for each in vacancies}
    of_place = _grouped(postings, lambda each: place_of[each["vacancy"]])
    counts = {
        place: {stage: _stage(of_place.get(place, ()), stage) for stage in STAGES}
        for place in {line["place"] for line in lines}
    }
    return stage_lines(counts)


def stage_lines(counts: Mapping[str, Mapping[str, int | None]]) -> list[dict[str, Any]]:
    """A line for each place and one for all, without what would tell on people in a small one. By place, then stage."""
    places = sorted(counts)
    found: list[dict[str, Any]] = [{"place": place} for place in places] + [{"place": ""}]
    for stage in STAGES:
        shown = left_out({place: counts[place][stage] for place in places})
        for line in found:
            line[stage] = shown.by_place.get(line["place"]) if line["place"] in counts else shown.total
    return [line for line in found if any(line[stage] is not None for stage in STAGES)]


def _stage(postings: Iterable[Data], stage: str) -> int | None:
    known = [each["stages"][stage] for each in postings if each["stages"].get(stage) is not None]
    return sum(known) if known else None
