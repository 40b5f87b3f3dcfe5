"""For programs: what the rules say of an advert file, as JSON."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, g, jsonify, request

from orchestrator.domain.permission import Action
from orchestrator.intake.advert_file import load
from orchestrator.intake.checked_file import finding_rows, problem_rows
from orchestrator.intake.front_matter import decode
from orchestrator.intake.problem import AdvertFileError, Mark, Problem
from orchestrator.queries.checked import around
from orchestrator.queries.pay_benchmark import pay_benchmark

from .access import authorised, callboard, may
from .frame import Frame

blueprint = Blueprint("api", __name__, url_prefix="/api")
"""Nothing here changes anything, so no token of a form is asked for."""


@blueprint.post("/check")
@authorised(Action.SEE)
def check() -> Response | tuple[Response, int]:
    """Findings for an advert file (the request's body), as `callboard check FILE --json` lists them.

    `?employer=ID` looks at it as that employer's, without the hints it does not want. 422 where it cannot be read.
    """
    frame: Frame = g.frame
    employer = request.args.get("employer", frame.employer, int)
    if employer is not None:
        may(Action.SEE, employer)
    try:
        source = decode(request.get_data())
        file = load(source)
    except AdvertFileError as error:
        return jsonify(problems=problem_rows(error.problems), findings=[]), 422
    facts, wording = file.draft.vacancy, file.draft.wording
    if wording is None:
        lacking = Problem(Mark(1, 1), "body", f"no text of its own; it uses the advert {file.draft.advert!r}")
        return jsonify(problems=problem_rows([lacking]), findings=[]), 422
    today = datetime.now(UTC).astimezone(frame.zone).date()
    with callboard().database.read() as connection:
        known = around(connection, callboard().registry, employer or 0)
        others = pay_benchmark(connection, facts, today, employer=employer)
    review = known.look(wording, facts, today, benchmark=others).review
    found = finding_rows(source, file, (*review.errors, *review.warnings, *review.suggestions))
    return jsonify(problems=[], findings=found, blocked=review.blocked)
