"""New pairs that suit a standing question: like vacancies that are open, sold by one advert with two wordings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from orchestrator.storage.questions import Question

MOST = 20


@dataclass(frozen=True, slots=True)
class Offered:
    """An advert and the vacancies (id, words) that can be a pair's slots; `wordings` are (id, label, title)."""

    advert_id: int
    advert: str
    wordings: tuple[tuple[int, str, str], ...]
    vacancies: tuple[tuple[int, str], ...]


_VACANCIES = text("""
select a.id as advert_id, a.name as advert, v.id, v.title, v.town, v.contract, v.hours
from advert a join advert_vacancy av on av.advert_id = a.id join vacancy v on v.id = av.vacancy_id
where a.employer_id = :employer and a.archived_at is null and v.state = 'open'
  and (select count(*) from wording w where w.advert_id = a.id) > 1
  and not exists (select 1 from slot s join pair p on p.id = s.pair_id
                  where s.vacancy_id = v.id and p.dropped_at is null)
  and not exists (select 1 from posting o where o.vacancy_id = v.id and o.ended_at is null)
order by a.name, a.id, v.title, v.town, v.id
""")
_WORDINGS = text("select id, advert_id, label, title from wording where advert_id = any(:adverts) order by label")


def pair_offers(connection: Connection, question: Question) -> tuple[Offered, ...]:
    """Adverts with enough free vacancies of one title, contract and hours: two, or one for blocks of days."""
    found: dict[tuple[int, str, str, str, str], list[tuple[int, str]]] = {}
    for row in connection.execute(_VACANCIES, {"employer": question.employer_id}):
        like = (row.advert_id, row.advert, row.title.casefold(), row.contract, row.hours)
        found.setdefault(like, []).append((row.id, f"{row.title}, {row.town}" if row.town else row.title))
    fewest = 1 if question.design.one_vacancy else 2
    enough = {like: vacancies for like, vacancies in found.items() if len(vacancies) >= fewest}
    wordings: dict[int, list[tuple[int, str, str]]] = {}
    for row in connection.execute(_WORDINGS, {"adverts": [like[0] for like in enough]}):
        wordings.setdefault(row.advert_id, []).append((row.id, row.label, row.title))
    return tuple(
        Offered(like[0], like[1], tuple(wordings[like[0]]), tuple(vacancies))
        for like, vacancies in list(enough.items())[:MOST]
    )
