"""Vacancies: the list, one with its postings, and its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.figure import Figure
from orchestrator.domain.permission import Action, authorise
from orchestrator.domain.posting import Cause
from orchestrator.queries import counts
from orchestrator.queries import vacancies as query
from orchestrator.queries.behind import usual_now
from orchestrator.queries.history import history
from orchestrator.queries.outages import outages
from orchestrator.queries.postings import postings
from orchestrator.queries.vacancies import PAGE, VacancyFilter, VacancyLine, VacancyRecord
from orchestrator.services.conflict import Conflict
from orchestrator.services.refused import Refused
from orchestrator.services.save_vacancy import save_vacancy

from . import vacancy_form
from .access import authorised, callboard, may, user
from .bring_along import bring_along
from .conflict import conflict_words
from .employer_choice import employer_choice, employer_of_form
from .filter import Filter, chosen_owner, chosen_status, owner_filter, status_filter, word_of
from .frame import Frame
from .numbers import plural
from .paging import Pager, page_number
from .vacancy_page import title_of, vacancy_page

blueprint = Blueprint("vacancies", __name__, url_prefix="/vacancies")


@dataclass(frozen=True, slots=True)
class ListPage:
    """What `vacancies.html` shows."""

    lede: str
    query: str
    filters: tuple[Filter, ...]
    rows: tuple[Mapping[str, object], ...]
    pager: Pager
    cause: str
    may_write: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class FormPage:
    """What `vacancy_form.html` shows; `values` by name of the field, as typed."""

    id: int | None
    heading: str
    version: int
    values: Mapping[str, str]
    employers: Filter | None
    open_postings: int = 0


@blueprint.get("")
@authorised(Action.SEE)
def index() -> str:
    frame: Frame = g.frame
    text, status, owner = request.args.get("q", "").replace("\0", "").strip()[:100], chosen_status(), chosen_owner()
    cause = word_of(Cause, request.args.get("cause", ""))
    number = page_number()
    with callboard().database.read() as connection:
        found = query.vacancies(connection, VacancyFilter(frame.employer, text, status, owner, cause), number)
        ids = query.posting_ids(connection, [row.id for row in found.rows])
        figures = counts.applications(connection, [each for group in ids.values() for each in group])
    rows = tuple(_row(row, [figures[each] for each in ids.get(row.id, ())]) for row in found.rows)
    words = plural(found.total, "vacancy", "vacancies") + f" with {plural(found.openings, 'opening')}"
    page = ListPage(
        lede=f"{words}{_of(frame)}." if found.total else "No vacancy is shown.",
        query=text,
        filters=(status_filter(status), owner_filter(owner)),
        rows=rows,
        pager=Pager.of(number, found.total, len(rows), PAGE),
        cause=cause.value if cause else "",
        may_write=authorise(user(), Action.WRITE, frame.employer),
        ticked=request.args.get("tick") == "all",
    )
    return render_template("vacancies.html", page=page)


def _row(line: VacancyLine, figures: list[Figure]) -> Mapping[str, object]:
    return asdict(line) | {"applications": counts.together(figures)[0]}


def _of(frame: Frame) -> str:
    return next(
        (f" at {each.name}" for each in frame.employers if each.id is not None and each.id == frame.employer), ""
    )


@blueprint.get("/<int:vacancy_id>")
@authorised(Action.SEE)
def show(vacancy_id: int) -> str:
    with callboard().database.read() as connection:
        vacancy = query.vacancy(connection, vacancy_id)
        if vacancy is None:
            abort(404)
        may(Action.SEE, vacancy.employer_id)
        lines = postings(connection, vacancy=vacancy_id)
        figures = counts.applications(connection, [line.id for line in lines])
        events = history(connection, vacancy_id, [line.id for line in lines])
        usual = usual_now(connection, [line.id for line in lines], ZoneInfo(vacancy.zone))
        stopped = outages(connection, vacancy=vacancy_id)
    may_write = authorise(user(), Action.WRITE, vacancy.employer_id)
    page = vacancy_page(vacancy, lines, figures, usual, events, stopped, may_write=may_write)
    return render_template("vacancy.html", page=page, zone=ZoneInfo(vacancy.zone))


@blueprint.get("/new")
@authorised(Action.WRITE)
def new() -> str:
    return _form(FormPage(None, "New vacancy", 0, vacancy_form.EMPTY, employer_choice()))


@blueprint.post("/new")
@authorised(Action.WRITE)
def add() -> Response | tuple[str, int]:
    page = FormPage(None, "New vacancy", 0, vacancy_form.typed(request.form), employer_choice())
    try:
        employer = employer_of_form(Action.WRITE)
        facts = vacancy_form.read(request.form)
        stored = save_vacancy(callboard(), user().name, employer, facts, owner=user().id)
    except Refused as refused:
        return _form(page, refused.reasons), 422
    flash(f"Added as {stored.reference}.", "success")
    return redirect(url_for("vacancies.show", vacancy_id=stored.id), 303)


@blueprint.get("/<int:vacancy_id>/edit")
@authorised(Action.WRITE)
def edit(vacancy_id: int) -> str:
    vacancy, open_postings = _of_form(vacancy_id)
    heading = f"Edit: {title_of(vacancy)}"
    values = vacancy_form.filled(vacancy.facts)
    return _form(FormPage(vacancy.id, heading, vacancy.version, values, None, open_postings))


@blueprint.post("/<int:vacancy_id>/edit")
@authorised(Action.WRITE)
def save(vacancy_id: int) -> Response | tuple[str, int]:
    vacancy, open_postings = _of_form(vacancy_id)
    version = request.form.get("version", 0, int)
    heading = f"Edit: {title_of(vacancy)}"
    typed = vacancy_form.typed(request.form)
    try:
        facts = vacancy_form.read(request.form)
        save_vacancy(callboard(), user().name, vacancy.employer_id, facts, vacancy=vacancy_id, version=version)
    except Refused as refused:
        return _form(FormPage(vacancy_id, heading, version, typed, None, open_postings), refused.reasons), 422
    except Conflict as conflict:
        page = FormPage(vacancy_id, heading, conflict.version, typed, None, open_postings)
        return _form(page, (Reason("", conflict_words(conflict)),)), 409
    flash("Saved.", "success")
    if request.form.get("bring"):
        with callboard().database.read() as connection:
            ids = query.posting_ids(connection, [vacancy_id], open_only=True).get(vacancy_id, [])
        bring_along(ids)
    return redirect(url_for("vacancies.show", vacancy_id=vacancy_id), 303)


def _of_form(vacancy_id: int) -> tuple[VacancyRecord, int]:
    """The vacancy, and how many open postings a change would not reach by itself."""
    with callboard().database.read() as connection:
        vacancy = query.vacancy(connection, vacancy_id)
        if vacancy is None:
            abort(404)
        may(Action.WRITE, vacancy.employer_id)
        tallies = query.tally_by_vacancy(connection, [vacancy_id])
    return vacancy, tallies[vacancy_id][0].open if vacancy_id in tallies else 0


def _form(page: FormPage, errors: Iterable[Reason] = ()) -> str:
    return render_template("vacancy_form.html", page=page, form=vacancy_form, errors=tuple(errors))
