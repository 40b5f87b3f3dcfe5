"""Apply links: token, posting and where it leads."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta

from sqlalchemy import Connection, Row, text

from orchestrator.domain.apply_target import ApplyTarget

REMEMBERED = timedelta(days=90)
"""So long after its end a posting's link is kept for when the database is away."""

_TARGET = """
select l.token, l.posting_id as posting, p.board_reference, e.name as employer, e.slug as employer_slug,
       v.title, v.town, v.reference, v.apply_url as url, v.apply_email as email,
       (v.state <> 'open' or p.wish = 'closed' or p.ended_at is not null) as closed, p.ends_at
from apply_link l
join posting p on p.id = l.posting_id
join vacancy v on v.id = p.vacancy_id
join employer e on e.id = l.employer_id
"""
_ONE = text(_TARGET + "where l.token = :token")
_THESE = text(_TARGET + "where l.token = any(:tokens)")
_RECENT = text(_TARGET + "where p.ended_at is null or p.ended_at > now() - :remembered")


def target(connection: Connection, token: str) -> ApplyTarget | None:
    """Where a token leads; None when it is not ours."""
    row = connection.execute(_ONE, {"token": token}).one_or_none()
    return _target(row) if row is not None else None


def these(connection: Connection, tokens: Collection[str]) -> list[ApplyTarget]:
    """Where these lead; those that are not ours are missing."""
    return [_target(row) for row in connection.execute(_THESE, {"tokens": list(tokens)})]


def targets(connection: Connection) -> Iterator[ApplyTarget]:
    """All links of open postings and of those that ended lately, read in portions."""
    streamed = connection.execution_options(yield_per=1000).execute(_RECENT, {"remembered": REMEMBERED})
    return map(_target, streamed)


def _target(row: Row[tuple[object, ...]]) -> ApplyTarget:
    return ApplyTarget(**row._asdict())
