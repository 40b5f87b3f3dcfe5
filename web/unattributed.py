"""Applications that no board can be given: by vacancy, with every total as it was reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template

from orchestrator.domain.permission import Action
from orchestrator.queries.unattributed import OfVacancy, unattributed_in
from orchestrator.storage import unattributed
from orchestrator.storage.unattributed import Total

from .access import authorised, callboard
from .asked import asked_days, chosen_employer, whose
from .evidence_of_counts import ORIGINS
from .numbers import plural
from .report_page import period_words

blueprint = Blueprint("unattributed", __name__, url_prefix="/reports/unattributed")


@dataclass(frozen=True, slots=True)
class UnattributedPage:
    """What `unattributed.html` shows: vacancies with what came in the period, and all that was reported of them."""

    lede: str
    verdict: str
    rows: tuple[tuple[OfVacancy, tuple[Total, ...]], ...]


@blueprint.get("")
@authorised(Action.REPORT)
def show() -> str:
    """Of the month so far, or the days `from` to `to`."""
    employer = chosen_employer()
    with callboard().database.read() as connection:
        who = whose(connection, employer)
        start, end = asked_days(who.today)
        found = unattributed_in(connection, start, end, employer)
        told = unattributed.totals(connection, [each.vacancy for each in found.vacancies])
    page = UnattributedPage(
        f"{who.name}, {period_words(start, end)}",
        _said(found.value, len(found.vacancies)),
        tuple((each, _of(told, each.vacancy)) for each in found.vacancies),
    )
    return render_template("unattributed.html", page=page, origins=ORIGINS)


def _said(value: int | None, vacancies: int) -> str:
    if value is None:
        return "Nobody has reported any: they are unknown, not zero."
    return f"{plural(value, 'application')} that no board can be given, of {plural(vacancies, 'vacancy', 'vacancies')}."


def _of(told: Sequence[Total], vacancy: int) -> tuple[Total, ...]:
    return tuple(each for each in told if each.vacancy == vacancy)
