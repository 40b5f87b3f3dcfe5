"""Vacancies of which our careers page shows half of its visitors one wording, and the other half another."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, text
from sqlalchemy.sql.expression import literal_column

SECOND: ColumnElement[bool] = literal_column(
    "exists (select from slot_posting two join slot_posting one on one.pair_id = two.pair_id and one.number = 1"
    " join pair d on d.id = two.pair_id and d.dropped_at is null"
    " join question q on q.id = d.question_id and q.design = 'split'"
    " join posting f on f.id = one.posting_id and f.wish = 'live' and f.ended_at is null"
    " where two.posting_id = posting.id and two.number = 2)"
)
"""The posting is the other half of one that is open: lists and search engines are shown that one alone."""

_HALVES = text("""
select d.id as pair, f.board_reference as first, s.board_reference as second
from posting p join slot_posting mine on mine.posting_id = p.id
join pair d on d.id = mine.pair_id and d.dropped_at is null
join question q on q.id = d.question_id and q.design = 'split'
join slot_posting one on one.pair_id = d.id and one.number = 1
join slot_posting two on two.pair_id = d.id and two.number = 2
join posting f on f.id = one.posting_id join posting s on s.id = two.posting_id
where p.board_reference = :reference
  and f.wish = 'live' and f.ended_at is null and f.presence in ('submitted', 'live')
  and s.wish = 'live' and s.ended_at is null and s.presence in ('submitted', 'live')
""")


@dataclass(frozen=True, slots=True)
class Halves:
    """The references of the two postings of a pair, both open. Pages, lists and search engines know the first."""

    pair: int
    first: str
    second: str


def halves(connection: Connection, reference: str) -> Halves | None:
    """The pair that a posting is a half of; None where it is shown to everybody."""
    row = connection.execute(_HALVES, {"reference": reference}).one_or_none()
    return None if row is None else Halves(*row)
