"""Apply links: token, posting and where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Connection, Row, text

from orchestrator.domain.apply_target import ApplyTarget, Opening
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Contract

REMEMBERED = timedelta(days=90)
"""So long after its end a posting's link is kept for when the database is away."""

_TARGET = """
select l.token, l.posting_id as posting, p.vacancy_id as vacancy, l.employer_id, e.name as employer,
       e.slug as employer_slug, v.title, v.town, v.reference, v.apply_url as url, v.apply_email as email,
       (v.state <> 'open' or p.wish = 'closed' or p.ended_at is not null) as closed, p.ends_at
from apply_link l
join posting p on p.id = l.posting_id
join vacancy v on v.id = p.vacancy_id
join employer e on e.id = l.employer_id
"""
_ONE = text(_TARGET + "where l.token = :token")
_RECENT = text(_TARGET + "where p.ended_at is null or p.ended_at > now() - :remembered")

_OPENINGS = text("""
select o.board_reference, v.title, v.town, v.contract, v.closes_on, v.pay_minimum, v.pay_maximum, v.pay_currency,
       v.pay_period
from vacancy c
join vacancy v on v.employer_id = c.employer_id and v.state = 'open'
cross join lateral (
  select p.board_reference from posting p
  where p.vacancy_id = v.id and p.wish = 'live' and p.presence = 'live' and p.ended_at is null
    and (p.ends_at is null or p.ends_at > now())
  order by p.id desc limit 1) o
where c.id = :vacancy
order by v.id = c.id desc, lower(v.town) = lower(c.town) desc, v.category = c.category and v.category <> '' desc,
         v.title = c.title desc, v.region = c.region and v.region <> '' desc, v.created_at desc
limit :most
""")


def target(connection: Connection, token: str) -> ApplyTarget | None:
    """Where a token leads; None when it is not ours."""
    row = connection.execute(_ONE, {"token": token}).one_or_none()
    return _target(row) if row is not None else None


def targets(connection: Connection) -> Iterator[ApplyTarget]:
    """All links of open postings and of those that ended lately, read in portions."""
    streamed = connection.execution_options(yield_per=1000).execute(_RECENT, {"remembered": REMEMBERED})
    return map(_target, streamed)


def openings(connection: Connection, vacancy_id: int, most: int = 5) -> tuple[Opening, ...]:
    """What the employer of a vacancy offers now, nearest first: the same work elsewhere, the town, the kind of work."""
    rows = connection.execute(_OPENINGS, {"vacancy": vacancy_id, "most": most})
    return tuple(
        Opening(
            row.board_reference,
            row.title,
            row.town,
            Contract(row.contract),
            Pay(row.pay_minimum, row.pay_maximum, row.pay_currency, PayPeriod(row.pay_period)),
            row.closes_on,
        )
        for row in rows
    )


def _target(row: Row[tuple[object, ...]]) -> ApplyTarget:
    return ApplyTarget(**row._asdict())
