"""One posting as a page shows it: what a person must decide first, then facts, evidence and what can be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from flask import url_for
from markupsafe import Markup

from orchestrator.boards.contract import Adapter
from orchestrator.boards.registry import offer
from orchestrator.domain.moves import Move, moves
from orchestrator.domain.posting import Cause
from orchestrator.domain.renewal import renewable_from, too_soon
from orchestrator.domain.status import Status
from orchestrator.queries.differences import DifferenceLine
from orchestrator.queries.history import Event
from orchestrator.queries.outages import Outage
from orchestrator.queries.posting import Attempt, KeptProof, PostingDetail, checklist

from .decisions import Decision, decision
from .differences import Row, rows_of
from .ladder import Step, ladder
from .next_step import next_step
from .outage_words import Notice, Whose, notice
from .run_words import run_words
from .times import day_exact, moment_words

LONGEST = 100_000
"""Characters of a payload or answer that a page shows."""
LABELS = {
    Move.UPDATE: "Bring up to date",
    Move.REFRESH: "Renew",
    Move.RETRY: "Try again",
    Move.CANCEL: "Cancel",
    Move.WITHDRAW: "Withdraw",
    Move.REPOST: "Post again",
}
OUTCOMES = {
    "live": "The board says that it is there",
    "submitted": "Taken; live is not confirmed by this",
    "pending": "Taken; the board works on it",
    "gone": "The board says that it is not there",
    "personfinishes": "Handed to a person",
    "looked": "Looked for at the board",
    "retry": "Nothing was published; tried again by itself",
    "rejected": "Refused by the board",
    "unauthorized": "The board does not accept the login",
    "blocked": "The account may not do this now",
    "unconfirmed": "No clear answer",
    "failed": "A fault on our side; nothing went out",
    "lapsed": "The worker was lost while sending",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What went (or will go) to the board: the redacted request, and the stored bytes."""

    text: str
    size: int
    content: str
    planned: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One button of the foot."""

    name: str
    label: str
    allowed: bool
    reason: str
    danger: bool


@dataclass(frozen=True, slots=True)
class Task:
    """What a person does by hand: the fields to copy, where to, and what the proof may be."""

    heading: str
    fields: tuple[tuple[str, str], ...]
    done: str
    address: str


@dataclass(frozen=True, slots=True)
class PostingPage:
    """What `posting.html` shows."""

    id: int
    title: str
    board: str
    reference: str
    status: Status
    reason: str
    vacancy_id: int
    vacancy: str
    decision: Decision | None
    task: Task | None
    facts: tuple[tuple[str, str | None], ...]
    events: tuple[Event, ...]
    sent: Sent | None
    response: tuple[tuple[str, str | None], ...]
    answer: str
    run: str
    table: int | None
    outages: tuple[Notice, ...]
    differences: tuple[Row, ...]
    proof: tuple[Step, ...]
    proof_note: str
    proofs: tuple[KeptProof, ...]
    operations: tuple[Operation, ...]


def posting_page(
    detail: PostingDetail,
    adapter: Adapter,
    now: datetime,
    zone: tzinfo,
    *,
    may_operate: bool,
    look: str = "",
    stopped: Sequence[Outage] = (),
    differences: Sequence[DifferenceLine] = (),
) -> PostingPage:
    """`may_operate`: whether the reader may do anything with it, or only look. `look`: the board's own search."""
    line = detail.line
    steps, note = ladder(detail, adapter)
    return PostingPage(
        id=line.id,
        title=f"{line.title}, {line.place}",
        board=adapter.label,
        reference=line.reference,
        status=line.status,
        reason=line.reason,
        vacancy_id=line.vacancy_id,
        vacancy=f"{line.title}, {line.place}",
        decision=decision(detail, adapter, now, zone, look) if may_operate else None,
        task=_task(detail, adapter) if may_operate else None,
        facts=tuple(_facts(detail, adapter, now, zone)),
        events=detail.events,
        sent=_sent(detail),
        response=tuple(_response(detail, now, zone)),
        answer=_answer(detail.last),
        run=run_words(detail.run, now, zone),
        table=line.account_id if line.cause is Cause.LOOK and may_operate else None,
        outages=tuple(notice(each, now, zone, Whose.POSTING) for each in stopped),
        differences=tuple(rows_of(differences)),
        proof=steps,
        proof_note=note,
        proofs=detail.proofs,
        operations=tuple(_operations(detail, adapter, now, zone)) if may_operate else (),
    )


