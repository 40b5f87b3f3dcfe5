"""What the editor of an advert shows around its text: the facts filled in, the vacancies, the preview."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask import abort, g, render_template, request

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy, VacancyState
from orchestrator.queries import adverts as query
from orchestrator.queries.adverts import AdvertRecord, UsedBy, posting_ids, servable, vacancy_facts
from orchestrator.rendering.pay_text import pay_text
from orchestrator.rendering.phrases import hours_text
from orchestrator.services.preview_text import preview_text

from . import form_token
from .access import callboard, may
from .advert_form import LONGEST_TITLE, AdvertText
from .employer_choice import employer_choice
from .filter import Filter
from .margin_page import Margin, margin
from .numbers import to_range


@dataclass(frozen=True, slots=True)
class Tab:
    """One text of the advert."""

    key: str
    label: str
    changed: bool = False
    problem: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One field of the text."""

    value: str
    limit: int | None
    base: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The text as candidates read it."""

    title: str
    cut: bool
    meta: tuple[str, ...]
    body_html: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A vacancy the advert sells, or could sell."""

    id: int
    label: str
    note: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class AdvertPage:
    """What `advert.html` shows."""

    advert_id: int | None
    heading: str
    employer: str
    version: int
    saved_at: datetime | None
    tab: str
    board: str
    tabs: tuple[Tab, ...]
    title: Text
    body: Text
    rest: AdvertText
    prefilled: tuple[tuple[str, str], ...]
    vacancies: int
    choices: tuple[Choice, ...]
    extra: tuple[object, ...]
    margin: Margin
    preview: Preview | None
    employers: Filter | None
    may_write: bool
    open_postings: int
    once: str


def advert_page(
    advert: AdvertRecord | None,
    text: AdvertText,
    chosen: tuple[int, ...],
    *,
    employers: Filter | None = None,
    version: int | None = None,
    may_write: bool,
    said: str = "",
    refused: str = "",
) -> AdvertPage:
    """The page for what is stored, or for what was typed. `chosen`: vacancies to tick; `version`: the one to beat.

    `said` and `refused`: what came of an answer to a finding.
    """
    employer_id = advert.employer_id if advert else _one(employers)
    with callboard().database.read() as connection:
        others = servable(connection, employer_id, advert.id if advert else None) if employer_id else []
        open_ids = posting_ids(connection, [advert.id], open_only=True) if advert else {}
        sold = vacancy_facts(connection, employer_id, chosen) if employer_id else []
    served = advert.vacancies if advert else ()
    choices = [Choice(each.id, _named(each.facts), _note(each), each.id in chosen) for each in served]
    choices += [
        Choice(e.id, f"{e.title}, {e.town}" if e.town else e.title, e.reference, e.id in chosen) for e in others
    ]
    facts = [each for _, each in sold]
    return AdvertPage(
        advert_id=advert.id if advert else None,
        heading=advert.name if advert else "New advert",
        employer=advert.employer if advert else _employer_name(employer_id),
        version=(advert.version if advert else 0) if version is None else version,
        saved_at=advert.updated_at if advert else None,
        tab=text.label,
        board="",
        tabs=_tabs(advert),
        title=Text(text.title, LONGEST_TITLE, text.title, changed=False),
        body=Text(text.body, None, text.body, changed=False),
        rest=text,
        prefilled=_prefilled(facts),
        vacancies=len(facts),
        choices=tuple(choices),
        extra=(),
        margin=margin(advert, employer_id, text, sold, may_write=may_write, said=said, refused=refused),
        preview=_preview(advert.employer if advert else _employer_name(employer_id), text, facts),
        employers=employers,
        may_write=may_write,
        open_postings=sum(map(len, open_ids.values())),
        once=form_token.fresh(),
    )


def find_advert(advert_id: int, action: Action) -> AdvertRecord:
    """The advert, for somebody who may do `action` with it; others, and a wrong number, get a 404."""
    with callboard().database.read() as connection:
        advert = query.advert(connection, advert_id)
    if advert is None:
        abort(404)
    may(action, advert.employer_id)
    return advert


def typed_page(
    advert: AdvertRecord | None,
    text: AdvertText,
    chosen: tuple[int, ...],
    version: int,
    *,
    said: str = "",
    refused: str = "",
) -> AdvertPage:
    """The page with what somebody who may write has typed."""
    employers = employer_choice() if advert is None else None
    return advert_page(
        advert, text, chosen, employers=employers, version=version, may_write=True, said=said, refused=refused
    )


def facts_of_form(employer: int | None) -> list[tuple[int, Vacancy]]:
    """The facts of the vacancies ticked in the form that was sent, by id."""
    ids = request.form.getlist("vacancy", int)
    if employer is None or not ids:
        return []
    with callboard().database.read() as connection:
        return vacancy_facts(connection, employer, ids)


def show_page(page: AdvertPage, advert: AdvertRecord | None, errors: Iterable[Reason] = ()) -> str:
    zone = g.frame.zone if advert is None else ZoneInfo(advert.zone)
    return render_template("advert.html", page=page, zone=zone, errors=tuple(errors))


def _one(employers: Filter | None) -> int | None:
    return int(employers.value) if employers and employers.value else None


def _employer_name(id: int | None) -> str:
    return next((each.name for each in g.frame.employers if each.id == id), "All employers")


def _tabs(advert: AdvertRecord | None) -> tuple[Tab, ...]:
    labels = [each.label for each in advert.wordings] if advert else ["A"]
    if len(labels) == 1:
        return (Tab(labels[0], "All boards"),)
    return tuple(Tab(label, f"Wording {label}") for label in labels)


def _prefilled(facts: list[Vacancy]) -> tuple[tuple[str, str], ...]:
    """What is filled in: the value where all vacancies agree, else how far they are apart."""
    if not facts:
        return ()
    towns = sorted({each.place.label for each in facts})
    pays = sorted({pay_text(each.pay) or "pay unknown" for each in facts})
    hours = sorted({hours_text(each) for each in facts})
    ends = [end for each in facts if each.pay for end in (each.pay.minimum, each.pay.maximum) if end is not None]
    return (
        ("Place", towns[0] if len(towns) == 1 else f"{len(towns)} places"),
        ("Pay", pays[0] if len(pays) == 1 else _between(ends)),
        ("Hours", hours[0] if len(hours) == 1 else f"{len(hours)} patterns"),
    )


def _between(ends: list[Decimal]) -> str:
    return f"differs, {to_range(f'{min(ends):,}', f'{max(ends):,}')}" if ends else "unknown"


def _preview(employer: str, text: AdvertText, facts: list[Vacancy]) -> Preview | None:
    wording = text.wording
    if not wording.title or not wording.body:
        return None
    vacancy = facts[0] if facts else Vacancy(wording.title, Place("Place of the vacancy"))
    shown = preview_text(callboard(), employer, wording, vacancy)
    if shown is None or not shown.html:
        return None
    meta = (
        f"{employer} · {vacancy.place.label}",
        pay_text(vacancy.pay) or ("Pay unknown" if facts else "Pay of the vacancy"),
    )
    return Preview(shown.title, False, meta, shown.html)


def _note(used: UsedBy) -> str:
    return used.reference if used.state is VacancyState.OPEN else f"{used.reference}, {used.state}"


def _named(facts: Vacancy) -> str:
    return f"{facts.title}, {facts.place.label}"
