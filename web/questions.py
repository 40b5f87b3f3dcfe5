"""Standing questions: ask one, draw pairs for it, and read what they say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from orchestrator.domain.design import WHAT, Design
from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action, authorise
from orchestrator.queries.accounts import accounts
from orchestrator.queries.comparison import arms
from orchestrator.queries.design_power import mean_of_slot, power_of
from orchestrator.queries.pair_offers import pair_offers
from orchestrator.queries.question_results import QuestionResult, question_result
from orchestrator.queries.question_sheet import pair_table, pair_values, question_table, question_values
from orchestrator.services.ask_question import ask_question, stop_question
from orchestrator.services.draw_pair import draw_pair, drop_pair
from orchestrator.services.refused import Refused, refuse
from orchestrator.storage import questions
from orchestrator.storage.questions import Question

from .access import authorised, callboard, may, user
from .asked import board_label, chosen_employer, whose
from .attachment import Sheet, chosen_attachment
from .filter import Option, word_of
from .question_page import ListPage, NewPage, QuestionPage, pairs_chart
from .question_words import plan_words, question_verdict

blueprint = Blueprint("questions", __name__, url_prefix="/reports/questions")


@blueprint.get("")
@authorised(Action.REPORT)
def index() -> str | Response:
    """The questions; `format` csv, xlsx or json gives a file."""
    employer = chosen_employer()
    with callboard().database.read() as connection:
        who = whose(connection, employer)
        found = [_result(connection, each) for each in questions.listed(connection, employer)]
    form = request.args.get("format", "")
    if form:
        return chosen_attachment(form, Sheet("questions", question_table(found), question_values(found)))
    rows = tuple((each.question, question_verdict(each)) for each in found)
    return render_template("questions.html", page=ListPage(who.name, rows, _may_ask(employer)))


@blueprint.get("/new")
@authorised(Action.PUBLISH)
def new() -> str:
    """The form; with `smallest_ratio` and `window_days` it says what the design can show."""
    return _new(request.args.to_dict())


@blueprint.post("/new")
@authorised(Action.PUBLISH)
def ask() -> str | Response:
    employer = _employer()
    design = word_of(Design, request.form.get("design", ""))
    if design is None:
        abort(400)
    try:
        if employer is None:
            raise refuse("", "choose one employer first: a question is about one employer’s adverts")
        id = ask_question(
            callboard(), user().name, employer, asked=request.form.get("asked", ""),
            a_means=request.form.get("a_means", ""), b_means=request.form.get("b_means", ""), design=design,
            smallest_ratio=request.form.get("smallest_ratio", 0.0, float),
            window_days=request.form.get("window_days", 0, int),
        )  # fmt: skip
    except Refused as refused:
        return _new(request.form.to_dict(), refused.reasons)
    flash("The plan is signed. Draw the first pair.", "success")
    return redirect(url_for("questions.show", question_id=id), 303)


@blueprint.get("/<int:question_id>")
@authorised(Action.REPORT)
def show(question_id: int) -> str | Response:
    """One question; `format` csv, xlsx or json gives its pairs as a file."""
    form = request.args.get("format", "")
    if not form:
        return _page(question_id)
    with callboard().database.read() as connection:
        found = _asked(connection, question_id)
    return chosen_attachment(form, Sheet(f"question-{question_id}", pair_table(found), pair_values(found)))


@blueprint.post("/<int:question_id>/draw")
@authorised(Action.PUBLISH)
def draw(question_id: int) -> str | Response:
    """Throw the coin and put the pair's postings on the calendar."""
    _mine(question_id, Action.PUBLISH)
    form = request.form
    try:
        drawn = draw_pair(
            callboard(), user().name, question_id, wording_a=form.get("wording_a", 0, int),
            wording_b=form.get("wording_b", 0, int), vacancies=form.getlist("vacancies", int),
            accounts=form.getlist("accounts", int), first_day=_day(form.get("first_day", "")),
        )  # fmt: skip
    except Refused as refused:
        return _page(question_id, refused.reasons)
    flash(f"The coin gave A to slot {drawn.a_slot}. {len(drawn.postings)} postings are on the calendar.", "success")
    return redirect(url_for("questions.show", question_id=question_id), 303)


