"""Where an employer's applicant system tells us what became of applications: counts, never candidates."""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, jsonify, request

from orchestrator.intake.count_messages import rows
from orchestrator.intake.draft import Unreadable
from orchestrator.services.import_counts import import_counts
from orchestrator.services.issue_token import holder_of

from .access import callboard, public

blueprint = Blueprint("counts_api", __name__)
LARGEST: Final = 5_000_000
"""Bytes of a message."""


@blueprint.post("/api/counts")
@public
def add() -> Response | tuple[Response, int]:
    """Totals since publication, as docs/counting.md shows them; the same again adds nothing.

    401 without a word that an administrator has issued; 422 where the body cannot be read, and then nothing is kept.
    What cannot be understood of a body that can is listed in `refused`, the rest is kept.
    """
    request.max_content_length = LARGEST
    scheme, _, word = request.headers.get("Authorization", "").partition(" ")
    holder = holder_of(callboard(), word.strip()) if scheme.lower() == "bearer" else None
    if holder is None:
        answer = jsonify(
            problem="send the header Authorization: Bearer, with a token that `callboard token add` printed"
        )
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer, 401
    try:
        table, where = rows(request.get_data(cache=False, parse_form_data=False))
    except Unreadable as error:
        return jsonify(problem=str(error)), 422
    done = import_counts(callboard(), holder.label, table, where, zone=ZoneInfo("UTC"), employer=holder.employer_id)
    return jsonify(
        added=done.added,
        twice=done.twice,
        marked=[{"item": item, "mark": mark.value} for item, mark in done.marked],
        refused=[{"item": each.item, "reason": each.reason} for each in done.refused],
    )
