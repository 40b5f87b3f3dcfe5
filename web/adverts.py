"""Adverts: the list, and the editor of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.figure import Figure
from orchestrator.domain.permission import Action, authorise
from orchestrator.queries import adverts as query
from orchestrator.queries import counts
from orchestrator.queries.advert_list import AdvertFilter, AdvertLine, adverts
from orchestrator.queries.vacancies import PAGE
from orchestrator.services.conflict import Conflict
from orchestrator.services.refused import Refused
from orchestrator.services.save_advert import save_advert

from .access import authorised, callboard, user
from .advert_form import AdvertText, read_text, read_vacancies
from .advert_page import advert_page, find_advert, show_page, typed_page
from .bring_along import bring_along
from .conflict import conflict_words
from .employer_choice import employer_choice, employer_of_form
from .filter import Filter, chosen_owner, chosen_status, owner_filter, status_filter
from .frame import Frame
from .paging import Pager, page_number

blueprint = Blueprint("adverts", __name__, url_prefix="/adverts")


@dataclass(frozen=True, slots=True)
class ListPage:
    """What `adverts.html` shows."""

    employer: str
    query: str
    filters: tuple[Filter, ...]
    rows: tuple[Mapping[str, object], ...]
    pager: Pager


@blueprint.get("")
@authorised(Action.SEE)
def index() -> str:
    frame: Frame = g.frame
    text, status, owner = request.args.get("q", "").replace("\0", "").strip()[:100], chosen_status(), chosen_owner()
    number = page_number()
    with callboard().database.read() as connection:
        found = adverts(connection, AdvertFilter(frame.employer, text, status, owner), number)
        ids = query.posting_ids(connection, [row.id for row in found.rows])
        figures = counts.applications(connection, [each for group in ids.values() for each in group])
    rows = tuple(_row(row, [figures[each] for each in ids.get(row.id, ())]) for row in found.rows)
    shown = next((each.name for each in frame.employers if each.id == frame.employer), "all employers")
    page = ListPage(
        employer=shown,
        query=text,
        filters=(status_filter(status), owner_filter(owner)),
        rows=rows,
        pager=Pager.of(number, found.total, len(rows), PAGE),
    )
    return render_template("adverts.html", page=page)


def _row(line: AdvertLine, figures: list[Figure]) -> Mapping[str, object]:
    return asdict(line) | {"applications": counts.together(figures)[0] if figures else None}


@blueprint.get("/new")
@authorised(Action.WRITE)
def new() -> str:
    chosen = tuple(request.args.getlist("vacancy", int))
    return show_page(advert_page(None, AdvertText.empty(), chosen, employers=employer_choice(), may_write=True), None)


@blueprint.get("/<int:advert_id>")
@authorised(Action.SEE)
def edit(advert_id: int) -> str:
    advert = find_advert(advert_id, Action.SEE)
    label = request.args.get("tab", "")
    text = AdvertText.of(advert, label)
    chosen = tuple(each.id for each in advert.vacancies)
    write = authorise(user(), Action.WRITE, advert.employer_id)
    return show_page(advert_page(advert, text, chosen, may_write=write), advert)


@blueprint.post("/new", defaults={"advert_id": None})
@blueprint.post("/<int:advert_id>")
@authorised(Action.WRITE)
def save(advert_id: int | None) -> Response | tuple[str, int]:
    advert = None if advert_id is None else find_advert(advert_id, Action.WRITE)
    text, chosen = AdvertText.typed(), tuple(request.form.getlist("vacancy", int))
    version = request.form.get("version", 0, int)
    try:
        employer = employer_of_form(Action.WRITE) if advert is None else advert.employer_id
        wording = read_text(text)
        served = read_vacancies(employer)
        others = {} if advert is None else {each.label: each.text for each in advert.wordings}
        stored = save_advert(
            callboard(),
            user().name,
            employer,
            text.name.strip() or wording.title,
            others | {text.label: wording},
            served,
            advert=advert_id,
            version=version,
            owner=user().id if advert is None else None,
        )
    except Refused as refused:
        return show_page(typed_page(advert, text, chosen, version), advert, map(_at_field, refused.reasons)), 422
    except Conflict as conflict:
        page = typed_page(advert, text, chosen, conflict.version)
        return show_page(page, advert, (Reason("", conflict_words(conflict)),)), 409
    flash("Saved.", "success")
    if request.form.get("bring"):
        with callboard().database.read() as connection:
            ids = query.posting_ids(connection, [stored.id], open_only=True).get(stored.id, [])
        bring_along(ids)
    if request.form.get("then") == "check":
        return redirect(url_for("check.page", advert_id=stored.id), 303)
    return redirect(url_for("adverts.edit", advert_id=stored.id, tab=text.label if others else None), 303)


def _at_field(reason: Reason) -> Reason:
    """Of a wording `A.title` is the field `title` of the editor."""
    return Reason(reason.field.rpartition(".")[2], reason.message[:1].upper() + reason.message[1:])
