"""What the rules say of an advert as it is kept, with everything the installation knows around it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import ARRAY, Connection, Text, cast, func, select

from orchestrator.boards.contract import Adapter
from orchestrator.boards.registry import Registry
from orchestrator.checks import Advert, BoardFacts, EmployerFacts, Twin, check
from orchestrator.checks.review import Review, Waiver, review
from orchestrator.domain.advert import Wording
from orchestrator.domain.posting import Wish
from orchestrator.domain.vacancy import Vacancy
from orchestrator.pay.benchmark import Benchmark, NotEnoughData
from orchestrator.storage import employers, waivers
from orchestrator.storage import tables as t
from orchestrator.storage.any_of import any_selected

from .pay_benchmark import pay_benchmark

Days = tuple[date | None, date | None]
"""The first and the last day of a planned run, as far as they are known."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and what the rules say of it."""

    advert: Advert
    review: Review


@lru_cache(maxsize=512)
def _review(advert: Advert, today: date, given: tuple[Waiver, ...], dismissed: frozenset[str]) -> Review:
    """Kept while texts and facts stay as they are: an order is looked at anew with every board that is ticked."""
    return review(advert, check(advert, today), given, dismissed)


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around the texts of one employer: read once, for however many vacancies.

    `boards` by account, `live` by town in small letters; `given` are the waivers of one advert; `dismissed` rules whose
    hints are not wanted.
    """

    employer: EmployerFacts
    boards: Mapping[int, BoardFacts]
    live: Mapping[str, tuple[Twin, ...]]
    given: tuple[Waiver, ...]
    dismissed: frozenset[str]

    def look(
        self,
        wording: Wording,
        vacancy: Vacancy,
        today: date,
        *,
        vacancy_id: int | None = None,
        accounts: Iterable[int] | None = None,
        live: Days = (None, None),
        benchmark: Benchmark | NotEnoughData | None = None,
    ) -> Checked:
        """What the rules say of one text for one vacancy, on these accounts (None: on all of `boards`)."""
        boards = self.boards.values() if accounts is None else [self.boards[each] for each in accounts]
        subject = Advert(
            wording,
            vacancy,
            employer=self.employer,
            boards=tuple(boards),
            live_from=live[0],
            live_until=live[1],
            live=self.live.get(vacancy.place.town.casefold(), ()),
            vacancy_id=vacancy_id,
            benchmark=benchmark,
        )
        return Checked(subject, _review(subject, today, self.given, self.dismissed))


def around(
    connection: Connection,
    registry: Registry,
    employer: int,
    *,
    advert: int | None = None,
    accounts: Sequence[int] = (),
    towns: Collection[str] = (),
) -> Around:
    """What is known around an employer's texts on some accounts. `advert`: where waivers are kept, if it is; `towns`:
    those of the vacancies that will be looked at.
    """
    given = waivers.of_advert(connection, advert) if advert is not None else ()
    return Around(
        _employer(connection, employer),
        _boards(connection, registry, accounts),
        _live(connection, employer, accounts, towns) if accounts and towns else {},
        tuple(Waiver(each.rule, each.words, each.reason, each.given_by) for each in given),
        waivers.dismissed(connection, employer),
    )


def checked(
    connection: Connection,
    registry: Registry,
    employer: int,
    wording: Wording,
    vacancy: Vacancy,
    today: date,
    *,
    advert: int | None = None,
    vacancy_id: int | None = None,
    accounts: Sequence[int] = (),
    live: Days = (None, None),
) -> Review:
    """The findings for one text and one vacancy of an employer, sorted by what has to be done."""
    others = pay_benchmark(connection, vacancy, today, employer=employer, but=vacancy_id)
    towns = (vacancy.place.town,)
    known = around(connection, registry, employer, advert=advert, accounts=accounts, towns=towns)
    return known.look(wording, vacancy, today, vacancy_id=vacancy_id, live=live, benchmark=others).review


def board_facts(adapter: Adapter, label: str, settings: Mapping[str, str]) -> BoardFacts:
    """A board as the rules see it, from what its adapter declares and the account's settings say.

    A body is longer on the board than in the advert: what is over the limit here is over it there.
    """
    limits, title = adapter.limits, adapter.limits.slots.get("title")
    bodies = [limits.slots[name] for name in ("body", "body.txt", "body.html") if name in limits.slots]
    body = next((each.most for each in bodies if each.unit == "characters"), None)
    hides = limits.hides_pay
    return BoardFacts(
        label,
        most_title=title.most if title is not None and title.unit == "characters" else None,
        most_body=body,
        bans_contacts=not limits.contact_details,
        strict_titles=limits.plain_titles,
        hides_twins=limits.hides_twins,
        bans_fees=limits.free_to_apply,
        pays_filter=limits.filters_pay,
        pay_hidden=hides is not None and settings.get(hides[0]) == hides[1],
        lifetime=limits.lifetime.days if limits.lifetime is not None else None,
    )


def _employer(connection: Connection, id: int) -> EmployerFacts:
    found = employers.by_id(connection, id)
    return EmployerFacts() if found is None else EmployerFacts(found.name, found.country, found.headcount, found.agency)


def _boards(connection: Connection, registry: Registry, accounts: Sequence[int]) -> dict[int, BoardFacts]:
    account = t.board_account.c
    rows = connection.execute(
        select(account.id, account.board, account.label, account.settings)
        .where(account.id.in_(accounts))
        .order_by(account.id)
    )
    return {row.id: board_facts(registry[row.board], row.label, row.settings) for row in rows if row.board in registry}


def _live(
    connection: Connection, employer: int, accounts: Sequence[int], towns: Collection[str]
) -> dict[str, tuple[Twin, ...]]:
    """The employer's open postings on these accounts in these towns: no other advert can be a twin."""
    posting, account, wording = t.posting.c, t.board_account.c, t.wording.c
    lowered = select(func.lower(func.unnest(cast(sorted(towns), ARRAY(Text)))))
    rows = connection.execute(
        select(account.label, wording.title, posting.place, posting.vacancy_id)
        .join_from(t.posting, t.board_account, posting.account_id == account.id)
        .join(t.wording, posting.wording_id == wording.id)
        .where(posting.employer_id == employer, posting.account_id.in_(accounts), posting.wish == Wish.LIVE.value)
        .where(posting.ended_at.is_(None), func.lower(posting.place) == any_selected(lowered))
        .limit(5_000)
    ).all()
    found: dict[str, list[Twin]] = {}
    for row in rows:
        found.setdefault(row.place.casefold(), []).append(Twin(*row))
    return {town: tuple(twins) for town, twins in found.items()}
