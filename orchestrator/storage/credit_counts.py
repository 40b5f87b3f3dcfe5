"""What was taken of the credits of accounts, and what they had: several accounts in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Stated:
    """The newest figure of the board's own, what our books had given by then, and how many postings were published."""

    at: datetime
    units: int
    given: int
    published: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Of an account whose credits have been counted since `opened`, its first purchase: credits `given` until now,
    postings first `published` since then, and `recent`ly; `unsure` were sent and may have been.
    """

    opened: datetime
    given: int
    published: int
    recent: int
    unsure: int
    stated: Stated | None


# A posting has taken its credits when it was first published; a repost is another posting.
_TAKEN = text("""
with book as (
  select account_id, min(at) filter (where kind <> 'stated') as opened,
         coalesce(sum(units) filter (where kind <> 'stated' and at <= :now), 0)::bigint as given
  from credit where account_id = any(:accounts) group by 1),
said as (
  select distinct on (account_id) account_id, at, units from credit
  where account_id = any(:accounts) and kind = 'stated' order by account_id, at desc, id desc),
b as materialized (
  select book.account_id, opened, book.given, said.at, said.units,
         (select coalesce(sum(c.units), 0)::bigint from credit c
          where c.account_id = book.account_id and c.kind <> 'stated' and c.at <= said.at) as given_then
  from book left join said on said.account_id = book.account_id where opened is not null)
select * from b cross join lateral (
  select count(*) filter (where published_at > b.opened and published_at <= :now) as published,
         count(*) filter (where published_at > :since and published_at <= :now) as recent,
         count(*) filter (where published_at > b.opened and published_at <= b.at) as published_then,
         count(*) filter (where published_at is null and ended_at is null and intended_at is not null) as unsure
  from posting where account_id = b.account_id) n
""")
# Many postings share a moment: the zone is asked once for each, not once for each posting.
_PLANNED = text("""
select account_id, date(timezone(:zone, greatest(starts_at, now()))) as day, sum(number)::int as number
from (select account_id, starts_at, count(*) as number from posting
      where account_id = any(:accounts) and published_at is null and ended_at is null and wish = 'live'
      group by 1, 2) moments
group by 1, 2 order by 1, 2
""")


def taken(connection: Connection, accounts: Sequence[int], now: datetime, since: datetime) -> Mapping[int, Taken]:
    """By account; one whose credits are not counted is missing. What was published after `since` is recent."""
    rows = connection.execute(_TAKEN, {"accounts": list(accounts), "now": now, "since": since})
    return {
        row.account_id: Taken(
            row.opened, row.given, row.published, row.recent, row.unsure,
            None if row.at is None else Stated(row.at, row.units, row.given_then, row.published_then),
        )
        for row in rows
    }  # fmt: skip


def planned(connection: Connection, accounts: Sequence[int], zone: str) -> Mapping[int, list[tuple[date, int]]]:
    """By account and day of a zone, how many postings are still to be published."""
    found: dict[int, list[tuple[date, int]]] = {account: [] for account in accounts}
    for row in connection.execute(_PLANNED, {"accounts": list(accounts), "zone": zone}):
        found[row.account_id].append((row.day, row.number))
    return found
