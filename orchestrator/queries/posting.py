"""Everything about one posting: what was sent, what came back, what proves it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from orchestrator.boards.exchange import Exchange
from orchestrator.delivery.call import read_evidence
from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Posting
from orchestrator.storage import tables as t
from orchestrator.storage.known import posting_of

from .evidence import Run, exchange, run
from .history import Event, history
from .postings import PostingLine, line, p, select_postings

NO_VACANCY = 0
"""Ids start at 1: the history is then the posting's own."""
CHANGING = tuple(each.value for each in Operation if each.changes)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One delivery: what was asked of the board and what came of it."""

    operation: str
    outcome: str
    detail: str
    started_at: datetime
    ended_at: datetime
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class KeptProof:
    """What a person brought. `name` is empty where there is a note only."""

    id: int
    at: datetime
    actor: str
    note: str
    name: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A second advert at the board under the same reference."""

    external_id: str
    url: str | None


@dataclass(frozen=True, slots=True)
class PostingDetail:
    """One posting. `payload`: the bytes stored for what is (or will be) at the board, None where none are.

    `sent`: the newest attempt to change something there; `last`: the newest of any kind.
    """

    line: PostingLine
    known: Posting
    employer: str
    advert_id: int
    advert: str
    wording: str
    content: str
    payload: bytes | None
    apply_token: str
    sent: Attempt | None
    last: Attempt | None
    events: tuple[Event, ...]
    proofs: tuple[KeptProof, ...]
    copies: tuple[Copy, ...]
    run: Run


def posting(connection: Connection, id: int) -> PostingDetail | None:
    """One posting with its evidence; None when there is none."""
    query = (
        select_postings()
        .add_columns(
            t.employer.c.name.label("employer"),
            t.wording.c.advert_id,
            t.wording.c.label.label("wording"),
            t.advert.c.name.label("advert"),
            t.apply_link.c.token,
        )
        .join(t.employer, t.employer.c.id == p.employer_id)
        .join(t.wording, t.wording.c.id == p.wording_id)
        .join(t.advert, t.advert.c.id == t.wording.c.advert_id)
        .join(t.apply_link, t.apply_link.c.posting_id == p.id)
        .where(p.id == id)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    content = row.shown or row.sent or row.content
    body = connection.execute(
        select(t.payload.c.body).where(t.payload.c.posting_id == id, t.payload.c.content == content)
    ).scalar()
    listed = line(row)
    return PostingDetail(
        line=listed,
        known=posting_of(row),
        employer=row.employer,
        advert_id=row.advert_id,
        advert=row.advert,
        wording=row.wording,
        content=content,
        payload=bytes(body) if body is not None else None,
        apply_token=row.token,
        sent=_attempt(connection, id, t.delivery.c.operation.in_(CHANGING)),
        last=_attempt(connection, id, t.delivery.c.operation != "plan"),
        events=tuple(reversed(history(connection, NO_VACANCY, [id]))),
        proofs=_proofs(connection, id),
        copies=_copies(connection, id),
        run=run(connection, listed),
    )


def employer_of(connection: Connection, id: int) -> int | None:
    """Whose posting it is; None when there is none."""
    return connection.execute(select(p.employer_id).where(p.id == id)).scalar()


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A stored proof to hand out."""

    name: str
    media_type: str
    body: bytes


def proof_file(connection: Connection, posting_id: int, id: int) -> ProofFile | None:
    """The file of one proof of this posting; None when there is none."""
    f = t.proof.c
    row = connection.execute(
        select(f.name, f.media_type, f.body).where(f.id == id, f.posting_id == posting_id, f.body.is_not(None))
    ).one_or_none()
    return ProofFile(row.name, row.media_type, bytes(row.body)) if row else None


def _attempt(connection: Connection, id: int, condition: Any) -> Attempt | None:
    d = t.delivery.c
    row = connection.execute(
        select(d.operation, d.outcome, d.detail, d.started_at, d.ended_at, d.evidence)
        .where(d.posting_id == id, condition)
        .order_by(d.started_at.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    exchanges = tuple(exchange(each) for each in read_evidence(row.evidence))
    return Attempt(row.operation, row.outcome, row.detail, row.started_at, row.ended_at, exchanges)


def _proofs(connection: Connection, id: int) -> tuple[KeptProof, ...]:
    f = t.proof.c
    rows = connection.execute(
        select(f.id, f.at, f.actor, f.note, f.name).where(f.posting_id == id).order_by(f.id.desc()).limit(50)
    )
    return tuple(KeptProof(row.id, row.at, row.actor, row.note, row.name) for row in rows)


def _copies(connection: Connection, id: int) -> tuple[Copy, ...]:
    s = t.surplus.c
    rows = connection.execute(
        select(s.external_id, s.url).where(s.posting_id == id, s.gone_at.is_(None), s.external_id != "")
    )
    return tuple(Copy(row.external_id, row.url) for row in rows)


def checklist(payload: bytes | None) -> tuple[tuple[str, str], ...]:
    """The fields to copy of a task done by hand: label and value."""
    if payload is None:
        return ()
    return tuple((str(each["label"]), str(each["value"])) for each in json.loads(payload))
