"""What facts add up to, brought after them: one call for whoever writes facts, one for the hours that pass.

`storage.facts` lists in `changed_fact` which facts are new, gone or different, and calls `follow` in the same
transaction; nothing else writes facts or any of these tables, and a test looks for it.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, text

from . import courses, histories, tallies

_LOCK = text("select pg_advisory_xact_lock(hashtext('facts'))")


def lock(connection: Connection) -> None:
    """One transaction at a time makes facts and what they add up to."""
    connection.execute(_LOCK)


def follow(connection: Connection) -> None:
    """Make everything anew that is made of facts in `changed_fact`."""
    courses.follow(connection)
    tallies.follow(connection)
    histories.follow(connection)


def pass_time(connection: Connection, since: date) -> None:
    """What changes without any fact: counts grow stale, and from `since` on postings are shown for another day, or
    end.
    """
    tallies.mark_stale(connection)
    tallies.count_shown(connection, since)
    histories.renew(connection)
