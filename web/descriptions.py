"""From a job description to a draft: hand it in, look at what was found where, take it over."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.intake.document import ACCEPTED, document_text
from orchestrator.intake.draft import Draft, Item, Unreadable
from orchestrator.services.import_adverts import import_adverts
from orchestrator.services.once import Answer, once
from orchestrator.services.refused import Refused, refuse

from . import form_token, vacancy_form
from .access import authorised, callboard, user
from .advert_form import AdvertText, read_text
from .description_page import DescriptionPage, ProposalPage, proposal_page
from .employer_choice import employer_choice, employer_of_form

blueprint = Blueprint("descriptions", __name__, url_prefix="/adverts/from-description")


@blueprint.get("")
@authorised(Action.WRITE)
def ask() -> str:
    return _ask("")


@blueprint.post("")
@authorised(Action.WRITE)
def propose() -> str | tuple[str, int]:
    """What the document says of an advert's parts. Nothing is kept yet."""
    typed = request.form.get("document", "")
    try:
        employer_of_form(Action.WRITE)
        text = _document()
    except Refused as refused:
        return _ask(typed, refused.reasons), 422
    return _show(proposal_page(text))


@blueprint.post("/take")
@authorised(Action.WRITE)
def take() -> Response | tuple[str, int]:
    """Make a vacancy and its advert of what stands in the form."""
    document = request.form.get("document", "").replace("\r\n", "\n")
    try:
        employer = employer_of_form(Action.WRITE)
        draft = _draft()
        answer = once(callboard(), user().id, form_token.sent(), lambda: _kept(employer, draft))
    except Refused as refused:
        return _show(proposal_page(document, typed=request.form), refused.reasons), 422
    flash((answer.data or {}).get("words", "Added."), "success")
    return redirect(answer.address, 303)


def _document() -> str:
    """The text that was handed in: the file where there is one, else what was pasted. Raises Refused."""
    file = request.files.get("file")
    uploaded = file is not None and bool(file.filename)
    field = "file" if uploaded else "document"
    source = file.read() if file is not None and uploaded else request.form.get("document", "").encode()
    if not source.strip() and not uploaded:
        raise refuse(field, "Paste the job description, or choose its file")
    try:
        return document_text(source)
    except Unreadable as error:
        words = str(error)
        raise refuse(field, words[:1].upper() + words[1:]) from None


def _draft() -> Draft:
    """The facts and the text as they stand in the form. Raises Refused with everything that is wrong."""
    reasons: list[Reason] = []
    facts, wording = None, None
    try:
        facts = vacancy_form.read(request.form)
    except Refused as refused:
        reasons += refused.reasons
    try:
        wording = read_text(AdvertText.typed())
    except Refused as refused:
        reasons += [reason for reason in refused.reasons if reason.field != "title"]
    if facts is None or wording is None or reasons:
        raise Refused(reasons)
    return Draft("", facts, wording)


def _kept(employer: int, draft: Draft) -> Answer:
    item = Item("job description", draft)
    result = import_adverts(callboard(), user().name, [item], employer=employer, owner=user().id)
    if result.refused:
        raise refuse("", result.refused[0].reason)
    address = url_for("adverts.edit", advert_id=result.adverts[0])
    return Answer(address, {"words": "A vacancy and its advert were added. Nothing has been sent."})


def _ask(typed: str, errors: Iterable[Reason] = ()) -> str:
    page = DescriptionPage(employer_choice(), ACCEPTED, typed if len(typed) <= MOST_SHOWN else "")
    return render_template("description.html", page=page, errors=tuple(errors))


def _show(page: ProposalPage, errors: Iterable[Reason] = ()) -> str:
    return render_template("proposal.html", page=page, form=vacancy_form, errors=tuple(errors))


MOST_SHOWN = 300_000
"""Characters of a refused text that come back with the form; a longer one was refused for its length."""