def _operations(detail: PostingDetail, adapter: Adapter, now: datetime, zone: tzinfo) -> Iterable[Operation]:
    after = adapter.limits.renew_after
    first = renewable_from(detail.line.published_at, after, now)
    guard = too_soon(adapter.label, after, day_exact(first.astimezone(zone).date())) if first and after else ""
    verdicts = moves(detail.known, offer(adapter), ended=detail.line.ended_at is not None, too_soon=guard)
    for verdict in sorted(verdicts, key=lambda each: not each.allowed):
        danger = verdict.move in (Move.WITHDRAW, Move.CANCEL)
        yield Operation(verdict.move.value, LABELS[verdict.move], verdict.allowed, verdict.reason, danger)


def _facts(detail: PostingDetail, adapter: Adapter, now: datetime, zone: tzinfo) -> Iterable[tuple[str, str | None]]:
    line = detail.line
    yield "Board account", f"{line.account}, practice: sends to the simulator only" if line.practice else line.account
    yield "Employer", detail.employer
    yield (
        "Runs",
        f"{_moment(line.starts_at, now, zone)} to {_moment(line.ends_at, now, zone) if line.ends_at else 'no end'}",
    )
    wording = f", wording {detail.wording}" if detail.wording else ""
    yield "Advert", _link(url_for("adverts.edit", advert_id=detail.advert_id), f"{detail.advert}{wording}")
    there = line.url if line.published_at else None
    yield "At the board", _link(there, there) if there else None if line.published_at else "not there yet"
    yield "Board’s id", line.external_id if line.external_id or line.published_at else "none yet"
    if line.board != "careers" and line.published_at and line.ended_at is None:
        yield "Our page", _link(url_for("careers.advert", reference=line.reference), line.reference)
    if line.ended_at is None:
        yield "Next, by itself", next_step(detail, adapter, now, zone)
    if line.attempts:
        yield "Attempts", str(line.attempts)


def _moment(at: datetime, now: datetime, zone: tzinfo) -> str:
    return moment_words(at, now, zone)


def _link(href: str, words: str) -> Markup:
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(href, words)


def _task(detail: PostingDetail, adapter: Adapter) -> Task | None:
    if detail.line.cause is not Cause.BY_HAND:
        return None
    known = detail.known
    operation = known.operation.value if known.operation else "publish"
    heading, done = {
        "publish": ("Post this by hand", "It is posted"),
        "update": ("Change this by hand", "It is changed"),
        "withdraw": ("Take this down by hand", "It is taken down"),
    }.get(operation, ("Do this by hand", "It is done"))
    fields = () if operation == "withdraw" else checklist(detail.payload)
    return Task(f"{heading}: {detail.line.account}", fields, done, known.url or "")


def _sent(detail: PostingDetail) -> Sent | None:
    """A request as it left, redacted; the bytes are those that are stored, never made again."""
    if (detail.payload is None and detail.sent is None) or detail.line.cause is Cause.BY_HAND:
        return None
    body = detail.payload or b""
    requests = []
    for each in detail.sent.exchanges if detail.sent else ():
        headers = "\n".join(f"{name}: {value}" for name, value in each.request_headers)
        requests.append(f"{each.method} {each.url}\n{headers}\n({each.body_length:,} bytes of body)")
    text = "\n\n".join([*requests, body.decode("utf-8", "replace")[:LONGEST]])
    return Sent(text, len(body), detail.content[:12], planned=detail.line.published_at is None and detail.sent is None)


def _response(detail: PostingDetail, now: datetime, zone: tzinfo) -> Iterable[tuple[str, str | None]]:
    last = detail.last
    if last is None:
        return
    yield "Asked for", last.operation
    yield "Outcome", OUTCOMES.get(last.outcome, last.outcome)
    if last.detail:
        yield "Said", last.detail
    yield (
        "When",
        f"{moment_words(last.ended_at, now, zone)}, after {(last.ended_at - last.started_at).total_seconds():.1f} s",
    )
    for each in last.exchanges[-3:]:
        yield f"{each.method} answered", f"{each.status}" if each.status else each.failure or "no whole answer"


def _answer(last: Attempt | None) -> str:
    texts = [each.answer_body for each in last.exchanges if each.answer_body] if last else []
    return texts[-1][:LONGEST] if texts else ""
