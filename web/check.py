"""Before sending: choose boards, see what stops each posting and what each board gets, then send."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.queries.board_choices import alike
from orchestrator.queries.standing import quote
from orchestrator.services.once import Answer, once
from orchestrator.services.publish import publish
from orchestrator.services.refused import Refused, refuse

from . import form_token
from .access import authorised, callboard, user
from .check_page import CheckPage, box, tomorrow
from .check_table import check_rows, forbidden, is_stopped
from .cost_words import cost_words
from .filter import Option
from .numbers import plural
from .order_desk import OrderDesk, order_desk

blueprint = Blueprint("check", __name__, url_prefix="/adverts/<int:advert_id>/check")

MOST_SHOWN = 60
"""Variants on one page."""


@blueprint.get("")
@authorised(Action.PUBLISH)
def page(advert_id: int) -> str:
    return _show(order_desk(advert_id, request.args))


@blueprint.get("/variants")
@authorised(Action.PUBLISH)
def variants(advert_id: int) -> str:
    """The rendered variant and the exact bytes for each posting of the order."""
    desk = order_desk(advert_id, request.args)
    shown = desk.preview()
    return render_template(
        "check_variants.html", page=desk.advert, shown=shown[:MOST_SHOWN], total=len(shown), query=desk.form.query
    )


@blueprint.post("")
@authorised(Action.PUBLISH)
def send(advert_id: int) -> Response | tuple[str, int]:
    desk = order_desk(advert_id, request.form)
    if desk.form.do == "look":
        return _show(desk), 200
    try:
        starts, ends = desk.form.times()
        answer = once(callboard(), user().id, form_token.sent(), lambda: _publish(desk, starts, ends))
    except Refused as refused:
        return _show(desk, map(desk.form.at_field, refused.reasons)), 422
    flash((answer.data or {}).get("words", "Sent."), "success")
    return redirect(answer.address, 303)


def _publish(desk: OrderDesk, starts: str | None, ends: str | None) -> Answer:
    """Put the order on the calendar, whole or without what is stopped."""
    if not desk.chosen:
        raise refuse("", "Choose at least one board")
    if not desk.form.vacancies:
        raise refuse("", "Include at least one vacancy")
    without: set[tuple[int, int]] = set()
    if desk.form.leaves_out:
        ordered = desk.preview(starts, ends)
        stops = (each.order for each in ordered if is_stopped(each, forbidden(ordered)))
        without = {(order.vacancy.id, order.account.id) for order in stops}
    placed = publish(
        callboard(),
        user().name,
        employer=desk.advert.employer_id,
        wording=desk.form.wording,
        vacancies=desk.form.vacancies,
        accounts=[each.id for each in desk.chosen],
        starts=starts,
        ends=ends,
        fields=desk.fields,
        owner=user().id,
        without=without,
    )
    if starts is None:
        words = f"{plural(len(placed), 'posting goes', 'postings go')} out now."
    else:
        words = f"{plural(len(placed), 'posting')} scheduled for {starts.replace('T', ' at ')}."
    if len(desk.form.vacancies) == 1:
        return Answer(url_for("vacancies.show", vacancy_id=desk.form.vacancies[0]), {"words": words})
    shown: dict[str, Any] = {"from": starts[:10]} if starts else {}
    return Answer(url_for("calendar.month", **shown), {"words": words})


def _show(desk: OrderDesk, errors: Iterable[Reason] = ()) -> str:
    found = desk.advert
    shown = desk.preview()
    with callboard().database.read() as connection:
        others = tuple(alike(connection, desk.form.vacancies)) if desk.form.vacancies else ()
        cost = cost_words(quote(connection, [each.order.account.id for each in shown], datetime.now(UTC)))
    everywhere = forbidden(shown)
    stops = sum(is_stopped(each, everywhere) for each in shown)
    openings = sum(each.facts.openings for each in found.vacancies if each.id in desk.form.vacancies)
    vacancies = plural(len(desk.form.vacancies), "vacancy", "vacancies") + f" ({plural(openings, 'opening')})"
    boards = plural(len(desk.chosen), "board")
    date, clock = desk.form.date, desk.form.time
    if not desk.form.posted and not date:
        date, clock = tomorrow(found.zone)
    page = CheckPage(
        advert_id=found.id,
        advert=found.name,
        lede=f"{found.name}, {vacancies} to {boards}. Nothing is sent until you say so."
        if desk.chosen
        else "Choose the boards first. Nothing is sent until you say so.",
        boxes=tuple(box(each, desk.form) for each in desk.choices),
        wordings=tuple(Option(str(each.id), f"Wording {each.label}") for each in found.wordings),
        wording=str(desk.form.wording),
        boards=tuple(each.label for each in desk.chosen),
        rows=check_rows(found, desk.form.vacancies, desk.asked, shown),
        forbidden=tuple(sorted(stop.message for stop in everywhere)),
        alike=others,
        sentence=f"Post {vacancies} to {boards}: {plural(len(shown), 'posting')}{cost}.",
        total=len(shown),
        stopped=stops,
        date=date,
        time=clock,
        ends=desk.form.ends,
        zone_name=found.zone,
        hidden=desk.form.hidden,
        query=desk.form.query,
        once=form_token.sent() or form_token.fresh(),
    )
    return render_template("check.html", page=page, zone=ZoneInfo(found.zone), errors=tuple(errors))
