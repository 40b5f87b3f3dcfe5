"""How an account stands: its price, its credits by our books, when they run out, and what the board says itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from orchestrator.domain.credit import Drift
from orchestrator.domain.price import PACE_DAYS, Balance, Basis, Forecast, Price, forecast
from orchestrator.domain.usage import Clicks, Slots
from orchestrator.storage import credit_book, credit_counts
from orchestrator.storage import tables as t
from orchestrator.storage.credit_counts import Taken

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
    (found,) = _standings(connection, [account], now, zone)
    return found


def standings(connection: Connection, employer: int | None, now: datetime, zone: str) -> list[Standing]:
    """The accounts of which it is known how much is left, those that run out first first."""
    a = t.board_account.c
    used = select(t.price.c.account_id).where(t.price.c.basis.in_((Basis.SLOT, Basis.CLICK)))
    query = select(a.id).where(a.archived_at.is_(None), a.id.in_(select(t.credit.c.account_id)) | a.id.in_(used))
    if employer is not None:
        query = query.where(a.employer_id.is_(None) | (a.employer_id == employer))
    found = _standings(connection, connection.execute(query.order_by(a.id)).scalars().all(), now, zone)
    far = now.date() + timedelta(days=10_000)
    found = [each for each in found if each.left is not None]
    return sorted(found, key=lambda each: each.forecast.day if each.forecast else far)


def _standings(connection: Connection, accounts: Sequence[int], now: datetime, zone: str) -> list[Standing]:
    """In the order of `accounts`; what is counted of credits is read for all of them together."""
    a = t.board_account.c
    labels = {row.id: row.label for row in connection.execute(select(a.id, a.label).where(a.id.in_(accounts)))}
    prices = credit_book.prices(connection, accounts, now.astimezone(ZoneInfo(zone)).date())
    counted = [id for id in accounts if id not in prices or prices[id].basis not in (Basis.SLOT, Basis.CLICK)]
    taken = credit_counts.taken(connection, counted, now, now - timedelta(days=PACE_DAYS)) if counted else {}
    planned = credit_counts.planned(connection, list(taken), zone) if taken else {}
    found = []
    for id in accounts:
        price = prices.get(id)
        if price is not None and price.basis is Basis.SLOT:
            slots, forecast_, drift_ = slots_of(connection, price, now, zone)
            found.append(Standing(id, labels[id], price, None, forecast_, drift_, slots))
        elif price is not None and price.basis is Basis.CLICK:
            clicks, forecast_, drift_ = clicks_of(connection, price, now, zone)
            found.append(Standing(id, labels[id], price, None, forecast_, drift_, clicks))
        elif id not in taken:
            found.append(Standing(id, labels[id], price, None, None, None))
        else:
            found.append(_of_credits(id, labels[id], price, taken[id], planned[id], now.astimezone(ZoneInfo(zone))))
    return found


def _of_credits(
    account: int, label: str, price: Price | None, taken: Taken, planned: Sequence[tuple[date, int]], now: datetime
) -> Standing:
    each = price.credits if price is not None and price.basis is Basis.POSTING else 1
    left = taken.given - each * taken.published
    plan = [(day, each * number) for day, number in planned]
    balance = Balance(left, sum(units for _, units in plan), each * taken.unsure)
    said, drift = taken.stated, None
    if said is not None and said.at >= taken.opened:
        drift = Drift(said.at, said.units, said.given - each * said.published)
    ahead = forecast(left, plan, each * taken.recent, now.date())
    return Standing(account, label, price, balance, ahead, drift)


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
