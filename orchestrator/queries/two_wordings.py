"""Adverts with more than one wording: what can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Choice:
    """One wording; `postings`: how many of it were published."""

    wording_id: int
    label: str
    title: str
    postings: int


@dataclass(frozen=True, slots=True)
class Comparable:
    """An advert and its wordings in the order of their labels."""

    advert_id: int
    employer_id: int
    advert: str
    employer: str
    wordings: tuple[Choice, ...]

    @property
    def pairs(self) -> tuple[tuple[Choice, Choice], ...]:
        """Every two of them, those with most postings first."""
        every = [(a, b) for index, a in enumerate(self.wordings) for b in self.wordings[index + 1 :]]
        return tuple(sorted(every, key=lambda pair: -min(each.postings for each in pair)))


_WORDINGS = text("""
select a.id as advert_id, a.employer_id, a.name as advert, e.name as employer, w.id as wording_id, w.label, w.title,
       (select count(*) from posting p where p.wording_id = w.id and p.published_at is not null) as postings
from advert a join employer e on e.id = a.employer_id join wording w on w.advert_id = a.id
where a.id in (select advert_id from wording group by advert_id having count(*) > 1)
  and (cast(:employer as bigint) is null or a.employer_id = :employer) and a.archived_at is null
order by a.updated_at desc, a.id, w.label
limit 600
""")


def comparable(connection: Connection, employer: int | None) -> tuple[Comparable, ...]:
    """The adverts of one employer, or of all, that have two wordings or more; those changed last first."""
    found: dict[int, list[tuple[str, str, int, Choice]]] = {}
    for row in connection.execute(_WORDINGS, {"employer": employer}):
        choice = Choice(row.wording_id, row.label, row.title, row.postings)
        found.setdefault(row.advert_id, []).append((row.advert, row.employer, row.employer_id, choice))
    return tuple(
        Comparable(id, rows[0][2], rows[0][0], rows[0][1], tuple(row[3] for row in rows)) for id, rows in found.items()
    )
