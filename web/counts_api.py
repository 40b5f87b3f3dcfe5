"""Where an employer's applicant system tells us what became of applications: counts, never candidates."""

from __future__ import annotations

from math import ceil
from time import monotonic
from typing import Final

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from orchestrator.intake.count_messages import rows
from orchestrator.intake.draft import Unreadable
from orchestrator.services.import_counts import import_counts
from orchestrator.services.issue_token import holder_of

from .access import callboard, public
from .attempts import Attempts

blueprint = Blueprint("counts_api", __name__)
LARGEST: Final = 5_000_000
"""Bytes of a message."""
MESSAGES: Final = Attempts(most=60, window=60.0)
"""Of one system: a minute's, in each process."""


@blueprint.post("/api/counts")
@public
def add() -> Response | tuple[Response, int]:
    """Totals since publication, as docs/counting.md shows them; the same again adds nothing.

    401 without a word that an administrator has issued; 413 for too much, 429 for too often; 422 where the body cannot
    be read. Then nothing is kept. What cannot be understood of a body that can is listed in `refused`, the rest is
    kept.
    """
    request.max_content_length = LARGEST
    scheme, _, word = request.headers.get("Authorization", "").partition(" ")
    holder = holder_of(callboard(), word.strip()) if scheme.lower() == "bearer" else None
    if holder is None:
        answer, status = _problem(
            "send the header Authorization: Bearer, with a token that `callboard token add` printed", 401
        )
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer, status
    key, now = f"{holder.employer_id} {holder.label}", monotonic()
    if wait := MESSAGES.wait(key, now):
        answer, status = _problem(f"more than 60 messages in a minute; send the next in {ceil(wait)} s", 429)
        answer.headers["Retry-After"] = str(ceil(wait))
        return answer, status
    MESSAGES.failed(key, now)
    try:
        table, where = rows(request.get_data(cache=False, parse_form_data=False))
    except RequestEntityTooLarge:
        return _problem(f"a message has at most {LARGEST} bytes; send it in parts", 413)
    except Unreadable as error:
        return _problem(str(error), 422)
    done = import_counts(callboard(), holder.label, table, where, zone=None, employer=holder.employer_id)
    return jsonify(
        added=done.added,
        twice=done.twice,
        marked=[{"item": item, "mark": mark.value} for item, mark in done.marked],
        refused=[{"item": each.item, "reason": each.reason} for each in done.refused],
    )


def _problem(words: str, status: int) -> tuple[Response, int]:
    return jsonify(problem=words), status
