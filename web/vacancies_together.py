"""Several vacancies at once: post them with one advert, or change the same facts of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import PayPeriod
from orchestrator.domain.permission import Action
from orchestrator.queries import vacancies as query
from orchestrator.queries.adverts import Sells, selling
from orchestrator.queries.vacancies import VacancyRecord
from orchestrator.services.change_vacancies import Changed, Facts, change_vacancies, rehearse_change
from orchestrator.services.once import Answer, once
from orchestrator.services.refused import Refused
from orchestrator.services.serve import serve

from . import form_token
from .access import authorised, callboard, may, user
from .changed_row import ChangedRow, changed_row
from .filter import Option
from .numbers import plural
from .typed_numbers import read_amount, read_weekly
from .vacancy_form import PERIODS

blueprint = Blueprint("vacancies_together", __name__, url_prefix="/vacancies/together")

MOST = 200
"""Vacancies changed at once."""

FIELDS = ("pay_minimum", "pay_maximum", "pay_period", "weekly_hours", "closes_on", "apply_url")


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """What `vacancies_advert.html` shows."""

    lede: str
    adverts: tuple[Sells, ...]
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangePage:
    """What `vacancies_change.html` shows; without `rows` only the fields."""

    lede: str
    ids: tuple[int, ...]
    typed: Mapping[str, str]
    periods: tuple[Option, ...]
    rows: tuple[ChangedRow, ...]
    stopped: int
    sentence: str
    once: str


@blueprint.get("")
@authorised(Action.WRITE)
def page() -> str | Response:
    """Posting leads to the check of the advert that sells them all; changing asks what."""
    found = _read(request.args)
    if not found:
        flash("Tick at least one vacancy first.", "error")
        return redirect(url_for("vacancies.index"), 303)
    return _post(found) if request.args.get("do") == "post" else _change(found, request.args)


def _read(sent: MultiDict[str, str]) -> tuple[VacancyRecord, ...]:
    ids = tuple(dict.fromkeys(sent.getlist("vacancy", int)))[:MOST]
    with callboard().database.read() as connection:
        found = tuple(each for id in ids if (each := query.vacancy(connection, id)) is not None)
    for employer in {each.employer_id for each in found}:
        may(Action.WRITE, employer)
    return found


def _post(found: Sequence[VacancyRecord]) -> str | Response:
    ids = tuple(each.id for each in found)
    employers = {each.employer_id for each in found}
    if len(employers) > 1:
        flash("These are vacancies of several employers; post those of one at a time.", "error")
        return redirect(url_for("vacancies.index"), 303)
    with callboard().database.read() as connection:
        adverts = selling(connection, employers.pop(), ids)
    all_of_them = [each for each in adverts if each.sells == len(ids)]
    if len(all_of_them) == 1:
        return _to_check(all_of_them[0].id, ids)
    if not adverts:
        return redirect(url_for("adverts.new", vacancy=list(ids)), 303)
    return render_template("vacancies_advert.html", page=ChoosePage(f"{_words(found)}.", tuple(adverts), ids))


def _to_check(advert: int, ids: Sequence[int]) -> Response:
    chosen: Any = list(ids)
    return redirect(url_for("check.page", advert_id=advert, vacancy=chosen), 303)


@blueprint.post("/advert")
@authorised(Action.WRITE)
def choose_advert() -> Response:
    """Let the chosen advert sell them all, and go on to its check."""
    found, advert = _read(request.form), request.form.get("advert", 0, int)
    try:
        serve(callboard(), user().name, advert, [each.id for each in found])
    except Refused as refused:
        flash(f"{refused}", "error")
        return redirect(url_for("vacancies.index"), 303)
    return _to_check(advert, [each.id for each in found])


@blueprint.post("")
@authorised(Action.WRITE)
def carry_out() -> Response | tuple[str, int]:
    """Change all of them and bring their postings along, or nothing."""
    found = _read(request.form)
    if not found:
        abort(404)
    try:
        facts = _facts(request.form)
        answer = once(callboard(), user().id, form_token.sent(), lambda: _done(found, facts))
    except Refused as refused:
        return _change(found, request.form, refused.reasons), 422
    flash((answer.data or {}).get("words", "Changed."), "success")
    return redirect(answer.address, 303)


def _done(found: Sequence[VacancyRecord], facts: Facts) -> Answer:
    vacancies, brought = change_vacancies(callboard(), user().name, [each.id for each in found], facts)
    words = f"{plural(vacancies, 'vacancy', 'vacancies')} changed; {plural(brought, 'posting')} brought along."
    return Answer(url_for("vacancies.index"), {"words": words})


def _change(found: Sequence[VacancyRecord], sent: MultiDict[str, str], errors: Sequence[Reason] = ()) -> str:
    changed: list[Changed] = []
    wrong = list(errors)
    try:
        facts = _facts(sent)
        if not facts.empty:
            changed = rehearse_change(callboard(), [each.id for each in found], facts)
    except Refused as refused:
        wrong = wrong or list(refused.reasons)
    stopped = sum(each.stopped for each in changed)
    posted = sum(len([one for one in each.postings if one.does]) for each in changed)
    page = ChangePage(
        lede=f"{_words(found)}. An empty field leaves each what it has.",
        ids=tuple(each.id for each in found if not any(one.stopped and one.vacancy.id == each.id for one in changed)),
        typed={name: sent.get(name, "") for name in FIELDS},
        periods=(Option("", "As each has it"), *PERIODS),
        rows=tuple(map(changed_row, changed)),
        stopped=stopped,
        sentence=f"Change {plural(len(changed), 'vacancy', 'vacancies')}; "
        f"{plural(posted, 'open posting gets', 'open postings get')} it.",
        once=form_token.sent() or form_token.fresh(),
    )
    everything = tuple(each.id for each in found)
    return render_template("vacancies_change.html", page=page, everything=everything, errors=tuple(wrong))


def _words(found: Sequence[VacancyRecord]) -> str:
    openings = sum(each.facts.openings for each in found)
    return f"{plural(len(found), 'vacancy', 'vacancies')} ({plural(openings, 'opening')})"


def _facts(sent: MultiDict[str, str]) -> Facts:
    wrong: list[Reason] = []

    def read(name: str, reader: Any, wanted: str) -> Any:
        text = sent.get(name, "").replace("\0", "").strip()
        try:
            return reader(text) if text else None
        except ValueError:
            wrong.append(Reason(name, wanted))
            return None

    facts = Facts(
        read("pay_minimum", read_amount, "Write an amount such as 26500 or 12.71, more than 0"),
        read("pay_maximum", read_amount, "Write an amount such as 29000 or 13.50, more than 0"),
        read("pay_period", PayPeriod, "Choose what the pay is for"),
        read("weekly_hours", read_weekly, "Write the hours a week as a number up to 168, such as 37.5"),
        read("closes_on", date.fromisoformat, "Choose a day that exists, as year-month-day"),
        read("apply_url", _address, "The address must start with https:// or http://"),
    )
    if wrong:
        raise Refused(wrong)
    return facts


def _address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or len(text) > 500:
        raise ValueError(text)
    return text
