"""What an adapter declares, gets and gives. The public interface for adapter authors.

An adapter is a class without state: data at class level (`Adapter`), and one method for each operation it offers.
Offering a method is the declaration; there are no flags. The methods are described by the one-method protocols below.

How a posting goes out: `payload` renders the exact bytes once, long before they are due; `publish` sends them.
So nothing made at sending time may be in a payload: tokens and dates of sending go into headers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

import requests.auth

from orchestrator.domain.errors import BoardError
from orchestrator.domain.live_advert import LiveAdvert
from orchestrator.domain.offer import NATURAL, Mode
from orchestrator.domain.operation import Operation
from orchestrator.domain.reading import Metric
from orchestrator.domain.receipt import Count, Found, Receipt
from orchestrator.domain.vacancy import Vacancy

from .account import Account
from .field import Field
from .limits import Limits
from .session import BoardSession

__all__ = ["NATURAL", "Account", "Adapter", "Item", "Mode", "Operation", "Posting", "Prepared", "Variant"]


@dataclass(frozen=True, slots=True)
class Posting:
    """What an adapter may know of a posting.

    `reference` is what the board sees as ours, generation included. `key` never contains content: it names this
    intent, so a board that honours idempotency keys is given it. `apply_link` is our counted address,
    `page` our public page for the posting. `apply_link` is known to `payload` only, whose bytes contain it.
    """

    reference: str
    generation: int
    key: str
    page: str
    starts_at: datetime
    ends_at: datetime | None = None
    external_id: str | None = None
    url: str | None = None
    apply_link: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording rendered for one board and vacancy. Immutable; `content` is the hash of all the rest.

    `slots` are the rendered templates of the board by name (`title`, `body.html`, `body.txt` …), `fields` the
    values of the adapter's own `fields`.
    """

    employer: str
    vacancy: Vacancy
    slots: Mapping[str, str]
    fields: Mapping[str, str] = field(default_factory=dict)
    content: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A variant ready to go out: the bytes `payload` made, stored since then, and the hash of what they say."""

    content: str
    payload: bytes


class Adapter(Protocol):
    """The data every adapter declares at class level.

    `name` is the entry point's name and never changes. `audience` names the candidates reached: two adapters with
    one audience are two routes to the same people; it is empty where each account is a board of its own.
    `base_url` is the live board; an account in practice is sent to the simulator instead. `repeatable`: per
    operation, for how long the same bytes under the same key may be sent again (`NATURAL`: for ever); an operation
    left out may not. `find_lag`: how long a look-up may lag behind. `unverified` lists what could not be checked
    against the board's own documents; it is shown on the board's page.

    An adapter from another package may also have `templates`, the Path of a folder with its own templates; one
    whose board has its login server elsewhere has `login_url`.
    """

    name: str
    label: str
    mode: Mode
    countries: tuple[str, ...]
    audience: str
    excludes: tuple[str, ...]
    base_url: str
    limits: Limits
    fields: tuple[Field, ...]
    credentials: tuple[Field, ...]
    repeatable: Mapping[Operation, timedelta]
    find_lag: timedelta
    check_every: timedelta | None
    unverified: tuple[str, ...]

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        """The exact body to send (a push board), the entry of the document (a feed) or the checklist (by hand).

        Raises Rejected, naming our field, the limit and what to do, when the board would refuse the advert.
        """
        ...


@runtime_checkable
class Signs(Protocol):
    """The board wants requests signed or logged in."""

    def auth(self, account: Account) -> requests.auth.AuthBase: ...


@runtime_checkable
class Publishes(Protocol):
    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt: ...


@runtime_checkable
class Updates(Protocol):
    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt: ...


@runtime_checkable
class Refreshes(Protocol):
    def refresh(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt: ...


@runtime_checkable
class Withdraws(Protocol):
    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt: ...


@runtime_checkable
class Finds(Protocol):
    """Every advert the board shows under our reference: several after a double, none when there is none."""

    def find(self, reference: str, generation: int, account: Account, session: BoardSession) -> list[Found]: ...


@runtime_checkable
class Checks(Protocol):
    """Is this advert there now? `Live` or `Gone`, with the evidence seen."""

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt: ...


@runtime_checkable
class Polls(Protocol):
    """Ask for the outcome of a task the board took on (`Pending.handle`)."""

    def poll(self, handle: str, account: Account, session: BoardSession) -> Receipt: ...


@dataclass(frozen=True, slots=True)
class Item:
    """One posting of a batch."""

    posting: Posting
    variant: Prepared


@runtime_checkable
class Batches(Protocol):
    """The same operation for several postings of one account in one request, at most `batch` of them.

    Delivery may call it instead of the operation's own method when several are due at one account, and never twice
    at a time for an account whose adapter says so by a `concurrency` of 1. Answers are by reference: a receipt, or
    the error that the operation's own method would have raised for this one. An item that the board's answer leaves
    out is Unconfirmed. What is raised concerns all items alike.
    """

    batch: int

    def many(
        self, operation: Operation, items: Sequence[Item], account: Account, session: BoardSession
    ) -> Mapping[str, Receipt | BoardError]: ...


@runtime_checkable
class CountsOne(Protocol):
    """The board's totals for one posting. `metrics`: what it counts."""

    metrics: tuple[Metric, ...]

    def counts(self, posting: Posting, account: Account, session: BoardSession) -> Sequence[Count]: ...


@runtime_checkable
class CountsMany(Protocol):
    """The board's totals for all postings of an account. `metrics`: what it counts."""

    metrics: tuple[Metric, ...]

    def counts_many(self, account: Account, since: datetime, session: BoardSession) -> Sequence[Count]: ...


@runtime_checkable
class Tests(Protocol):
    """A harmless call that shows whether the login works. Returns one sentence; raises Unauthorized."""

    def test(self, account: Account, session: BoardSession) -> str: ...


@runtime_checkable
class Lists(Protocol):
    """Every advert that the board shows for the account now, ours or not, with our reference where it tells it.

    The whole list or an error: what is missing from it counts as not shown. It may lag behind by `find_lag`.
    """

    def live(self, account: Account, session: BoardSession) -> Sequence[LiveAdvert]: ...


@runtime_checkable
class Searches(Protocol):
    """The board's own search for people: an address where somebody would see this advert if it is there.

    Complete, or a path below `base_url`. `account` has no secrets here, and no request is made.
    """

    def search_url(self, reference: str, title: str, place: str, account: Account) -> str: ...


@runtime_checkable
class Feeds(Protocol):
    """A feed's document around its entries, and what stands between two of them. `boards.feed.Fetched` has the rest."""

    media_type: str
    separator: bytes

    def opening(self, account: Account, built_at: datetime) -> bytes: ...

    def closing(self, account: Account) -> bytes: ...
