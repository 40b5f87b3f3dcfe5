"""Import vacancies and their adverts from a file: what came in, what did not and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from orchestrator.domain.permission import Action
from orchestrator.intake.read import FORMATS, read
from orchestrator.queries.imported import Imported, answered, imported
from orchestrator.services.import_adverts import import_adverts
from orchestrator.services.import_result import ImportResult
from orchestrator.services.once import Answer, once
from orchestrator.services.refused import Refused, refuse

from . import form_token
from .access import authorised, callboard, user
from .employer_choice import employer_choice, employer_of_form
from .filter import Filter

blueprint = Blueprint("imports", __name__, url_prefix="/vacancies/import")

MOST_SHOWN = 500
"""Refusals and notes that are kept for the page of a result."""


@dataclass(frozen=True, slots=True)
class ImportPage:
    """What `import.html` shows."""

    employers: Filter
    formats: str
    once: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What `import_result.html` shows; `dry`: nothing was kept. Refused and notes are pairs (item, words)."""

    name: str
    imported: int
    dry: bool
    vacancies: tuple[Imported, ...]
    refused: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]


@blueprint.get("")
@authorised(Action.WRITE)
def ask() -> str:
    return render_template("import.html", page=ImportPage(employer_choice(), FORMATS, form_token.fresh()))


@blueprint.post("")
@authorised(Action.WRITE)
def take() -> Response | tuple[str, int]:
    try:
        employer = employer_of_form(Action.WRITE)
        file, dry = _file(), request.form.get("do") == "try"
        token = form_token.sent()

        def act() -> Answer:
            name = file.filename or "file"
            items = read(file.read(), name)
            result = import_adverts(callboard(), user().name, items, employer=employer, dry_run=dry, owner=user().id)
            return Answer(url_for("imports.show", token=token), _kept(name, result, dry=dry))

        answer = once(callboard(), user().id, token, act)
    except Refused as refused:
        page = ImportPage(employer_choice(), FORMATS, form_token.fresh())
        return render_template("import.html", page=page, errors=refused.reasons), 422
    return redirect(answer.address, 303)


@blueprint.get("/<token>")
@authorised(Action.WRITE)
def show(token: str) -> str:
    with callboard().database.read() as connection:
        answer = answered(connection, token, user().id)
        if answer is None or answer.data is None:
            abort(404)
        data = answer.data
        vacancies = imported(connection, data["vacancies"], g.frame.employer)
    return render_template("import_result.html", page=_shown(data, tuple(vacancies)))


def _file() -> FileStorage:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise refuse("file", "Choose a file to import")
    return file


def _kept(name: str, result: ImportResult, *, dry: bool) -> dict[str, Any]:
    return {
        "name": name,
        "imported": result.imported,
        "dry": dry,
        "vacancies": list(result.vacancies[:MOST_SHOWN]),
        "refused": [[each.item, each.reason] for each in result.refused[:MOST_SHOWN]],
        "notes": [[each.item, each.note] for each in result.notes[:MOST_SHOWN]],
    }


def _shown(data: Mapping[str, Any], vacancies: tuple[Imported, ...]) -> ResultPage:
    return ResultPage(
        data["name"],
        data["imported"],
        data["dry"],
        vacancies,
        tuple((item, words) for item, words in data["refused"]),
        tuple((item, words) for item, words in data["notes"]),
    )
