"""List, replace or take out a feed's entries, in the transaction that writes what came of their postings.

What is taken out is marked, not deleted: a feed's brake puts back what vanished without anybody having asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import psycopg

from orchestrator.domain.feed import BRAKE_WINDOW, Removal, brakes

from .feed_segments import ENTRIES

_STEP = """
insert into feed (account_id, seq) values (%s, 1)
on conflict (account_id) do update set seq = feed.seq + 1, changed_at = now() returning seq, braked_at is not null
"""

_REPLACE = """
update feed_entry n set seq = %s, body = v.body, removal = null, removed_at = null
from unnest(%s::bigint[], %s::bytea[]) v(id, body) where n.account_id = %s and n.posting_id = v.id
returning n.posting_id
"""

# Entries are counted as they come, and so many in a row make a segment of the document.
_ADD = """
with f as (update feed set listed = listed + %s where account_id = %s returning listed - %s first)
insert into feed_entry (account_id, posting_id, segment, seq, body)
select %s, v.id, (f.first + v.n - 1) / %s, %s, v.body
from f, unnest(%s::bigint[], %s::bytea[]) with ordinality v(id, body, n)
"""

_GOING = """
select n.posting_id, p.wish = 'closed' from feed_entry n join posting p on p.id = n.posting_id
where n.account_id = %s and n.posting_id = any(%s) and n.removal is null
"""

_NUMBERS = """
select count(*) filter (where removal is null), count(*) filter (where removal = 'lapsed' and removed_at > now() - %s)
from feed_entry where account_id = %s
"""

_TAKE_OUT = """
update feed_entry set seq = coalesce(%s, seq), removal = %s, removed_at = now()
where account_id = %s and posting_id = any(%s)
"""

_PUT_BACK = """
update feed_entry n set seq = %s, removal = 'held' from posting p
where n.account_id = %s and n.removal = 'lapsed' and n.removed_at > now() - %s
  and p.id = n.posting_id and p.ended_at is null
returning n.posting_id
"""

_BRAKE = """
with f as (update feed set braked_at = now() where account_id = %s returning account_id)
insert into event (employer_id, account_id, actor, kind, reason)
select a.employer_id, a.id, 'callboard', 'feed_braked', %s from board_account a join f on f.account_id = a.id
"""

_UNBRAKE = """
update feed f set braked_at = null where account_id = %s and braked_at is not null
  and not exists (select from feed_entry n where n.account_id = f.account_id and n.removal = 'held')
"""

_SEEN_FROM = "update posting set feed_seq = %s where id = any(%s)"


def change_entries(connection: psycopg.Connection[object], entries: Iterable[tuple[int, int, bytes]]) -> None:
    """(account, posting, bytes; none to take it out): one step of each feed's change sequence.

    A posting that the brake holds has no `feed_seq`: nothing that is fetched says that it is gone.
    """
    by_account: dict[int, dict[int, bytes]] = {}
    for account, posting, body in entries:
        by_account.setdefault(account, {})[posting] = body
    for account, changes in sorted(by_account.items()):
        seq, braked = cast("tuple[int, bool]", connection.execute(_STEP, (account,)).fetchone())
        connection.execute(_SEEN_FROM, (seq, list(changes)))
        _list(connection, account, seq, {posting: body for posting, body in changes.items() if body})
        _take_out(connection, account, seq, [posting for posting, body in changes.items() if not body], braked=braked)
        if braked:
            connection.execute(_UNBRAKE, (account,))


def _list(connection: psycopg.Connection[object], account: int, seq: int, entries: Mapping[int, bytes]) -> None:
    if not entries:
        return
    given = (seq, list(entries), list(entries.values()), account)
    known = {row[0] for row in connection.execute(_REPLACE, given)}  # type: ignore[index]
    new = [posting for posting in entries if posting not in known]
    if new:
        bodies = [entries[posting] for posting in new]
        connection.execute(_ADD, (len(new), account, len(new), account, ENTRIES, seq, new, bodies))


def _take_out(
    connection: psycopg.Connection[object], account: int, seq: int, postings: Sequence[int], *, braked: bool
) -> None:
    going = cast("list[tuple[int, bool]]", connection.execute(_GOING, (account, list(postings))).fetchall())
    asked = [posting for posting, wanted in going if wanted]
    lapsing = [posting for posting, wanted in going if not wanted]
    if asked:
        connection.execute(_TAKE_OUT, (seq, Removal.ASKED.value, account, asked))
    if not lapsing:
        return
    back: list[int] = []
    if not braked:
        counted = connection.execute(_NUMBERS, (BRAKE_WINDOW, account)).fetchone()
        listed, lapsed = cast("tuple[int, int]", counted)
        braked = brakes(listed, lapsed, len(lapsing))
        if braked:
            said = f"{lapsed + len(lapsing):,} of {listed + lapsed:,} adverts would vanish at once, and nobody asked"
            connection.execute(_BRAKE, (account, said))
            back = [row[0] for row in connection.execute(_PUT_BACK, (seq, account, BRAKE_WINDOW))]  # type: ignore[index]
    if braked:  # the document stays as it is
        connection.execute(_TAKE_OUT, (None, Removal.HELD.value, account, lapsing))
        connection.execute(_SEEN_FROM, (None, [*back, *lapsing]))
    else:
        connection.execute(_TAKE_OUT, (seq, Removal.LAPSED.value, account, lapsing))