@blueprint.post("/<int:question_id>/pairs/<int:pair_id>/drop")
@authorised(Action.PUBLISH)
def drop(question_id: int, pair_id: int) -> str | Response:
    """Leave a pair out, with a reason, before its counts can be known."""
    _mine(question_id, Action.PUBLISH)
    try:
        drop_pair(callboard(), user().name, question_id, pair_id, request.form.get("reason", ""))
    except Refused as refused:
        return _page(question_id, refused.reasons)
    flash("The pair is left out; it stays visible. Its postings run on unless you withdraw them.", "success")
    return redirect(url_for("questions.show", question_id=question_id), 303)


@blueprint.post("/<int:question_id>/stop")
@authorised(Action.PUBLISH)
def stop(question_id: int) -> str | Response:
    """Draw no more pairs."""
    _mine(question_id, Action.PUBLISH)
    try:
        stop_question(callboard(), user().name, question_id, request.form.get("reason", ""))
    except Refused as refused:
        return _page(question_id, refused.reasons)
    flash("No more pairs are drawn. What runs, runs on and counts.", "success")
    return redirect(url_for("questions.show", question_id=question_id), 303)


def _new(typed: dict[str, str], errors: Sequence[Reason] = ()) -> str:
    employer = _employer()
    typed = {"smallest_ratio": "1.5", "window_days": "14", "design": Design.TOWNS.value} | typed
    with callboard().database.read() as connection:
        who = whose(connection, employer)
        mean = mean_of_slot(connection, employer, int(typed["window_days"])) if employer and _number(typed) else None
    power = power_of(float(typed["smallest_ratio"]), mean) if _number(typed) else None
    page = NewPage(who.name, tuple(Option(each.value, said) for each, said in WHAT.items()), typed, power)
    return render_template("question_new.html", page=page, errors=errors)


def _number(typed: dict[str, str]) -> bool:
    try:
        return 1.1 <= float(typed["smallest_ratio"]) <= 5 and 3 <= int(typed["window_days"]) <= 90
    except ValueError:
        return False


def _page(question_id: int, errors: Sequence[Reason] = ()) -> str:
    with callboard().database.read() as connection:
        found = _asked(connection, question_id)
        asked = found.question
        who = whose(connection, asked.employer_id)
        offers = pair_offers(connection, asked) if asked.stopped_at is None else ()
        usable = accounts(connection, asked.employer_id)
    page = QuestionPage(
        found=found,
        verdict=question_verdict(found),
        chart=pairs_chart(found),
        offers=offers,
        accounts=tuple((each.id, f"{each.label} ({board_label(each.board)})") for each in usable),
        method=plan_words(found),
        may_ask=_may_ask(asked.employer_id),
        typed=request.form.to_dict(),
        tomorrow=who.today + timedelta(days=1),
    )
    return render_template("question.html", page=page, errors=errors)


def _asked(connection: Connection, id: int) -> QuestionResult:
    found = questions.by_id(connection, id)
    if found is None:
        abort(404)
    may(Action.REPORT, found.employer_id)
    return _result(connection, found)


def _result(connection: Connection, question: Question) -> QuestionResult:
    today = whose(connection, question.employer_id).today
    return question_result(connection, callboard().settings.secret_key, question, today)


def _mine(id: int, action: Action) -> None:
    with callboard().database.read() as connection:
        found = questions.by_id(connection, id)
    if found is None:
        abort(404)
    may(action, found.employer_id)


def _employer() -> int | None:
    """That of the wording one comes from, else the one chosen in the frame."""
    wording = request.values.get("a", None, int)
    if wording is not None:
        with callboard().database.read() as connection:
            known = arms(connection, [wording])
        if wording in known:
            may(Action.PUBLISH, known[wording].employer_id)
            return known[wording].employer_id
    return chosen_employer()


def _may_ask(employer: int | None) -> bool:
    return authorise(user(), Action.PUBLISH, employer)


def _day(words: str) -> date:
    try:
        return datetime.strptime(words, "%Y-%m-%d").date()  # noqa: DTZ007  # a calendar day
    except ValueError:
        raise refuse("first_day", "give a day, such as 2026-11-30") from None
