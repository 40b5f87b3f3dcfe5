"""Vacancies: the list, one with its postings, and its form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.figure import Figure
from orchestrator.domain.permission import Action
from orchestrator.domain.posting import Cause, Wish
from orchestrator.domain.receipt import Evidence
from orchestrator.domain.status import Status
from orchestrator.domain.vacancy import VacancyState
from orchestrator.queries import counts
from orchestrator.queries import vacancies as query
from orchestrator.queries.history import Event, history
from orchestrator.queries.postings import PostingLine, postings
from orchestrator.queries.vacancies import PAGE, VacancyFilter, VacancyLine, VacancyRecord
from orchestrator.rendering.pay_text import pay_text
from orchestrator.services.conflict import Conflict
from orchestrator.services.refused import Refused
from orchestrator.services.save_vacancy import save_vacancy

from . import vacancy_form
from .access import authorised, callboard, may, user
from .conflict import conflict_words
from .employer_choice import employer_choice, employer_of_form
from .filter import Filter, chosen_owner, chosen_status, owner_filter, status_filter
from .frame import Frame
from .numbers import plural
from .paging import Pager, page_number
from .times import moment_words, time_words

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


@dataclass(frozen=True, slots=True)
class PostingRow:
    """One posting of a vacancy."""

    id: int
    board: str
    account: str
    status: Status
    reason: str
    evidence: str
    applications: Figure
    next: str
    movable: bool


@dataclass(frozen=True, slots=True)
class VacancyPage:
    """What `vacancy.html` shows."""

    id: int
    title: str
    reference: str
    employer: str
    openings: int
    filled: int
    pay: str | None
    owner: str
    advert_id: int | None
    open: bool
    live: int
    boards: int
    needs: int
    applications: Figure
    known: int
    of: int
    usual: tuple[int, int] | None
    usual_words: str
    postings: tuple[PostingRow, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class FormPage:
    """What `vacancy_form.html` shows; `values` by name of the field, as typed."""

    id: int | None
    heading: str
    version: int
    values: Mapping[str, str]
    employers: Filter | None
    open_postings: int = 0
    update: bool = True


@blueprint.get("")
@authorised(Action.SEE)
def index() -> str:
    frame: Frame = g.frame
    text, status, owner = request.args.get("q", "").replace("\0", "").strip()[:100], chosen_status(), chosen_owner()
    asked = request.args.get("cause", "")
    cause = Cause(asked) if asked in Cause else None
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
    )
    return render_template("vacancies.html", page=page)


def _row(line: VacancyLine, figures: list[Figure]) -> Mapping[str, object]:
    return asdict(line) | {"applications": counts.together(figures)[0]}


def _of(frame: Frame) -> str:
    return next((f" at {each.name}" for each in frame.employers if each.id is not None and each.id == frame.employer), "")


@blueprint.get("/<int:vacancy_id>")
@authorised(Action.SEE)
def show(vacancy_id: int) -> str:
    now = datetime.now(UTC)
    with callboard().database.read() as connection:
        vacancy = query.vacancy(connection, vacancy_id)
        if vacancy is None:
            abort(404)
        may(Action.SEE, vacancy.employer_id)
        lines = postings(connection, vacancy=vacancy_id)
        figures = counts.applications(connection, [line.id for line in lines])
        events = history(connection, vacancy_id, [line.id for line in lines])
    total, known, of = counts.together(figures.values())
    open_lines = [line for line in lines if line.ended_at is None]
    zone = ZoneInfo(vacancy.zone)
    page = VacancyPage(
        id=vacancy.id,
        title=_title(vacancy),
        reference=vacancy.reference,
        employer=vacancy.employer,
        openings=vacancy.facts.openings,
        filled=vacancy.facts.openings if vacancy.state is VacancyState.FILLED else 0,
        pay=pay_text(vacancy.facts.pay) or None,
        owner=vacancy.owner,
        advert_id=vacancy.advert_id,
        open=vacancy.state is VacancyState.OPEN,
        live=len({line.account_id for line in open_lines if line.status is Status.LIVE}),
        boards=len({line.account_id for line in open_lines}),
        needs=sum(line.status is Status.NEEDS_YOU for line in open_lines),
        applications=total,
        known=known,
        of=of,
        usual=None,
        usual_words="needs the counts of finished postings of this role",
        postings=tuple(_posting(line, figures[line.id], now, zone) for line in lines),
        events=tuple(events),
    )
    return render_template("vacancy.html", page=page, zone=zone)


def _title(vacancy: VacancyRecord) -> str:
    place = vacancy.facts.place
    return f"{vacancy.facts.title}, {place.label}" if place.town or place.remote else vacancy.facts.title


def _posting(line: PostingLine, applications: Figure, now: datetime, zone: tzinfo) -> PostingRow:
    board = callboard().registry[line.board].label if line.board in callboard().registry else line.board
    movable = line.status is Status.SCHEDULED
    return PostingRow(
        line.id,
        board,
        f"{line.account}, practice" if line.practice else line.account,
        line.status,
        line.reason,
        _evidence(line, now, zone),
        applications,
        _next(line, now, zone),
        movable,
    )


def _evidence(line: PostingLine, now: datetime, zone: tzinfo) -> str:
    if line.evidence is None:
        return "Nothing yet"
    words = {
        Evidence.SUBMITTED: "Sent",
        Evidence.FETCHED: "Fetched by the board",
        Evidence.REPORTED: "The board says so",
        Evidence.SEEN: "Seen at the board",
        Evidence.PROVED: "Seen by a person",
    }[line.evidence]
    return f"{words}, {moment_words(line.checked_at, now, zone)}" if line.checked_at else words


def _next(line: PostingLine, now: datetime, zone: tzinfo) -> str:
    """What happens by itself, and when."""
    match line.status:
        case Status.NEEDS_YOU:
            return "Nothing until you decide"
        case Status.SCHEDULED:
            return f"Goes out {time_words(line.starts_at, now, zone)}" if line.starts_at > now else "Goes out next"
        case Status.LIVE if line.ends_at is not None:
            return f"Ends {time_words(line.ends_at, now, zone)}"
        case Status.LIVE:
            return "Stays until you close it"
        case Status.SENDING if line.wish is Wish.CLOSED:
            return "Looked at again until it is gone"
        case Status.SENDING:
            return "Looked at again until it is live"
        case _:
            return "Nothing"


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
    heading = f"Edit: {_title(vacancy)}"
    values = vacancy_form.filled(vacancy.facts)
    return _form(FormPage(vacancy.id, heading, vacancy.version, values, None, open_postings))


@blueprint.post("/<int:vacancy_id>/edit")
@authorised(Action.WRITE)
def save(vacancy_id: int) -> Response | tuple[str, int]:
    vacancy, open_postings = _of_form(vacancy_id)
    version = request.form.get("version", 0, int)
    heading = f"Edit: {_title(vacancy)}"
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
