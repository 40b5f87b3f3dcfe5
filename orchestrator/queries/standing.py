"""How an account stands: its price, its credits by our books, when they run out, and what the board says itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from orchestrator.domain.credit import Drift
from orchestrator.domain.price import PACE_DAYS, Balance, Basis, Forecast, Price, forecast
from orchestrator.domain.usage import Clicks, Slots
from orchestrator.storage import credit_book
from orchestrator.storage import tables as t

from .use import clicks_of, slots_of


@dataclass(frozen=True, slots=True)
class Standing:
    """`price` None: what a posting costs is unknown. `balance` None: credits are not counted for this account.

    `use`: slots or paid clicks, where the account is priced by them. `forecast` and `drift` are of whichever there is.
    """

    account_id: int
    account: str
    price: Price | None
    balance: Balance | None
    forecast: Forecast | None
    drift: Drift | None
    use: Slots | Clicks | None = None

    @property
    def credits_each(self) -> int:
        """What one more posting takes of the credits."""
        return self.price.credits if self.price is not None and self.price.basis is Basis.POSTING else 1

    @property
    def left(self) -> int | Decimal | None:
        """Credits, slots, or money of the month; None: unknown, or not counted."""
        return self.balance.left if self.balance is not None else self.use.left if self.use is not None else None


def standing(connection: Connection, account: int, now: datetime, zone: str) -> Standing:
    """One account, which must exist."""
    label = connection.execute(select(t.board_account.c.label).where(t.board_account.c.id == account)).scalar_one()
    today = now.astimezone(ZoneInfo(zone)).date()
    price = credit_book.prices(connection, [account], today).get(account)
    if price is not None and price.basis is Basis.SLOT:
        slots, forecast_, drift_ = slots_of(connection, price, now, zone)
        return Standing(account, label, price, None, forecast_, drift_, slots)
    if price is not None and price.basis is Basis.CLICK:
        clicks, forecast_, drift_ = clicks_of(connection, price, now, zone)
        return Standing(account, label, price, None, forecast_, drift_, clicks)
    since = credit_book.opened(connection, account)
    if since is None:
        return Standing(account, label, price, None, None, None)
    each = price.credits if price is not None and price.basis is Basis.POSTING else 1
    left = credit_book.given(connection, account, now) - each * credit_book.published(connection, account, since, now)
    plan = [(day, each * number) for day, number in credit_book.planned(connection, account, zone)]
    taken = each * credit_book.published(connection, account, now - timedelta(days=PACE_DAYS), now)
    balance = Balance(left, sum(units for _, units in plan), each * credit_book.unsure(connection, account))
    said = credit_book.stated(connection, account)
    drift = None
    if said is not None and said[0] >= since:
        ours = credit_book.given(connection, account, said[0])
        drift = Drift(said[0], said[1], ours - each * credit_book.published(connection, account, since, said[0]))
    return Standing(account, label, price, balance, forecast(left, plan, taken, today), drift)


def standings(connection: Connection, employer: int | None, now: datetime, zone: str) -> list[Standing]:
    """The accounts of which it is known how much is left, those that run out first first."""
    a = t.board_account.c
    used = select(t.price.c.account_id).where(t.price.c.basis.in_((Basis.SLOT, Basis.CLICK)))
    query = select(a.id).where(a.archived_at.is_(None), a.id.in_(select(t.credit.c.account_id)) | a.id.in_(used))
    if employer is not None:
        query = query.where(a.employer_id.is_(None) | (a.employer_id == employer))
    found = [standing(connection, id, now, zone) for id in connection.execute(query.order_by(a.id)).scalars()]
    far = now.date() + timedelta(days=10_000)
    found = [each for each in found if each.left is not None]
    return sorted(found, key=lambda each: each.forecast.day if each.forecast else far)


@dataclass(frozen=True, slots=True)
class Quote:
    """What an order takes: credits and slots by account, money by currency, what a click costs (an amount and its
    currency) by account, and the accounts whose price is not known.
    """

    credits: Mapping[str, int]
    money: Mapping[str, Decimal]
    unknown: tuple[str, ...]
    slots: Mapping[str, int] = field(default_factory=dict)
    by_click: Mapping[str, tuple[Decimal, str]] = field(default_factory=dict)


def quote(connection: Connection, postings: Sequence[int], now: datetime) -> Quote:
    """For postings on these accounts (an id for each posting)."""
    numbers = Counter(postings)
    prices = credit_book.prices(connection, list(numbers), now.date())
    a = t.board_account.c
    labels = {row.id: row.label for row in connection.execute(select(a.id, a.label).where(a.id.in_(numbers)))}
    counted, slots, by_click, money, unknown = {}, {}, {}, Counter[str](), []
    for account, number in numbers.items():
        price = prices.get(account)
        if price is not None and price.basis is Basis.SLOT:
            slots[labels[account]] = number
        if price is None or (price.amount is None and not (price.basis is Basis.POSTING and price.units)):
            unknown.append(labels[account])
            continue
        if price.basis is Basis.CLICK and price.amount is not None:
            by_click[labels[account]] = (price.amount, price.currency)
        if price.basis is Basis.POSTING and price.units:
            counted[labels[account]] = price.credits * number
        if price.each is not None:
            money[price.currency] += price.each * number  # type: ignore[assignment]  # Counter is typed for int
    sums = {currency: Decimal(sum_) for currency, sum_ in money.items()}
    return Quote(counted, sums, tuple(sorted(unknown)), slots, by_click)
