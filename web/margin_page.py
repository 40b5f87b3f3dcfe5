"""The margin of the editor: what the rules say of the text as it is typed, and how the pay stands beside others'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import g, request
from sqlalchemy import Connection

from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy
from orchestrator.pay.benchmark import Benchmark, NotEnoughData, Published, published
from orchestrator.pay.region import region_of
from orchestrator.queries.adverts import AdvertRecord, accounts_in_use
from orchestrator.queries.checked import around
from orchestrator.queries.pay_benchmark import pay_benchmark

from .access import callboard
from .advert_form import AdvertText
from .findings import Findings, gather, typed_reasons

MOST_VACANCIES = 20
"""Vacancies a text is looked at for while it is typed; before sending it is looked at for all of them."""

Facts = Sequence[tuple[int | None, Vacancy]]
Others = Benchmark | NotEnoughData


@dataclass(frozen=True, slots=True)
class PayLine:
    """What others pay in one region. `known` None: not enough data, and `words` say how much there is."""

    region: str
    known: Benchmark | None
    words: str


@dataclass(frozen=True, slots=True)
class Margin:
    """What `_margin.html` shows. `findings` None: nothing is written yet. `examples`: published figures, and whether
    each is below what is the least today. `reasons`: those being typed, by key. `of`: vacancies looked at, of how many.
    """

    advert_id: int | None
    may_write: bool
    findings: Findings | None
    pay: tuple[PayLine, ...]
    examples: tuple[tuple[Published, bool], ...]
    reasons: Mapping[str, str]
    of: tuple[int, int]
    said: str = ""
    refused: str = ""


def margin(
    advert: AdvertRecord | None,
    employer: int | None,
    text: AdvertText,
    facts: Facts,
    *,
    may_write: bool,
    said: str = "",
    refused: str = "",
) -> Margin:
    """Look at what was typed. A text without a vacancy is looked at as if it were for one of its title."""
    zone = ZoneInfo(advert.zone) if advert else g.frame.zone
    today = datetime.now(UTC).astimezone(zone).date()
    wording = text.wording
    some = list(facts[:MOST_VACANCIES]) or [(None, Vacancy(wording.title or "Advert", Place("")))]
    found: Findings | None = None
    lines: dict[str, Others] = {}
    if wording.body:
        with callboard().database.read() as connection:
            used = accounts_in_use(connection, advert.id) if advert else []
            towns = {each.place.town for _, each in some}
            known = around(
                connection, callboard().registry, employer or 0, advert=advert.id if advert else None, accounts=used,
                towns=towns,
            )  # fmt: skip
            looked_at = []
            for id, each in some:
                others = _others(connection, each, today, employer, id, lines) if facts else None
                looked_at.append((id, known.look(wording, each, today, vacancy_id=id, benchmark=others)))
        found = gather(looked_at, text)
    title = some[0][1].title
    region = next(iter(lines), "")
    return Margin(
        advert.id if advert else None,
        may_write,
        found,
        tuple(_line(region, others) for region, others in lines.items()),
        tuple((each, each.below_minimum(today)) for each in published(title, region)) if facts else (),
        typed_reasons(request.form),
        (len(some), len(facts)),
        said,
        refused,
    )


def _others(
    connection: Connection,
    facts: Vacancy,
    today: date,
    employer: int | None,
    but: int | None,
    lines: dict[str, Others],
) -> Others | None:
    """What others pay where this vacancy is; one look-up a region: an advert's vacancies are the same work."""
    region = region_of(facts.place.postcode, facts.place.town) or ""
    if region not in lines:
        lines[region] = pay_benchmark(connection, facts, today, employer=employer, but=but)
    return lines[region]


def _line(region: str, others: Others) -> PayLine:
    if isinstance(others, Benchmark):
        return PayLine(region, others, "")
    return PayLine(region, None, str(others))
