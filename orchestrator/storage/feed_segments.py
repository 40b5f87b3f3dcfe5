"""A feed's document in segments of a few hundred entries, plain and compressed, put together for each answer.

A segment's row is never changed: a changed entry makes the next version of its segment, and the former one is kept
for as long as somebody may be reading it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, text

ENTRIES = 300
"""Entries of a segment: about a megabyte of XML, which is what one changed advert costs."""
READABLE = timedelta(minutes=30)
"""How long a former version can still be read: the slowest download of a large feed."""
LEVEL = 5
"""Of zlib: half again as fast as its usual 6, for one hundredth more bytes."""

_LOCK = text("select pg_advisory_xact_lock(hashtext('feed segments'), cast(:account as int))")

_BEHIND = text("""
select f.account_id, a.board from feed f join board_account a on a.id = f.account_id
where f.seq > f.built_seq and a.archived_at is null order by f.changed_at
""")

_STALE = text("""
select f.seq, array(
  select distinct n.segment from feed_entry n where n.account_id = f.account_id and n.seq > f.built_seq order by 1
) numbers from feed f where f.account_id = :account
""")

_ENTRIES = """
select body from feed_entry where account_id = %s and segment = %s and (removal is null or removal = 'held')
order by posting_id
"""

_SUPERSEDE = text("""
update feed_segment set superseded_at = now() where account_id = :account and number = :number and superseded_at is null
""")

_ADD = text("""
insert into feed_segment (account_id, number, version, length, crc, size, plain, packed)
select :account, :number, coalesce(max(version), 0) + 1, :length, :crc, :size, :plain, :packed from feed_segment
where account_id = :account and number = :number returning version
""")

_FORGET = text("delete from feed_segment where account_id = :account and superseded_at < now() - :readable")

_BUILT = text("update feed set built_seq = greatest(built_seq, :seq) where account_id = :account")

_SEGMENTS = text("""
select number, version, length, crc, size from feed_segment
where account_id = :account and superseded_at is null order by number
""")

_BODIES = """
select case when %s then s.packed else s.plain end from unnest(%s::int[], %s::int[]) v(number, version)
join feed_segment s on s.account_id = %s and s.number = v.number and s.version = v.version order by s.number
"""


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a document: `length` bytes of text, and `size` bytes of its raw deflate ending in a full flush."""

    number: int
    version: int
    length: int
    crc: int
    size: int


class SegmentGone(LookupError):
    """A version is not kept any more: the document was read for too long."""


@dataclass(frozen=True, slots=True)
class Stale:
    """Segments with an entry that was changed since they were made; with these made anew all is there up to `seq`."""

    seq: int
    numbers: tuple[int, ...]


def behind(connection: Connection) -> list[tuple[int, str]]:
    """Accounts, and their boards, whose segments lack a change; the one that has waited longest first."""
    return [(row.account_id, row.board) for row in connection.execute(_BEHIND)]


def stale(connection: Connection, account_id: int) -> Stale:
    """What is to be made anew. One statement: a change that comes later is not in `seq`, and is found again."""
    row = connection.execute(_STALE, {"account": account_id}).one()
    return Stale(row.seq, tuple(row.numbers))


def rewrite(connection: Connection, account_id: int, number: int, separator: bytes) -> tuple[Segment, bytes] | None:
    """Make the next version of this segment, and say what it is; None where it has no entries.

    Waits for another that does so for the same account.
    """
    connection.execute(_LOCK, {"account": account_id})
    at: dict[str, Any] = {"account": account_id, "number": number}
    connection.execute(_SUPERSEDE, at)
    plain = separator.join(_read(connection, _ENTRIES, (account_id, number)))
    if not plain:
        return None
    packed, crc = deflated(plain), zlib.crc32(plain)
    sizes = {"length": len(plain), "crc": crc, "size": len(packed)}
    version = connection.execute(_ADD, {**at, **sizes, "plain": plain, "packed": packed}).scalar_one()
    return Segment(number, version, **sizes), plain


def built(connection: Connection, account_id: int, seq: int) -> None:
    """All changes up to `seq` are in the segments; versions that nobody can be reading any more go."""
    connection.execute(_FORGET, {"account": account_id, "readable": READABLE})
    connection.execute(_BUILT, {"account": account_id, "seq": seq})


def deflated(plain: bytes, *, last: bool = False) -> bytes:
    """Raw deflate that needs nothing before it; `last` ends the whole stream."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(plain) + packer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


def segments(connection: Connection, account_id: int) -> tuple[Segment, ...]:
    """The document's segments in their order."""
    rows = connection.execute(_SEGMENTS, {"account": account_id})
    return tuple(Segment(row.number, row.version, row.length, row.crc, row.size) for row in rows)


def bodies(connection: Connection, account_id: int, wanted: Sequence[Segment], *, packed: bool) -> list[bytes]:
    """The bytes of these. Raises SegmentGone."""
    given = (packed, [each.number for each in wanted], [each.version for each in wanted], account_id)
    found = list(_read(connection, _BODIES, given))
    if len(found) != len(wanted):
        raise SegmentGone(f"segments {wanted[0].number} to {wanted[-1].number} of feed {account_id}")
    return found


def _read(connection: Connection, statement: str, given: tuple[object, ...]) -> Iterator[bytes]:
    """One column of bytes, in PostgreSQL's binary form: twice as fast as in hexadecimal."""
    raw: Any = connection.connection.driver_connection
    with raw.cursor(binary=True) as cursor:
        for row in cursor.execute(statement, given):
            yield row[0]
