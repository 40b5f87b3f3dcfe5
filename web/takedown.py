"""The vacancy is filled: what follows on each board, and then what is still to be seen gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from orchestrator.boards.registry import operations
from orchestrator.domain.offer import Mode
from orchestrator.domain.operation import Operation
from orchestrator.domain.permission import Action
from orchestrator.domain.posting import Phase, Presence
from orchestrator.domain.status import Status
from orchestrator.domain.vacancy import VacancyState
from orchestrator.queries.postings import PostingLine, postings
from orchestrator.queries.vacancies import VacancyRecord, vacancy
from orchestrator.services.fill import fill

from .access import authorised, callboard, may, user
from .numbers import plural
from .sheet import Sheet

blueprint = Blueprint("takedown", __name__, url_prefix="/vacancies/<int:vacancy_id>")


@dataclass(frozen=True, slots=True)
class TakedownPage:
    """What `takedown.html` shows; `gone` of `total` postings are down."""

    id: int
    title: str
    postings: tuple[PostingLine, ...]
    gone: int
    total: int


@blueprint.get("/filled")
@authorised(Action.PUBLISH)
def ask(vacancy_id: int) -> str | Response:
    found, lines = _read(vacancy_id, Action.PUBLISH)
    if found.state is not VacancyState.OPEN:
        return redirect(url_for("takedown.show", vacancy_id=vacancy_id))
    up = [line for line in lines if line.ended_at is None]
    page = Sheet(
        here="vacancies",
        question=f"Close {found.facts.title}, {found.facts.place.label}, as filled?",
        consequences=consequences(up) or ("It is on no board; only the vacancy is closed",),
        note="Candidates who click later see a closing notice.",
        action=f"Vacancy filled: take down {plural(len(up), 'posting')}" if up else "Vacancy filled",
        keep="Keep it open",
        keep_href=url_for("vacancies.show", vacancy_id=vacancy_id),
    )
    return render_template("confirm.html", page=page)


@blueprint.post("/filled")
@authorised(Action.PUBLISH)
def close(vacancy_id: int) -> Response:
    found, _ = _read(vacancy_id, Action.PUBLISH)
    if found.state is VacancyState.OPEN:
        done = fill(callboard(), user().name, vacancy_id)
        parts = [f"{done.taking_down} being taken down"] if done.taking_down else []
        parts += [f"{done.cancelled} cancelled before they were sent"] if done.cancelled else []
        flash(f"{found.reference} is filled{': ' if parts else ''}{', '.join(parts)}.", "success")
    return redirect(url_for("takedown.show", vacancy_id=vacancy_id), 303)


@blueprint.get("/takedown")
@authorised(Action.SEE)
def show(vacancy_id: int) -> str:
    found, lines = _read(vacancy_id, Action.SEE)
    mine = tuple(line for line in lines if line.published_at is not None or line.ended_at is None)
    gone = sum(line.status is Status.CLOSED for line in mine)
    title = f"{found.facts.title}, {found.facts.place.label}"
    page = TakedownPage(vacancy_id, title, mine, gone, len(mine))
    return render_template("takedown.html", page=page, zone=ZoneInfo(found.zone))


def _read(vacancy_id: int, action: Action) -> tuple[VacancyRecord, list[PostingLine]]:
    with callboard().database.read() as connection:
        found = vacancy(connection, vacancy_id)
        if found is None:
            abort(404)
        may(action, found.employer_id)
        return found, postings(connection, vacancy=vacancy_id)


def consequences(lines: Iterable[PostingLine]) -> tuple[str, ...]:
    """What closing these postings does, a sentence for each account."""
    by_account: dict[str, list[PostingLine]] = {}
    unsent = 0
    for line in lines:
        if line.presence is Presence.ABSENT and line.phase is Phase.WAITING:
            unsent += 1
        else:
            by_account.setdefault(line.account, []).append(line)
    found = [_consequence(account, group) for account, group in sorted(by_account.items())]
    if unsent:
        found.append(f"{plural(unsent, 'posting that was', 'postings that were')} not sent yet: cancelled")
    return tuple(found)


def _consequence(account: str, group: list[PostingLine]) -> str:
    adapter = callboard().registry[group[0].board]
    number = len(group)
    if adapter.mode is Mode.FEED:
        return f"{account} drops {number} at its next fetch"
    if adapter.mode is Mode.PAGE:
        return f"{account} shows the closing notice at once in place of {number}"
    if adapter.mode is Mode.BY_HAND or Operation.WITHDRAW not in operations(adapter):
        task = "becomes a task" if number == 1 else "become tasks"
        return f"{number} on {account} {task} for you: no interface takes it down"
    return f"{account} takes {number} down by itself, most within minutes"
