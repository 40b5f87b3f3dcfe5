"""While an advert is being written: its preview, what is kept of it, who else writes, and what is pasted."""

from __future__ import annotations

from dataclasses import asdict
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from orchestrator.domain.permission import Action
from orchestrator.intake.html import MOST_CHARACTERS, to_markdown
from orchestrator.queries.adverts import AdvertRecord
from orchestrator.services.keep_draft import drop_draft, keep_draft
from orchestrator.services.refused import Refused

from .access import authorised, callboard, user
from .advert_form import AdvertText
from .advert_page import facts_of_form, find_advert
from .advert_preview import preview_of
from .employer_choice import employer_of_form
from .writing_note import writing_note

blueprint = Blueprint("writing", __name__, url_prefix="/adverts")


@blueprint.post("/<int:advert_id>/typing")
@authorised(Action.WRITE)
def keep(advert_id: int) -> str:
    """Keep what is typed, where it is not what is saved, and say what a writer should know."""
    advert, text = find_advert(advert_id, Action.WRITE), AdvertText.typed()
    version = request.form.get("version", 0, int)
    kept_at, trouble = None, ""
    if is_unsaved(advert, text):
        try:
            kept_at = keep_draft(callboard(), user().id, advert=advert_id, version=version, form=asdict(text))
        except Refused as refused:
            trouble = str(refused)
    shown = writing_note(advert, version, kept_at, trouble)
    return render_template("_writing.html", writing=shown, zone=ZoneInfo(advert.zone))


def is_unsaved(advert: AdvertRecord, text: AdvertText) -> bool:
    """Does `text` say anything else than what is stored?"""
    stored = AdvertText.of(advert, text.tab)
    if text.board:
        return text.override(advert) != stored.override(advert)
    return (text.wording, text.name.strip()) != (stored.wording, stored.name)


@blueprint.post("/<int:advert_id>/typing/forget")
@authorised(Action.WRITE)
def forget(advert_id: int) -> Redirect:
    """Throw away what was typed and not saved."""
    find_advert(advert_id, Action.WRITE)
    drop_draft(callboard(), user().id, advert_id)
    return redirect(url_for("adverts.edit", advert_id=advert_id), 303)


@blueprint.post("/preview", defaults={"advert_id": None})
@blueprint.post("/<int:advert_id>/preview")
@authorised(Action.WRITE)
def preview(advert_id: int | None) -> str:
    """The preview alone, for what is typed. Nothing is saved."""
    advert = None if advert_id is None else find_advert(advert_id, Action.WRITE)
    text = AdvertText.typed()
    try:
        employer = employer_of_form(Action.WRITE) if advert is None else advert.employer_id
    except Refused:
        employer = None
    board = next((each for each in callboard().registry.values() if each.name == text.board), None)
    name = advert.employer if advert else ""
    shown = preview_of(name, text, board, facts_of_form(employer), request.form.get("shown", None, int))
    return render_template("_preview.html", preview=shown, advert_id=advert_id, may_write=True)


@blueprint.post("/pasted")
@authorised(Action.WRITE)
def pasted() -> Response:
    """The source of what was copied, as the Markdown that the text is written in."""
    source = request.form.get("source", "").replace("\0", "")[:MOST_CHARACTERS]
    return Response(to_markdown(source).strip(), content_type="text/plain; charset=utf-8")
