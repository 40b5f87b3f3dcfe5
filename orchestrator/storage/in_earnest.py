"""When an employer stops practising: from then on its practice is in no report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, text

from . import tallies

_BEGIN = text("""
update employer e set live_since = now()
where id = any(:employers) and live_since is null
  and exists (select from posting p where p.employer_id = e.id and not p.practice)
returning id
""")
_EVER = date(2000, 1, 1)


def begin(connection: Connection, employers: Sequence[int]) -> None:
    """Note those whose first posting outside practice is there, and take their practice out of what was added up."""
    begun = list(connection.execute(_BEGIN, {"employers": list(employers)}).scalars())
    if begun:
        tallies.add_up(connection, begun, [], _EVER)
        tallies.count_shown(connection, _EVER)
