"""The proof of one posting's run: every delivery that is kept, with what was asked and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, abort, g, render_template

from orchestrator.boards.exchange import Exchange
from orchestrator.domain.permission import Action
from orchestrator.queries import evidence as query
from orchestrator.queries.posting import KeptProof, posting

from .access import authorised, callboard, may
from .ladder import Step, ladder
from .paging import Pager, page_number
from .posting_page import OUTCOMES
from .run_words import run_words

blueprint = Blueprint("evidence", __name__, url_prefix="/postings/<int:posting_id>/evidence")

OPERATIONS = {
    "publish": "Sent",
    "update": "Changed",
    "refresh": "Renewed",
    "withdraw": "Taken down",
    "find": "Looked for",
    "check": "Looked at",
    "poll": "Asked what came of it",
    "lease": "Worker lost",
}
LONGEST = 4_000
"""Characters of an answer on this page."""


@dataclass(frozen=True, slots=True)
class Row:
    """One delivery; `exchanges` are pairs of the request and its answer as text."""

    at: datetime
    words: str
    outcome: str
    detail: str
    seconds: float
    content: str
    key: str
    stale: bool
    exchanges: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """What `evidence.html` shows."""

    posting_id: int
    title: str
    account: str
    reference: str
    sentence: str
    steps: tuple[Step, ...]
    note: str
    rows: tuple[Row, ...]
    proofs: tuple[KeptProof, ...]
    kept_days: int
    pager: Pager


@blueprint.get("")
@authorised(Action.SEE)
def page(posting_id: int) -> str:
    number = page_number()
    with callboard().database.read() as connection:
        detail = posting(connection, posting_id)
        if detail is None:
            abort(404)
        may(Action.SEE, detail.line.employer_id)
        found = query.deliveries(connection, posting_id, number)
    line = detail.line
    steps, note = ladder(detail, callboard().registry[line.board])
    shown = EvidencePage(
        posting_id,
        f"{line.title}, {line.place}",
        line.account,
        line.reference,
        run_words(detail.run, datetime.now(UTC), g.frame.zone),
        steps,
        note,
        tuple(_row(each) for each in found.rows),
        detail.proofs,
        callboard().settings.keep_evidence_days,
        Pager.of(number, found.total, len(found.rows), query.PAGE),
    )
    return render_template("evidence.html", page=shown)


def _row(found: query.Delivery) -> Row:
    return Row(
        found.started_at,
        OPERATIONS.get(found.operation, found.operation),
        OUTCOMES.get(found.outcome, found.outcome),
        found.detail,
        (found.ended_at - found.started_at).total_seconds(),
        found.content[:12],
        found.key,
        found.stale,
        tuple((_request(each), _answer(each)) for each in found.exchanges),
    )


def _request(found: Exchange) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in found.request_headers)
    return f"{found.method} {found.url}\n{headers}\n({found.body_length:,} bytes, SHA-256 {found.body_hash})"


def _answer(found: Exchange) -> str:
    if found.status is None:
        return found.failure or "no whole answer"
    headers = "\n".join(f"{name}: {value}" for name, value in found.answer_headers)
    cut = "\n…" if len(found.answer_body) > LONGEST or found.answer_length > len(found.answer_body) else ""
    return f"{found.status}\n{headers}\n\n{found.answer_body[:LONGEST]}{cut}".rstrip()
