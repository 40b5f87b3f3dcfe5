"""What the rules say of an advert as it is kept, with everything the installation knows around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from orchestrator.boards.contract import Adapter
from orchestrator.boards.registry import Registry
from orchestrator.checks import Advert, BoardFacts, EmployerFacts, Twin, check
from orchestrator.checks.review import Review, Waiver, review
from orchestrator.domain.advert import Wording
from orchestrator.domain.posting import Wish
from orchestrator.domain.vacancy import Vacancy
from orchestrator.storage import employers, waivers
from orchestrator.storage import tables as t

from .pay_benchmark import pay_benchmark


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
    live: tuple[date | None, date | None] = (None, None),
) -> Review:
    """The findings for one text and one vacancy of an employer, sorted by what has to be done.

    `accounts` are the board accounts it is meant for; `advert` is where waivers are kept, None for one not saved yet;
    `live` the first and the last day of the planned run.
    """
    subject = Advert(
        wording,
        vacancy,
        employer=_employer(connection, employer),
        boards=_boards(connection, registry, accounts),
        live_from=live[0],
        live_until=live[1],
        live=_live(connection, employer, accounts),
        vacancy_id=vacancy_id,
        benchmark=pay_benchmark(connection, vacancy, today, employer=employer, but=vacancy_id),
    )
    given = waivers.of_advert(connection, advert) if advert is not None else ()
    said = [Waiver(each.rule, each.words, each.reason, each.given_by) for each in given]
    return review(subject, check(subject, today), said, waivers.dismissed(connection, employer))


def board_facts(adapter: Adapter, label: str) -> BoardFacts:
    """A board as the rules see it, from what its adapter declares."""
    limits, title = adapter.limits, adapter.limits.slots.get("title")
    return BoardFacts(
        label,
        most_title=title.most if title is not None and title.unit == "characters" else None,
        bans_contacts=not limits.contact_details,
        strict_titles=limits.plain_titles,
        bans_fees=limits.free_to_apply,
        pays_filter=limits.filters_pay,
        lifetime=limits.lifetime.days if limits.lifetime is not None else None,
    )


def _employer(connection: Connection, id: int) -> EmployerFacts:
    found = employers.by_id(connection, id)
    return EmployerFacts() if found is None else EmployerFacts(found.name, found.country, found.headcount, found.agency)


def _boards(connection: Connection, registry: Registry, accounts: Sequence[int]) -> tuple[BoardFacts, ...]:
    account = t.board_account.c
    rows = connection.execute(select(account.board, account.label).where(account.id.in_(accounts)).order_by(account.id))
    return tuple(board_facts(registry[row.board], row.label) for row in rows if row.board in registry)


def _live(connection: Connection, employer: int, accounts: Sequence[int]) -> tuple[Twin, ...]:
    """The employer's open postings on these accounts."""
    posting, account, wording = t.posting.c, t.board_account.c, t.wording.c
    rows = connection.execute(
        select(account.label, wording.title, posting.place, posting.vacancy_id)
        .join_from(t.posting, t.board_account, posting.account_id == account.id)
        .join(t.wording, posting.wording_id == wording.id)
        .where(posting.employer_id == employer, posting.account_id.in_(accounts), posting.wish == Wish.LIVE.value)
        .limit(5_000)
    )
    return tuple(Twin(*row) for row in rows)
