"""Several adverts at once: one sentence of what will happen, and one order that goes out whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.queries.standing import quote
from orchestrator.services.once import Answer, once
from orchestrator.services.preview import Previewed
from orchestrator.services.publish import Wanted, publish_all
from orchestrator.services.refused import Refused, refuse

from . import form_token
from .access import authorised, callboard, user
from .check_page import BoardBox, box, tomorrow
from .check_table import CheckRow, check_rows, forbidden, is_stopped
from .cost_words import cost_words
from .numbers import plural
from .order_desk import OrderDesk, order_desk

blueprint = Blueprint("orders", __name__, url_prefix="/adverts/order")

MOST = 20
"""Adverts ordered at once."""


@dataclass(frozen=True, slots=True)
class Part:
    """One advert of the order. `forbidden`: what the rules say of its text, for all of its postings."""

    advert_id: int
    advert: str
    rows: tuple[CheckRow, ...]
    forbidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderPage:
    """What `orders.html` shows; without `boards` only the boxes to choose from. `typed`: date, time and ends."""

    lede: str
    parts: tuple[Part, ...]
    boxes: tuple[BoardBox, ...]
    boards: tuple[str, ...]
    accounts: tuple[int, ...]
    sentence: str
    total: int
    stopped: int
    typed: Mapping[str, str]
    zone_name: str
    once: str


@blueprint.get("")
@authorised(Action.PUBLISH)
def page() -> str | Response:
    desks = _desks(request.args)
    return _show(desks) if desks else _none()


@blueprint.post("")
@authorised(Action.PUBLISH)
def send() -> str | Response | tuple[str, int]:
    desks = _desks(request.form)
    if not desks:
        return _none()
    form = desks[0].form
    if form.do == "look":
        return _show(desks)
    try:
        starts, ends = form.times()
        answer = once(callboard(), user().id, form_token.sent(), lambda: _publish(desks, starts, ends))
    except Refused as refused:
        return _show(desks, map(form.at_field, refused.reasons)), 422
    flash((answer.data or {}).get("words", "Sent."), "success")
    return redirect(answer.address, 303)


def _none() -> Response:
    flash("Tick at least one advert first; all of one employer.", "error")
    return redirect(url_for("adverts.index"), 303)


def _desks(sent: MultiDict[str, str]) -> list[OrderDesk]:
    """Of the adverts that are named and have an open vacancy; empty where they are not all of one employer."""
    ids = list(dict.fromkeys(sent.getlist("advert", int)))[:MOST]
    found = [order_desk(id, sent, f"vacancy-{id}") for id in ids]
    return found if len({each.advert.employer_id for each in found}) == 1 else []


def _publish(desks: Sequence[OrderDesk], starts: str | None, ends: str | None) -> Answer:
    wanted = []
    for desk in desks:
        if not desk.chosen:
            raise refuse("", "Choose at least one board")
        if not desk.form.vacancies:
            continue
        shown = desk.preview(starts, ends) if desk.form.leaves_out else []
        without = {(each.order.vacancy.id, each.order.account.id) for each in _stopped(shown)}
        if shown and len(without) == len(shown):
            continue
        wanted.append(
            Wanted(desk.form.wording, desk.form.vacancies, [each.id for each in desk.chosen], desk.fields, without)
        )
    if not wanted:
        raise refuse("", "Include at least one vacancy that nothing stops")
    placed = publish_all(
        callboard(), user().name, wanted, employer=desks[0].advert.employer_id, starts=starts, ends=ends,
        owner=user().id,
    )  # fmt: skip
    number = plural(len(placed), "posting goes", "postings go") if starts is None else plural(len(placed), "posting")
    words = f"{number} out now." if starts is None else f"{number} scheduled for {starts.replace('T', ' at ')}."
    day: dict[str, Any] = {"from": starts[:10]} if starts else {}
    return Answer(url_for("calendar.month", **day), {"words": words})


def _stopped(shown: Sequence[Previewed]) -> list[Previewed]:
    """Those stopped by themselves, or by what the rules forbid in the text of their advert."""
    everywhere = forbidden(shown)
    return [each for each in shown if everywhere or is_stopped(each, everywhere)]


def _show(desks: Sequence[OrderDesk], errors: Iterable[Reason] = ()) -> str:
    first = desks[0]
    shown = [desk.preview() for desk in desks]
    flat = [each for some in shown for each in some]
    with callboard().database.read() as connection:
        cost = cost_words(quote(connection, [each.order.account.id for each in flat], datetime.now(UTC)))
    vacancies = len({id for desk in desks for id in desk.form.vacancies})
    openings = sum(desk.openings for desk in desks)
    what = (f"{plural(vacancies, 'vacancy', 'vacancies')} ({plural(openings, 'opening')}) of "
            f"{plural(len(desks), 'advert')} to {plural(len(first.chosen), 'board')}")  # fmt: skip
    date, clock = first.form.date, first.form.time
    if not first.form.posted and not date:
        date, clock = tomorrow(first.advert.zone)
    page = OrderPage(
        lede=f"{what}. Nothing is sent until you say so." if first.chosen
        else "Choose the boards first. Nothing is sent until you say so.",
        parts=tuple(_part(desk, some) for desk, some in zip(desks, shown, strict=True)),
        boxes=tuple(box(each, first.form) for each in first.choices),
        boards=tuple(each.label for each in first.chosen),
        accounts=tuple(each.id for each in first.chosen),
        sentence=f"Post {what}: {plural(len(flat), 'posting')}{cost}.",
        total=len(flat),
        stopped=sum(len(_stopped(some)) for some in shown),
        typed={"date": date, "time": clock, "ends": first.form.ends},
        zone_name=first.advert.zone,
        once=form_token.sent() or form_token.fresh(),
    )  # fmt: skip
    return render_template("orders.html", page=page, zone=ZoneInfo(first.advert.zone), errors=tuple(errors))


def _part(desk: OrderDesk, shown: Sequence[Previewed]) -> Part:
    rows = check_rows(desk.advert, desk.form.vacancies, desk.asked, shown)
    stops = tuple(sorted(stop.message for stop in forbidden(shown)))
    return Part(desk.advert.id, desk.advert.name, rows, stops)
