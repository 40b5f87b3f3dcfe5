"""When an employer stops practising: from then on its practice is in no report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, text

from . import facts, summaries

_BEGIN = text("""
update employer e set live_since = now()
where id = any(:employers) and live_since is null
  and exists (select from posting p where p.employer_id = e.id and not p.practice)
returning id
""")
_PRACTISED = text("select id from posting where practice and employer_id = any(:employers)")
_EVER = date(2000, 1, 1)
_REHEARSING = text("""
select exists (select from posting p join employer e on e.id = p.employer_id
               where p.practice and p.published_at is not null and e.live_since is null
                 and (cast(:employer as bigint) is null or p.employer_id = :employer))
""")


def rehearsing(connection: Connection, employer: int | None) -> bool:
    """Whether the reports of an employer, or of any, are of practice: nothing has been posted in earnest yet."""
    return bool(connection.execute(_REHEARSING, {"employer": employer}).scalar_one())


def begin(connection: Connection, employers: Sequence[int]) -> None:
    """Note those whose first posting outside practice is there, and take their practice out of what was added up."""
    begun = list(connection.execute(_BEGIN, {"employers": list(employers)}).scalars())
    if begun:
        summaries.lock(connection)
        practised = list(connection.execute(_PRACTISED, {"employers": begun}).scalars())
        facts.follow_anew(connection, practised)
        summaries.pass_time(connection, _EVER)
