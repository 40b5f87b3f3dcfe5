"""List, replace or take out a feed's entries, in the transaction that writes what came of their postings."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg


def change_entries(connection: psycopg.Connection[object], entries: Iterable[tuple[int, int, bytes]]) -> None:
    """(account, posting, bytes; none to take it out): one step of each feed's change sequence."""
    by_account: dict[int, list[tuple[int, bytes]]] = {}
    for account, posting, body in entries:
        by_account.setdefault(account, []).append((posting, body))
    for account, changes in sorted(by_account.items()):
        row = connection.execute(
            "insert into feed (account_id, seq) values (%s, 1) on conflict (account_id) "
            "do update set seq = feed.seq + 1, changed_at = now() returning seq",
            (account,),
        ).fetchone()
        seq = row[0]  # type: ignore[index]
        for posting, body in changes:
            if body:
                connection.execute(
                    "insert into feed_entry (account_id, posting_id, seq, body) values (%s, %s, %s, %s) "
                    "on conflict (account_id, posting_id) do update set seq = excluded.seq, body = excluded.body",
                    (account, posting, seq, body),
                )
            else:
                connection.execute(
                    "delete from feed_entry where account_id = %s and posting_id = %s", (account, posting)
                )
        connection.execute(
            "update posting set feed_seq = %s where id = any(%s)", (seq, [posting for posting, _ in changes])
        )
