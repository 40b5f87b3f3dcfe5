"""Write many new postings at once: with variant, bytes, apply link and the first line of the history of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from . import in_earnest
from .json_text import json_text

TOGETHER = 1_000
"""Postings in one statement: more win nothing, and the whole is held in memory."""


@dataclass(frozen=True, slots=True)
class NewPosting:
    """A posting to be written. `token` names its apply link; `reason` goes into its history."""

    employer_id: int
    vacancy_id: int
    wording_id: int
    account_id: int
    board: str
    place: str
    generation: int
    reference: str
    board_reference: str
    owner_id: int | None
    starts_at: datetime
    starts_local: datetime
    ends_at: datetime | None
    ends_local: datetime | None
    zone: str
    content: str
    token: str
    slots: Mapping[str, str]
    fields: Mapping[str, str]
    facts: Mapping[str, Any]
    reason: str
    body: bytes


_ADD = """
with v as materialized (
  select * from rows from (jsonb_to_recordset(%(rows)s) as (employer_id bigint, vacancy_id bigint, wording_id bigint,
    account_id bigint, board text, place text, generation int, reference text, board_reference text, owner_id bigint,
    starts_at timestamptz, starts_local timestamp, ends_at timestamptz, ends_local timestamp, zone text, content text,
    token text, slots jsonb, fields jsonb, facts jsonb, reason text)) with ordinality),
x as (
  insert into variant (employer_id, wording_id, vacancy_id, board, content, slots, fields, facts)
  select distinct on (vacancy_id, board, content)
    employer_id, wording_id, vacancy_id, board, content, slots, fields, facts from v
  order by vacancy_id, board, content
  on conflict do nothing),
p as (
  insert into posting (employer_id, vacancy_id, wording_id, account_id, board, place, generation, reference,
    board_reference, owner_id, starts_at, starts_local, ends_at, ends_local, zone, content, practice)
  select employer_id, vacancy_id, wording_id, account_id, board, place, generation, reference, board_reference,
    owner_id, starts_at, starts_local, ends_at, ends_local, zone, content,
    (select a.practice from board_account a where a.id = account_id)
  from v order by ordinality
  returning id, board_reference as placed),
d as (
  insert into due (posting_id, account_id, employer_id, act_at)
  select id, account_id, employer_id, starts_at from v join p on placed = board_reference),
l as (
  insert into apply_link (token, employer_id, posting_id)
  select token, employer_id, id from v join p on placed = board_reference),
y as (
  insert into payload (posting_id, content, body)
  select id, content, (%(bodies)b::bytea[])[ordinality] from v join p on placed = board_reference),
e as (
  insert into event (employer_id, posting_id, vacancy_id, account_id, actor, kind, reason)
  select employer_id, id, vacancy_id, account_id, %(actor)s, 'scheduled', reason
  from v join p on placed = board_reference)
select id from v join p on placed = board_reference order by ordinality
"""


def add(connection: Connection, actor: str, new: Sequence[NewPosting]) -> list[int]:
    """The ids of the new postings, in order. Raises IntegrityError when one of them is open already."""
    ids: list[int] = []
    for start in range(0, len(new), TOGETHER):
        some = new[start : start + TOGETHER]
        given = {"rows": json_text(some).decode(), "bodies": [each.body for each in some], "actor": actor}
        ids += connection.exec_driver_sql(_ADD, given).scalars()
    in_earnest.begin(connection, sorted({each.employer_id for each in new}))
    return ids
