"""Statements about what accounts use up: slots while adverts are there, and clicks that boards charge for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, func, or_, select, text

from orchestrator.domain.posting import Wish
from orchestrator.domain.price import Basis
from orchestrator.domain.reading import REPORTED, Metric, Origin
from orchestrator.domain.usage import MonthOfUse

from .tables import fact, posting

p = posting.c
BY_BOARD: Sequence[Origin] = REPORTED


@dataclass(frozen=True, slots=True)
class Counted:
    """Clicks of some days: of how many postings, and what they cost; `cost` None: no price holds on one of the days."""

    clicks: int
    postings: int
    cost: Decimal | None


def occupied(connection: Connection, account: int, at: datetime) -> int:
    """How many postings were at the board at a moment: each takes a slot."""
    query = select(func.count()).where(
        p.account_id == account, p.published_at <= at, or_(p.ended_at.is_(None), p.ended_at > at)
    )
    return int(connection.execute(query).scalar_one())


def changes(connection: Connection, account: int, zone: str) -> list[tuple[date, int]]:
    """By day of a zone, how many slots more (or less) are taken, by what is scheduled and by ends that are set."""
    rows = connection.execute(
        text("""
        select day, sum(number)::int from (
          select date(timezone(:zone, greatest(starts_at, now()))) as day, 1 as number from posting
          where account_id = :account and published_at is null and ended_at is null and wish = 'live'
          union all
          select date(timezone(:zone, greatest(ends_at, now()))) + 1, -1 from posting
          where account_id = :account and ended_at is null and ends_at is not null and wish = 'live') c
        group by day having sum(number) <> 0 order by day"""),
        {"account": account, "zone": zone},
    )
    return [(row[0], row[1]) for row in rows]


def scheduled(connection: Connection, account: int) -> list[tuple[int, datetime]]:
    """Postings that are still to be published, and when, soonest first."""
    rows = connection.execute(
        select(p.id, p.starts_at)
        .where(p.account_id == account, p.published_at.is_(None), p.ended_at.is_(None), p.wish == Wish.LIVE)
        .order_by(p.starts_at, p.id)
    )
    return [(row.id, row.starts_at) for row in rows]


def ends(connection: Connection, account: int) -> list[datetime]:
    """When open postings end, of those whose end is set."""
    query = select(p.ends_at).where(p.account_id == account, p.ended_at.is_(None), p.ends_at.is_not(None))
    return list(connection.execute(query).scalars())


def live_between(connection: Connection, account: int, start: datetime, end: datetime) -> int:
    """How many postings were at the board at some time between two moments."""
    query = select(func.count()).where(
        p.account_id == account, p.published_at < end, or_(p.ended_at.is_(None), p.ended_at > start)
    )
    return int(connection.execute(query).scalar_one())


def clicks(connection: Connection, account: int, first: date, last: date, origins: Sequence[Origin]) -> Counted | None:
    """Clicks of days between `first` and `last`, as `origins` count them; None: none of them counted any day."""
    row = connection.execute(
        text(f"select sum(value)::bigint, count(distinct posting_id), {_COST} from ({_CLICKS}) c"),  # noqa: S608 - ours
        {"account": account, "first": first, "last": last, "origins": list(origins)},
    ).one()
    return None if row[0] is None else Counted(int(row[0]), int(row[1]), row[2])


def click_months(connection: Connection, account: int, first: date, origins: Sequence[Origin]) -> list[MonthOfUse]:
    """Clicks and their cost by month, from `first` on, newest first."""
    rows = connection.execute(
        text(
            f"select date_trunc('month', day)::date, sum(value)::bigint, {_COST} from ({_CLICKS}) c"  # noqa: S608 - ours
            " group by 1 order by 1 desc"
        ),
        {"account": account, "first": first, "last": date.max, "origins": list(origins)},
    )
    return [MonthOfUse(row[0], int(row[1]), row[2]) for row in rows]


def slot_months(connection: Connection, account: int, first: date) -> list[MonthOfUse]:
    """Adverts that were in slots by month, and what the slots cost then, from `first` on, newest first."""
    rows = connection.execute(
        text("""
        select m::date,
          (select count(*) from posting where account_id = :account and published_at < m + interval '1 month'
            and (ended_at is null or ended_at > m)),
          (select amount * units from price where account_id = :account and basis = :slot
            and first_day < m + interval '1 month' and (last_day is null or last_day >= m)
            order by first_day desc, id desc limit 1)
        from generate_series(date_trunc('month', cast(:first as date)), now(), interval '1 month') m
        order by 1 desc"""),
        {"account": account, "first": first, "slot": Basis.SLOT},
    )
    return [MonthOfUse(row[0], int(row[1]), row[2]) for row in rows]


_COST = "case when bool_and(amount is not null) then round(sum(value * amount), 2) end"
_CLICKS = f"""
  select f.day, f.value, f.posting_id, (select amount from price q where q.account_id = :account
      and q.basis = '{Basis.CLICK}' and q.first_day <= f.day and (q.last_day is null or q.last_day >= f.day)
      order by q.first_day desc, q.id desc limit 1) as amount
  from {fact.name} f join posting p on p.id = f.posting_id
  where p.account_id = :account and f.metric = '{Metric.CLICK}' and f.origin = any(:origins) and f.preferred
    and f.day >= :first and f.until <= :last"""  # noqa: S608 - words of ours
