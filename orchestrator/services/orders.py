"""What a recruiter orders: these vacancies, with this wording, on these board accounts. Read, checked and rendered.

Used by the preview and by publishing, so that what is shown is what is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select

from orchestrator.boards.account_fields import MARGIN
from orchestrator.boards.contract import Account, Adapter, Posting, Variant
from orchestrator.boards.field import reasons as field_reasons
from orchestrator.callboard import Callboard
from orchestrator.delivery.work import page
from orchestrator.domain.advert import Wording
from orchestrator.domain.errors import Reason, Rejected
from orchestrator.domain.mapping import filled
from orchestrator.domain.override import Override
from orchestrator.domain.posting import board_reference
from orchestrator.domain.vacancy import Vacancy
from orchestrator.storage import mappings, overrides
from orchestrator.storage import tables as t
from orchestrator.storage.adverts import wording_of
from orchestrator.storage.vacancies import facts_of

from .refused import Refused, refuse

HOOK_PATH = "/hooks/"


@dataclass(frozen=True, slots=True)
class Span:
    """When a posting shall run: instants, and the employer's wall clock they come from."""

    starts_at: datetime
    starts_local: datetime
    ends_at: datetime | None
    ends_local: datetime | None
    zone: str


@dataclass(frozen=True, slots=True)
class Order:
    """One posting to be: the rows it is made of, the values of the board's own fields, and its own words. `facts` are
    those of `vacancy`, read once for all its postings; `text` is what the board shows: the wording, with the board's
    `own` words in it.
    """

    vacancy: Row[Any]
    facts: Vacancy
    wording: Row[Any]
    account: Row[Any]
    employer: Row[Any]
    fields: Mapping[str, str]
    text: Wording
    own: Override

    def reason(self, reason: Reason) -> Reason:
        """A reason, saying which of the postings it is about."""
        where = f"{self.account.label}, {self.vacancy.reference}"
        return Reason(reason.field, f"{where}: {reason.message}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What an order becomes: the variant, the exact bytes, the references the board will see, and when it runs."""

    order: Order
    variant: Variant
    body: bytes
    reference: str
    board_reference: str
    generation: int
    run: Span


def read(
    connection: Connection,
    employer: int | None,
    wording_id: int,
    vacancy_ids: Sequence[int],
    account_ids: Sequence[int],
    fields: Mapping[int, Mapping[str, str]],
) -> list[Order]:
    """The orders, vacancies times accounts, each by id. `employer` limits what may be seen; `fields` are by account.

    What `fields` leave open is what the wording says for that board, else what the mapping says.

    Raises Refused when something does not exist (or belongs to another employer, which looks the same).
    """
    wording = connection.execute(select(t.wording).where(t.wording.c.id == wording_id)).one_or_none()
    vacancies = connection.execute(
        select(t.vacancy).where(t.vacancy.c.id.in_(vacancy_ids)).order_by(t.vacancy.c.id)
    ).all()
    account = t.board_account.c
    chosen = select(t.board_account).where(account.id.in_(account_ids), account.archived_at.is_(None))
    accounts = connection.execute(chosen.order_by(account.id)).all()
    if wording is None or (employer is not None and wording.employer_id != employer):
        raise refuse("advert", "this advert does not exist; choose one from the list")
    if not vacancies or len(vacancies) != len(set(vacancy_ids)):
        raise refuse("vacancy", "a chosen vacancy does not exist; choose from the list")
    if not accounts or len(accounts) != len(set(account_ids)):
        raise refuse("board", "a chosen board account does not exist; choose from the list")
    owner = connection.execute(select(t.employer).where(t.employer.c.id == wording.employer_id)).one()
    for row in vacancies:
        if row.employer_id != owner.id:
            raise refuse("vacancy", f"{row.reference} belongs to another employer than the advert")
        if row.state != "open":
            raise refuse("vacancy", f"{row.reference} is {row.state}; open it again before posting it")
    for row in accounts:
        if row.employer_id not in (None, owner.id):
            raise refuse("board", f"the account {row.label} belongs to another employer")
    own = overrides.of_wording(connection, wording_id)
    rules = mappings.of_accounts(connection, {a.id: a.board for a in accounts})

    def given(account: Row[Any]) -> dict[str, str]:
        return dict(own.get(account.board, Override()).fields) | dict(fields.get(account.id, {}))

    said = {a.id: given(a) for a in accounts}
    words = {a.id: own.get(a.board, Override()) for a in accounts}
    texts = {id: each.over(wording_of(wording)) for id, each in words.items()}
    return [
        Order(v, facts, wording, a, owner, filled(rules[a.id], facts, said[a.id]), texts[a.id], words[a.id])
        for v, facts in ((v, facts_of(v)) for v in vacancies)
        for a in accounts
    ]


def render(callboard: Callboard, order: Order, span: Span, number: int, generation: int, apply_link: str) -> Rendered:
    """The variant and the exact bytes for one order. `number` counts the vacancy's postings.

    Raises Refused with every reason the board or its limits would have.
    """
    adapter = callboard.registry[order.account.board]
    reference = f"{order.vacancy.reference}.{number}"
    _check(adapter, order, span)
    full = board_reference(reference, generation)
    posting = Posting(
        reference=full,
        generation=generation,
        key=full,
        page=page(callboard.settings.public_url, full),
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        apply_link=apply_link,
    )
    token = order.account.hook_token
    hook = f"{callboard.settings.public_url}{HOOK_PATH}{token}" if token else ""
    account = Account(order.account.label, order.account.settings, hook=hook)
    try:
        variant = callboard.renderer.render(adapter, order.text, order.facts, order.employer.name, order.fields)
        body = adapter.payload(posting, variant, account)
    except Rejected as error:
        raise Refused(map(order.reason, error.reasons)) from None
    run = kept(order, span, adapter.limits.lifetime)
    return Rendered(order, variant, body, reference, full, generation, run)


def kept(order: Order, span: Span, lifetime: timedelta | None) -> Span:
    """When we take it down at this account: its margin before the run ends, or renews itself and is charged again.

    What the board is told stays the end of the run. Raises Refused when no run is left.
    """
    margin = timedelta(hours=float(order.account.settings.get(MARGIN.name) or 0))
    ends = span.ends_at or (span.starts_at + lifetime if lifetime is not None else None)
    if not margin or ends is None:
        return span
    down = ends - margin
    if down <= span.starts_at:
        raise Refused([order.reason(Reason("ends", f"this account takes adverts down {margin} before the end of "
                                           "their run; end it later"))])  # fmt: skip
    return replace(span, ends_at=down, ends_local=down.astimezone(ZoneInfo(span.zone)).replace(tzinfo=None))


def _check(adapter: Adapter, order: Order, span: Span) -> None:
    found = list(field_reasons(adapter.fields, order.fields))
    country = order.vacancy.country
    if adapter.countries and country not in adapter.countries:
        served = ", ".join(adapter.countries)
        found.append(Reason("place", f"{adapter.label} serves {served} only; this vacancy is in {country}"))
    lifetime = adapter.limits.lifetime
    if lifetime is not None and span.ends_at is not None and span.ends_at - span.starts_at > lifetime:
        found.append(Reason("ends", f"{adapter.label} shows adverts for at most {lifetime.days} days; end it earlier"))
    if found:
        raise Refused(map(order.reason, found))
