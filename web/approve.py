"""The page behind an approval link: one advert, as each board will show it, for somebody without an account.

The token in the address is all the permission there is. So the page is stored nowhere, tells no other site its
address, sets no cookie, and needs none: whoever has the token could send the form anyway.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, make_response, render_template, request
from werkzeug.wrappers import Response

from orchestrator.domain.approval import Answer
from orchestrator.domain.errors import Reason
from orchestrator.domain.vacancy import VacancyState
from orchestrator.rendering.pay_text import pay_text
from orchestrator.rendering.phrases import hours_text
from orchestrator.services.answer_approval import Asked, answer, look
from orchestrator.services.refused import Refused

from .access import callboard, public
from .advert_form import AdvertText
from .advert_preview import Preview, preview_of
from .advert_tabs import boards_of
from .attempts import Attempts
from .filter import word_of

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
MISSES: Final = Attempts(most=20, window=300.0)
"""Addresses that try tokens which do not exist."""
ANSWERS: Final = Attempts(most=20, window=300.0)
blueprint = Blueprint("approve", __name__)


@dataclass(frozen=True, slots=True)
class Fact:
    """A vacancy that the advert sells."""

    id: int
    place: str
    pay: str
    hours: str
    current: bool


@dataclass(frozen=True, slots=True)
class ApprovePage:
    """What `approve.html` shows."""

    title: str
    employer: str
    reviewer: str
    asked_by: str
    asked_at: datetime
    expires_at: datetime
    vacancies: tuple[Fact, ...]
    previews: tuple[tuple[str, Preview], ...]
    same: bool
    open: bool
    answer: Answer | None
    comment: str


@blueprint.get("/approve/<token>")
@public
def page(token: str) -> Response:
    _slow_down(MISSES)
    asked = look(callboard(), token)
    if asked is None:
        MISSES.failed(request.remote_addr or "", time.monotonic())
        return _answer(render_template("approve_over.html"), 404)
    return _show(asked)


@blueprint.post("/approve/<token>")
@public
def decide(token: str) -> Response:
    _slow_down(ANSWERS)
    ANSWERS.failed(request.remote_addr or "", time.monotonic())
    said = word_of(Answer, request.form.get("answer", ""))
    if said is None:
        abort(400)
    comment = request.form.get("comment", "").replace("\0", "").replace("\r\n", "\n")
    try:
        return _show(answer(callboard(), token, said, comment))
    except Refused as refused:
        asked = look(callboard(), token)
        if asked is None:
            return _answer(render_template("approve_over.html"), 404)
        return _show(asked, refused.reasons, comment, 422)


def _slow_down(attempts: Attempts) -> None:
    if attempts.wait(request.remote_addr or "", time.monotonic()):
        abort(429)


def _show(asked: Asked, errors: tuple[Reason, ...] = (), comment: str = "", status: int = 200) -> Response:
    advert, approval = asked.advert, asked.approval
    facts = [(each.id, each.facts) for each in advert.vacancies if each.state is VacancyState.OPEN]
    chosen = request.args.get("for", None, int)
    with callboard().database.read() as connection:
        boards = boards_of(connection, advert.employer_id)
    several = len(advert.wordings) > 1
    previews = []
    for text in advert.wordings:
        for board in boards:
            shown = preview_of(advert.employer, AdvertText.of(advert, f"{text.label}.{board.name}"), board, facts,
                               chosen)  # fmt: skip
            if shown is not None:
                previews.append((f"{board.label}, wording {text.label}" if several else board.label, shown))
    current = chosen if chosen in {id for id, _ in facts} else facts[0][0] if facts else None
    shown_page = ApprovePage(
        advert.wordings[0].text.title,
        advert.employer,
        approval.reviewer,
        approval.asked_by,
        approval.asked_at,
        approval.expires_at,
        tuple(
            Fact(id, each.place.label, pay_text(each.pay) or "pay not stated", hours_text(each), id == current)
            for id, each in facts
        ),
        tuple(previews) if asked.same else (),
        asked.same,
        asked.open,
        approval.answer,
        comment or approval.comment,
    )
    return _answer(
        render_template("approve.html", page=shown_page, zone=ZoneInfo(advert.zone), errors=errors),
        status,
    )


def _answer(page: str, status: int) -> Response:
    answer = make_response(page, status)
    answer.headers.update(HEADERS)
    return answer
