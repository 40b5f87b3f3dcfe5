"""What a batch of postings' reported facts are made on: from which day on anew, and what stands of them before it.

Kept in temporary tables of the transaction, so that the facts of thousands of postings are made in a few statements.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from orchestrator.domain.fact import CLOSE, Series, Standing
from orchestrator.domain.reading import Metric, Origin

from .retention import READINGS_FOR

_WHOLE_FOR = READINGS_FOR - timedelta(days=2)
"""What there are no readings of any more stays as it is."""
_TABLES = (
    """create temp table if not exists renewed (
         posting_id bigint primary key, employer_id bigint not null, zone text not null, began_at timestamptz not null,
         first date not null, spanned boolean not null, since timestamptz) on commit delete rows""",
    """create temp table if not exists standing (
         posting_id bigint, metric text, origin text, day date, value bigint,
         as_of timestamptz, primary key (posting_id, metric, origin)) on commit delete rows""",
    "create temp table if not exists new_fact (like fact) on commit delete rows",
)
# A posting of which a reading is older than the days that are made anew, or that anybody reports spans of, gets all
# facts anew that there are readings for.
_RENEWED = text("""
insert into renewed (posting_id, employer_id, zone, began_at, first, spanned)
select p.id, p.employer_id, e.zone, coalesce(p.published_at, p.starts_at),
       case when s.spanned or m.since <= (f.first::timestamp at time zone e.zone) + :close
            then ((now() - cast(:kept as interval)) at time zone e.zone)::date else f.first end, s.spanned
from unnest(cast(:postings as bigint[]), cast(:sinces as timestamptz[])) m(posting_id, since)
join posting p on p.id = m.posting_id join employer e on e.id = p.employer_id
cross join lateral (select (now() at time zone e.zone)::date - cast(:back as int) as first) f
cross join lateral (
  select exists (select from reading r where r.posting_id = p.id and r.span_from is not null) as spanned) s
""")
_WHOLE = text("""
update renewed set since = null, first = ((now() - cast(:kept as interval)) at time zone zone)::date
where posting_id = any(:postings)
""")
# The last fact of a series may end with a total taken in the middle of a day: the next total makes it anew, unless what
# it was made of is gone.
# A series of which nothing stands has no day here, but a row, so that all of its readings are looked at.
_STANDING = text("""
insert into standing
select w.posting_id, s.* from renewed w
cross join lateral (
  with f as (
    select metric, origin, until, value, as_of, until < w.first as before, lead(until) over series < w.first as inner_
    from fact where posting_id = w.posting_id and origin <> 'apply_link'
    window series as (partition by metric, origin order by day)),
  g as (
    select *, case when not before then false when inner_ or as_of < now() - cast(:kept as interval) then true
                   else abs(extract(epoch from as_of - ((until + 1)::timestamp at time zone w.zone))) <= :close
              end as stands
    from f)
  select metric, origin, max(until) filter (where stands) + 1, (sum(value) filter (where stands))::bigint,
         max(as_of) filter (where stands)
  from g group by 1, 2) s
where cast(:these as bigint[]) is null or w.posting_id = any(:these)
""")
_SINCE = text("""
update renewed w set since = s.since
from (select posting_id, min(as_of) as since from standing group by 1 having bool_and(day is not null)) s
where s.posting_id = w.posting_id
""")
_OF_SPANNED = text("""
select s.posting_id, metric, origin, day, value, as_of
from standing s join renewed w on w.posting_id = s.posting_id and w.spanned where day is not null
""")


@dataclass(frozen=True, slots=True)
class Spanned:
    """A posting's zone, and the instant its totals start at."""

    zone: str
    began_at: datetime


def lay(connection: Connection, marked: Mapping[int, datetime], days: int) -> None:
    """Begin a batch with postings that have readings as old as told. The last `days` days are made anew, today
    included, or all that there are readings for.
    """
    for table in _TABLES:
        connection.execute(text(table))
    for name in ("renewed", "standing", "new_fact"):
        connection.execute(text(f"delete from {name}"))  # noqa: S608 - names of tables, all ours
    given = {
        "postings": list(marked),
        "sinces": list(marked.values()),
        "back": days - 1,
        "kept": _WHOLE_FOR,
        "close": CLOSE,
    }
    connection.execute(_RENEWED, given)
    connection.execute(text("analyze renewed"))
    _stand(connection, None)


def widen(connection: Connection, postings: list[int]) -> None:
    """Of these, everything is made anew after all."""
    connection.execute(_WHOLE, {"postings": postings, "kept": _WHOLE_FOR})
    connection.execute(text("delete from standing where posting_id = any(:these)"), {"these": postings})
    _stand(connection, postings)


def spanned(connection: Connection) -> dict[int, Spanned]:
    """The postings of the batch that somebody reports spans of."""
    rows = connection.execute(text("select posting_id, zone, began_at from renewed where spanned"))
    return {row.posting_id: Spanned(row.zone, row.began_at) for row in rows}


def of_spanned(connection: Connection) -> dict[Series, Standing]:
    """What stands of those."""
    return {
        (row.posting_id, Metric(row.metric), Origin(row.origin)): Standing(row.day, row.value, row.as_of)
        for row in connection.execute(_OF_SPANNED)
    }


def _stand(connection: Connection, these: list[int] | None) -> None:
    connection.execute(_STANDING, {"close": CLOSE.total_seconds(), "these": these, "kept": READINGS_FOR})
    connection.execute(_SINCE)
    connection.execute(text("analyze standing"))
