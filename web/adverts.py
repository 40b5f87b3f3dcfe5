"""Adverts: the list, and the editor of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.figure import Figure
from orchestrator.domain.permission import Action, authorise
from orchestrator.domain.status import Status
from orchestrator.queries import adverts as query
from orchestrator.queries.advert_applications import advert_applications
from orchestrator.queries.advert_list import AdvertFilter, AdvertLine, adverts
from orchestrator.queries.adverts import AdvertRecord
from orchestrator.queries.vacancies import PAGE
from orchestrator.services.conflict import Conflict
from orchestrator.services.keep_draft import drop_draft, keep_draft
from orchestrator.services.once import Answer, once
from orchestrator.services.refused import Refused
from orchestrator.services.save_advert import save_advert
from orchestrator.storage import drafts
from orchestrator.storage.adverts import StoredAdvert

from . import form_token
from .access import authorised, callboard, user
from .advert_form import AdvertText, read_text, read_vacancies
from .advert_page import advert_page, find_advert, show_page, typed_page
from .conflict import conflict_words
from .employer_choice import employer_choice, employer_of_form
from .filter import Filter, chosen_owner, chosen_status, owner_filter, status_filter
from .frame import Frame
from .paging import Pager, page_number
from .writing import is_unsaved
from .writing_note import writing_note

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
        figures = advert_applications(connection, [row.id for row in found.rows])
    rows = tuple(_row(row, figures.get(row.id)) for row in found.rows)
    shown = next((each.name for each in frame.employers if each.id == frame.employer), "all employers")
    page = ListPage(
        employer=shown,
        query=text,
        filters=(status_filter(status), owner_filter(owner)),
        rows=rows,
        pager=Pager.of(number, found.total, len(rows), PAGE),
    )
    return render_template("adverts.html", page=page)


def _row(line: AdvertLine, known: Figure | None) -> Mapping[str, object]:
    """Without a posting there is nothing to count; with one, no count is an unknown one."""
    posted = line.status is not Status.DRAFT
    return asdict(line) | {"applications": (known or Figure(None)) if posted else None}


@blueprint.get("/new")
@authorised(Action.WRITE)
def new() -> str:
    chosen = tuple(request.args.getlist("vacancy", int))
    return show_page(advert_page(None, AdvertText.empty(), chosen, employers=employer_choice(), may_write=True), None)


@blueprint.get("/<int:advert_id>")
@authorised(Action.SEE)
def edit(advert_id: int) -> str:
    advert = find_advert(advert_id, Action.SEE)
    chosen = tuple(each.id for each in advert.vacancies)
    write = authorise(user(), Action.WRITE, advert.employer_id)
    with callboard().database.read() as connection:
        kept = drafts.of(connection, advert_id, user().id) if write else None
    text = AdvertText.of(advert, request.args.get("tab", ""))
    if kept and "kept" in request.args:
        text = AdvertText.kept(kept.form)
        return show_page(advert_page(advert, text, chosen, may_write=write, version=kept.version), advert)
    return show_page(advert_page(advert, text, chosen, may_write=write, kept_at=kept.at if kept else None), advert)


@blueprint.post("/new", defaults={"advert_id": None})
@blueprint.post("/<int:advert_id>")
@authorised(Action.WRITE)
def save(advert_id: int | None) -> Response | tuple[str, int]:
    advert = None if advert_id is None else find_advert(advert_id, Action.WRITE)
    text, chosen = AdvertText.typed(), tuple(request.form.getlist("vacancy", int))
    version = request.form.get("version", 0, int)
    if advert and text.board:
        text, chosen = text.turned(advert, request.form), tuple(each.id for each in advert.vacancies)
        if "change" in request.form or "reset" in request.form:
            return show_page(typed_page(advert, text, chosen, version), advert), 200
    try:
        if advert is None:
            answer = once(callboard(), user().id, form_token.sent(), lambda: _added(text))
            id = int((answer.data or {})["advert"])
        else:
            id = _changed(advert, text, chosen, version).id
    except Refused as refused:
        return show_page(typed_page(advert, text, chosen, version), advert, map(_at_field, refused.reasons)), 422
    except Conflict as conflict:
        assert advert is not None, "what is new has no earlier version"
        now = find_advert(advert.id, Action.WRITE)
        if is_unsaved(now, text):
            keep_draft(callboard(), user().id, advert=advert.id, version=version, form=asdict(text))
            # Saved once more it replaces theirs; until then both can be compared.
            page = replace(typed_page(now, text, chosen, conflict.version), writing=writing_note(now, version))
            return show_page(page, advert, (Reason("", conflict_words(conflict)),)), 409
        id = now.id  # a second click of the same save
    drop_draft(callboard(), user().id, id)
    flash("Saved.", "success")
    if request.form.get("bring"):
        with callboard().database.read() as connection:
            ids = query.posting_ids(connection, [id], open_only=True).get(id, [])
        if ids:
            return redirect(url_for("together.page", do="update", posting=ids), 303)
    if request.form.get("then") == "check":
        return redirect(url_for("check.page", advert_id=id), 303)
    there = request.form.get("go", "") or (text.tab if advert else None)
    return redirect(url_for("adverts.edit", advert_id=id, tab=there), 303)


def _added(text: AdvertText) -> Answer:
    """A new advert, once however often its form is sent."""
    employer = employer_of_form(Action.WRITE)
    wording = read_text(text)
    name = text.name.strip() or wording.title
    served = read_vacancies(employer)
    stored = save_advert(callboard(), user().name, employer, name, {text.label: wording}, served, owner=user().id)
    return Answer(url_for("adverts.edit", advert_id=stored.id), {"advert": stored.id})


def _changed(advert: AdvertRecord, text: AdvertText, chosen: Sequence[int], version: int) -> StoredAdvert:
    """Another text for all boards, or for one: then all else stays as it is."""
    wordings = {each.label: each.text for each in advert.wordings}
    if text.board:
        read_text(text)
        own = {text.label: {text.board: text.override(advert)}}
        name, served = advert.name, list(chosen)
    else:
        wordings[text.label] = read_text(text)
        own, name = {}, text.name.strip() or wordings[text.label].title
        served = read_vacancies(advert.employer_id)
    return save_advert(
        callboard(), user().name, advert.employer_id, name, wordings, served, advert=advert.id, version=version,
        boards=own,
    )  # fmt: skip


def _at_field(reason: Reason) -> Reason:
    """Of a wording `A.title` is the field `title` of the editor."""
    return Reason(reason.field.rpartition(".")[2], reason.message[:1].upper() + reason.message[1:])
