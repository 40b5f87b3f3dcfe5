"""What adverts are made from: reusable blocks, templates and copies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.queries.advert_list import AdvertFilter, AdvertLine, adverts
from orchestrator.services.duplicate_advert import duplicate_advert
from orchestrator.services.once import Answer, once
from orchestrator.services.refused import Refused
from orchestrator.services.save_block import remove_block, save_block
from orchestrator.storage import blocks
from orchestrator.storage.blocks import Block

from . import form_token
from .access import authorised, callboard, user
from .advert_page import find_advert
from .employer_choice import employer_choice, employer_of_form
from .filter import Filter

blueprint = Blueprint("parts", __name__, url_prefix="/adverts")


@dataclass(frozen=True, slots=True)
class PartsPage:
    """What `parts.html` shows. `name` and `body`: of the block being written."""

    employers: Filter
    blocks: tuple[Block, ...]
    templates: tuple[AdvertLine, ...]
    name: str
    body: str
    once: str


@blueprint.get("/parts")
@authorised(Action.WRITE)
def page() -> str:
    return _show()


@blueprint.post("/parts/blocks")
@authorised(Action.WRITE)
def keep() -> Response | tuple[str, int]:
    name, body = (request.form.get(each, "").replace("\0", "") for each in ("block_name", "block_body"))
    try:
        employer = employer_of_form(Action.WRITE)
        save_block(callboard(), user().name, employer=employer, name=name, body=body.replace("\r\n", "\n"))
    except Refused as refused:
        return _show(refused.reasons, name, body), 422
    flash("Kept. It can be added to every advert of this employer.", "success")
    return redirect(url_for("parts.page"), 303)


@blueprint.post("/parts/blocks/<int:block_id>/remove")
@authorised(Action.WRITE)
def remove(block_id: int) -> Response | tuple[str, int]:
    try:
        remove_block(callboard(), user().name, employer=employer_of_form(Action.WRITE), id=block_id)
    except Refused as refused:
        return _show(refused.reasons), 422
    flash("Removed. Adverts that were written with it keep their words.", "success")
    return redirect(url_for("parts.page"), 303)


@blueprint.post("/<int:advert_id>/copy")
@authorised(Action.WRITE)
def copy(advert_id: int) -> Response:
    """An advert from an advert or a template, or a template from an advert."""
    advert = find_advert(advert_id, Action.WRITE)
    template = request.form.get("as") == "template"

    def make() -> Answer:
        name = advert.name if template or request.form.get("as") == "advert" else f"{advert.name}, copy"
        id = duplicate_advert(callboard(), user().name, advert=advert_id, name=name, template=template, owner=user().id)
        return Answer(url_for("parts.page") if template else url_for("adverts.edit", advert_id=id))

    answer = once(callboard(), user().id, form_token.sent(), make)
    flash("Kept as a template." if template else "This is the copy. Choose the vacancies it is for.", "success")
    return redirect(answer.address, 303)


def _show(errors: Iterable[Reason] = (), name: str = "", body: str = "") -> str:
    choice = employer_choice()
    employer = int(choice.value) if choice.value else None
    edited = request.args.get("block", None, int)
    with callboard().database.read() as connection:
        kept = tuple(blocks.of_employer(connection, employer)) if employer else ()
        found = adverts(connection, AdvertFilter(g.frame.employer, templates=True))
    if chosen := next((each for each in kept if each.id == edited), None):
        name, body = name or chosen.name, body or chosen.body
    shown = PartsPage(choice, kept, found.rows, name, body, form_token.fresh())
    return render_template("parts.html", page=shown, errors=tuple(errors))
