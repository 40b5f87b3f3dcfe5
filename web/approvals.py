"""Asking for approval: whom, by which link, and what they said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.approval import Standing
from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action, authorise
from orchestrator.queries.adverts import AdvertRecord
from orchestrator.queries.approval import approvals_of
from orchestrator.services.ask_approval import ask_approval, require_approval, revoke_approval
from orchestrator.services.refused import Refused

from .access import authorised, callboard, user
from .advert_page import find_advert
from .approval_words import LABELS, asked_words, standing_words

blueprint = Blueprint("approvals", __name__, url_prefix="/adverts/<int:advert_id>/approval")


@dataclass(frozen=True, slots=True)
class Line:
    """One time somebody was asked."""

    id: int
    reviewer: str
    version: int
    asked_by: str
    asked_at: datetime
    words: str
    comment: str
    revocable: bool


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """What `approval.html` shows. `link` is shown once, right after it was made, with the mail that would carry it."""

    advert_id: int
    heading: str
    version: int
    standing: Standing
    label: str
    words: str
    lines: tuple[Line, ...]
    needed: bool
    may_write: bool
    may_decide: bool
    link: str
    mail: str
    reviewer: str


@blueprint.get("")
@authorised(Action.SEE)
def page(advert_id: int) -> str:
    return _show(find_advert(advert_id, Action.SEE))


@blueprint.post("")
@authorised(Action.WRITE)
def ask(advert_id: int) -> str | tuple[str, int]:
    """Make a link and show it; it is kept as a hash only, so it cannot be shown again."""
    advert = find_advert(advert_id, Action.WRITE)
    reviewer = request.form.get("reviewer", "").replace("\0", "")
    try:
        path = ask_approval(
            callboard(), user().name, advert=advert_id, reviewer=reviewer, days=request.form.get("days", 0, int)
        )
    except Refused as refused:
        return _show(advert, refused.reasons), 422
    return _show(advert, link=callboard().settings.public_url + path, reviewer=reviewer)


@blueprint.post("/<int:approval_id>/revoke")
@authorised(Action.WRITE)
def revoke(advert_id: int, approval_id: int) -> Response | tuple[str, int]:
    advert = find_advert(advert_id, Action.WRITE)
    try:
        revoke_approval(callboard(), user().name, advert=advert_id, id=approval_id)
    except Refused as refused:
        return _show(advert, refused.reasons), 422
    flash("Taken back. The link does not work any more.", "success")
    return redirect(url_for("approvals.page", advert_id=advert_id), 303)


@blueprint.post("/rule")
@authorised(Action.MANAGE_PEOPLE)
def rule(advert_id: int) -> Response:
    """Whether adverts of this employer wait for an approval at all."""
    advert = find_advert(advert_id, Action.MANAGE_PEOPLE)
    needed = request.form.get("needed") == "1"
    require_approval(callboard(), user().name, employer=advert.employer_id, needed=needed)
    words = "goes out only once it is approved" if needed else "goes out without being approved"
    flash(f"What is written for {advert.employer} {words}.", "success")
    return redirect(url_for("approvals.page", advert_id=advert_id), 303)


def _show(advert: AdvertRecord, errors: Iterable[Reason] = (), *, link: str = "", reviewer: str = "") -> str:
    zone = ZoneInfo(advert.zone)
    with callboard().database.read() as connection:
        found = approvals_of(connection, advert)
    write = authorise(user(), Action.WRITE, advert.employer_id)
    lines = tuple(
        Line(
            each.id, each.reviewer, each.version, each.asked_by, each.asked_at, asked_words(each, found.now, zone),
            each.comment, write and each.revoked_at is None and (each.answered_at is not None or each.open(found.now)),
        )
        for each in found.asked
    )  # fmt: skip
    shown = ApprovalPage(
        advert.id,
        advert.name,
        advert.version,
        found.standing,
        LABELS[found.standing],
        standing_words(found, advert.version, found.now, zone),
        lines,
        found.needed,
        write,
        authorise(user(), Action.MANAGE_PEOPLE, advert.employer_id),
        link,
        _mail(advert, link) if link else "",
        reviewer,
    )
    return render_template("approval.html", page=shown, zone=zone, errors=tuple(errors))


def _mail(advert: AdvertRecord, link: str) -> str:
    subject = f"Advert to approve: {advert.name}"
    body = f"Please look at this advert and say whether it can go out:\n\n{link}\n\nYou need no account."
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"
