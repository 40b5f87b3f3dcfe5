"""The newest completed postings of each board, with what came to each by day: what is usual there is learnt of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from orchestrator.domain.reading import COUNTERS, Metric

KEPT = 150
"""More than are learnt from, as those that are compared are left out."""

# Of each posting the first counter that says anything. What was read after the end came of the last days: a fact that
# reaches beyond is taken to end with the posting. One day is a number, a longer stretch [first day, last day, count].
_RUNS = text("""
with board as (
  select distinct on (board) board from board_account
  where cast(:boards as text[]) is null or board = any(:boards)),
completed as (
  select b.board, c.*, row_number() over (partition by b.board order by c.ended_at desc, c.id) as place
  from board b cross join lateral (
    select p.id, p.ended_at, (p.published_at at time zone e.zone)::date as first,
           (p.ended_at at time zone e.zone)::date as last
    from posting p join employer e on e.id = p.employer_id
    where p.board = b.board and p.ended_at is not null and p.published_at is not null
      and p.ended_at >= p.published_at + interval '1 day' and (not p.practice or e.live_since is null)
    order by p.ended_at desc limit :kept) c),
counted as (
  select distinct on (c.id) c.id, k.days, k.untils, k.counts
  from completed c join course k on k.posting_id = c.id and k.metric = :metric
  order by c.id, array_position(:counters, k.origin)),
run as (
  select c.board, c.place, json_build_array(c.id, c.first, c.last, coalesce(json_agg(
           case when d.day = least(d.until, c.last) then json_build_array(d.day - c.first, d.count)
                else json_build_array(d.day - c.first, d.count, least(d.until, c.last) - c.first) end
           order by d.day) filter (where d.day between c.first and c.last), '[]')) as run
  from completed c join counted k using (id)
  cross join lateral unnest(k.days, k.untils, k.counts) d(day, until, count)
  group by 1, 2, c.id, c.first, c.last),
now as (
  select b.board, coalesce(json_agg(run order by place) filter (where run is not null), '[]')::text as runs
  from board b left join run using (board) group by 1)
insert into history (board, runs) select board, runs from now
on conflict (board) do update set runs = excluded.runs where history.runs <> excluded.runs
""")
_CHANGED = text("""
select distinct p.board from changed_fact c join posting p on p.id = c.posting_id
where c.metric = :metric and p.ended_at is not null
""")
_READ = text("select board, runs from history where board = any(:boards) order by board")


@dataclass(frozen=True, slots=True)
class History:
    """`runs`: JSON, the posting that ended last first: [[id, first day, last day, [[day, count], ...]], ...].

    Days are counted from the first one, which is 0; [day, count, until] is not split by day.
    """

    board: str
    runs: str


def follow(connection: Connection) -> None:
    """Renew the boards of completed postings in `changed_fact` (`storage.summaries`)."""
    boards = list(connection.execute(_CHANGED, {"metric": Metric.APPLICATION}).scalars())
    if boards:
        renew(connection, boards)


def renew(connection: Connection, boards: Sequence[str] | None = None) -> None:
    """Write down the newest completed postings of these boards, or of all; what is the same is not written."""
    given = {
        "boards": boards,
        "kept": KEPT,
        "metric": Metric.APPLICATION,
        "counters": [each.value for each in COUNTERS],
    }
    connection.execute(_RUNS, given)


def of_boards(connection: Connection, boards: Sequence[str]) -> tuple[History, ...]:
    """The histories of these boards, by name; those that never had one are missing."""
    return tuple(History(**row._asdict()) for row in connection.execute(_READ, {"boards": list(boards)}))
