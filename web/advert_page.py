"""What the editor of an advert shows around its text: the facts filled in, the vacancies, the preview."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask import abort, g, render_template, request

from orchestrator.boards.contract import Adapter
from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.domain.vacancy import Vacancy, VacancyState
from orchestrator.queries import adverts as query
from orchestrator.queries.adverts import AdvertRecord, UsedBy, posting_ids, servable, vacancy_facts
from orchestrator.queries.approval import Approvals, approvals_of
from orchestrator.rendering.pay_text import pay_text
from orchestrator.rendering.phrases import hours_text
from orchestrator.storage import blocks
from orchestrator.storage.blocks import Block

from . import form_token
from .access import callboard, may, user
from .advert_fields import TabField, tab_fields
from .advert_form import LONGEST_TITLE, AdvertText
from .advert_preview import Preview, preview_of
from .advert_tabs import Tab, boards_of, shortest_title, tabs_of
from .approval_words import LABELS, standing_words
from .employer_choice import employer_choice
from .filter import Filter
from .margin_page import Margin, margin
from .numbers import to_range
from .writing_note import Writing, writing_note


@dataclass(frozen=True, slots=True)
class Text:
    """One field of the text. `base`: the words of all boards; `changed`: these are the board's own."""

    value: str
    limit: int | None
    base: str
    changed: bool


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
    summary: Text
    body: Text
    fields: tuple[TabField, ...]
    rest: AdvertText
    prefilled: tuple[tuple[str, str], ...]
    vacancies: int
    choices: tuple[Choice, ...]
    title_hint: str
    margin: Margin
    preview: Preview | None
    employers: Filter | None
    may_write: bool
    open_postings: int
    once: str
    file_once: str
    person: int
    kept_at: datetime | None
    writing: Writing | None
    blocks: tuple[Block, ...]
    approval: str
    approval_words: str


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
    kept_at: datetime | None = None,
) -> AdvertPage:
    """The page for what is stored, or for what was typed. `chosen`: vacancies to tick; `version`: the one to beat.

    `kept_at`: when something else was typed here and not saved. `said` and `refused`: what came of an answer to a
    finding.
    """
    employer_id = advert.employer_id if advert else _one(employers)
    with callboard().database.read() as connection:
        others = servable(connection, employer_id, advert.id if advert else None) if employer_id else []
        open_ids = posting_ids(connection, [advert.id], open_only=True) if advert else {}
        sold = query.sold(connection, advert, employer_id, chosen) if employer_id else []
        boards = boards_of(connection, employer_id)
        approvals = approvals_of(connection, advert) if advert else None
        fields = tab_fields(connection, employer_id, text.board, dict(text.fields), [each for _, each in sold])
        parts = tuple(blocks.of_employer(connection, employer_id)) if employer_id and may_write else ()
    served = advert.vacancies if advert else ()
    choices = [Choice(each.id, _named(each.facts), _note(each), each.id in chosen) for each in served]
    choices += [
        Choice(e.id, f"{e.title}, {e.town}" if e.town else e.title, e.reference, e.id in chosen) for e in others
    ]
    facts = [each for _, each in sold]
    board = next((each for each in boards if each.name == text.board), None)
    base = AdvertText.of(advert, text.label) if advert else text
    shortest = shortest_title((board,) if board else boards)
    return AdvertPage(
        advert_id=advert.id if advert else None,
        heading=advert.name if advert else "New advert",
        employer=advert.employer if advert else _employer_name(employer_id),
        version=(advert.version if advert else 0) if version is None else version,
        saved_at=advert.updated_at if advert else None,
        tab=text.tab,
        board=board.label if board else "",
        tabs=tabs_of(advert, text.label, boards, facts[0] if facts else None),
        title=Text(text.title, shortest[0] if shortest else LONGEST_TITLE, base.title, "title" in text.own),
        summary=Text(text.summary, None, base.summary, "summary" in text.own),
        body=Text(text.body, longest_body(board), base.body, "body" in text.own),
        fields=fields,
        rest=text,
        prefilled=_prefilled(facts),
        vacancies=len(facts),
        choices=tuple(choices),
        title_hint=f"{shortest[1]} takes the shortest title of your boards." if shortest and not board else "",
        margin=margin(advert, employer_id, text, sold, may_write=may_write, said=said, refused=refused),
        preview=preview_of(advert.employer if advert else _employer_name(employer_id), text, board, sold),
        employers=employers,
        may_write=may_write,
        open_postings=sum(map(len, open_ids.values())),
        once=form_token.sent() or form_token.fresh(),
        file_once=form_token.fresh(),
        person=user().id,
        kept_at=kept_at,
        blocks=parts,
        approval=LABELS[approvals.standing] if approvals else "",
        approval_words=_standing(advert, approvals),
        writing=writing_note(advert, advert.version if version is None else version) if advert and may_write else None,
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


def _standing(advert: AdvertRecord | None, found: Approvals | None) -> str:
    if advert is None or found is None:
        return ""
    return standing_words(found, advert.version, found.now, ZoneInfo(advert.zone))


def longest_body(board: Adapter | None) -> int | None:
    """How many characters a board takes of a text, where it counts characters."""
    if board is None:
        return None
    bounds = (board.limits.slots.get(name) for name in ("body", "body.txt", "body.html", "post"))
    return next((each.most for each in bounds if each is not None and each.unit == "characters"), None)


def _one(employers: Filter | None) -> int | None:
    return int(employers.value) if employers and employers.value else None


def _employer_name(id: int | None) -> str:
    return next((each.name for each in g.frame.employers if each.id == id), "All employers")


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


def _note(used: UsedBy) -> str:
    return used.reference if used.state is VacancyState.OPEN else f"{used.reference}, {used.state}"


def _named(facts: Vacancy) -> str:
    return f"{facts.title}, {facts.place.label}"
