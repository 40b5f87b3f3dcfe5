"""The shapes the templates take, as the queries give them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from markupsafe import Markup

from orchestrator.domain.figure import Figure
from orchestrator.domain.status import Status

Words = tuple[str, ...]
Facts = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class FieldError:
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    kind: str
    id: int | str


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    label: str
    value: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    number: int
    last: int
    total: int
    shown: int


@dataclass(frozen=True, slots=True)
class Event:
    words: str
    at: datetime
    note: str = ""
    kind: str = "past"


@dataclass(frozen=True, slots=True)
class SignIn:
    why: str
    email: str
    next: str


@dataclass(frozen=True, slots=True)
class Need:
    kind: str
    headline: str
    text: str
    action: Link | None


@dataclass(frozen=True, slots=True)
class Credit:
    account: str
    left: Figure | int | None
    note: str


@dataclass(frozen=True, slots=True)
class GoingOut:
    at: datetime
    vacancy_id: int
    title: str
    openings: int
    boards: str
    status: Status


@dataclass(frozen=True, slots=True)
class Ending:
    vacancy_id: int
    title: str
    text: str
    action: Link | None


@dataclass(frozen=True, slots=True)
class Uncounted:
    postings: int
    boards: str
    text: str
    action: Link | None


@dataclass(frozen=True, slots=True)
class Today:
    greeting: str
    lede: str
    needs: tuple[Need, ...]
    needs_total: int
    live: int
    open_postings: int
    due_today: int
    sent_today: int
    applications: Figure
    known_postings: int
    credits: tuple[Credit, ...]
    going_out: tuple[GoingOut, ...]
    ending: tuple[Ending, ...]
    ending_total: int
    uncounted: tuple[Uncounted, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    id: str
    words: str
    where: str
    postings: int
    since: datetime
    next: str
    action: str


@dataclass(frozen=True, slots=True)
class Lane:
    account_id: int
    name: str
    due: int
    oldest: timedelta | None
    in_flight: int
    done_a_minute: int
    errors: str
    health: str
    breaker: str
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Worker:
    name: str
    doing: str
    progressed_at: datetime
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    lede: str
    refreshing: bool
    due: int
    oldest_sendable: timedelta | None
    in_flight: int
    places: int
    done_a_minute: int
    usual: tuple[int, int] | None
    unconfirmed: int
    oldest_unconfirmed: timedelta | None
    parked: int
    parked_causes: int
    causes: tuple[Cause, ...]
    lanes: tuple[Lane, ...]
    workers: tuple[Worker, ...]


@dataclass(frozen=True, slots=True)
class Down:
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Account:
    id: int
    board: str
    name: str
    health: str
    health_words: str
    health_note: str
    credits: str | None
    credits_note: str
    login: str
    can: str
    action: str


@dataclass(frozen=True, slots=True)
class Boards:
    may_change: bool
    down: tuple[Down, ...]
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    heading: str
    text: str
    look_href: str
    look_label: str
    if_nothing: str
    choices: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    text: str
    size: int
    content: str


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    at: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    label: str
    allowed: bool
    reason: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Posting:
    id: int
    title: str
    board: str
    reference: str
    status: Status
    reason: str
    vacancy_id: int
    vacancy: str
    decision: Decision | None
    facts: Facts
    events: tuple[Event, ...]
    sent: Sent | None
    response: Facts
    proof: tuple[Step, ...]
    proof_note: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class VacancyRow:
    id: int
    title: str
    reference: str
    place: str
    openings: int
    filled: int
    status: Status
    reason: str
    live: int
    boards: int
    applications: Figure | int | None
    owner: str
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class Vacancies:
    lede: str
    query: str
    filters: tuple[Filter, ...]
    rows: tuple[VacancyRow, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class VacancyPosting:
    id: int
    board: str
    account: str
    status: Status
    reason: str
    evidence: str
    applications: Figure | int | None
    next: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    id: int
    title: str
    reference: str
    employer: str
    openings: int
    filled: int
    pay: str | None
    owner: str
    advert_id: int | None
    open: bool
    live: int
    boards: int
    needs: int
    applications: Figure
    known: int
    of: int
    usual: tuple[int, int] | None
    usual_words: str
    postings: tuple[VacancyPosting, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class AdvertRow:
    id: int
    title: str
    wordings: int
    vacancies: int
    openings: int
    places: str
    status: Status
    reason: str
    boards: str | None
    applications: Figure | int | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Adverts:
    employer: str
    query: str
    filters: tuple[Filter, ...]
    rows: tuple[AdvertRow, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str
    changed: bool = False
    problem: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    value: str
    limit: int | None
    base: str
    changed: bool


@dataclass(frozen=True, slots=True)
class BoardField:
    name: str
    label: str
    kind: str
    value: str
    options: tuple[Option, ...] = ()
    optional: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    level: str
    heading: str
    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    title: str
    cut: bool
    meta: Words
    body_html: str


@dataclass(frozen=True, slots=True)
class Advert:
    advert_id: int | None
    heading: str
    employer: str
    version: int
    saved_at: datetime | None
    tab: str
    board: str
    tabs: tuple[Tab, ...]
    title: Text
    body: Text
    prefilled: tuple[tuple[str, str], ...]
    vacancies: int
    extra: tuple[BoardField, ...]
    findings: tuple[Finding, ...]
    preview: Preview | None


@dataclass(frozen=True, slots=True)
class Cell:
    level: str
    words: str
    fix: Link | None = None


@dataclass(frozen=True, slots=True)
class CheckRow:
    vacancy_id: int
    name: str
    reference: str
    openings: int
    included: bool
    pay: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Check:
    advert_id: int
    advert: str
    lede: str
    boards: Words
    rows: tuple[CheckRow, ...]
    sentence: str
    total: int
    stopped: int
    date: str
    time: str
    zone_name: str


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    reading: str
    wide: Markup
    narrow: Markup


@dataclass(frozen=True, slots=True)
class Behind:
    posting_id: int
    title: str
    note: str
    day: int
    so_far: Figure | int
    usual: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    count: Figure | int | None
    rate: str
    covers: str


@dataclass(frozen=True, slots=True)
class BoardResult:
    name: str
    postings: int
    known: int | None
    clicks: Figure | int | None
    applications: Figure | int | None
    range: tuple[int, int] | None
    cost: Decimal | None
    free: bool
    cost_each: tuple[Decimal, Decimal] | None
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Report:
    lede: str
    verdict: str
    text: str
    charts: tuple[Chart, ...]
    behind: tuple[Behind, ...]
    funnel: tuple[Stage, ...]
    boards: tuple[BoardResult, ...]
    snapshot: str
    code_version: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Group:
    at: datetime | None
    title: str
    count: int
    status: Status
    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    note: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    title: str
    zone_words: str
    previous: tuple[str, str]
    next: tuple[str, str]
    filters: tuple[Filter, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class OpenAdvert:
    title: str
    place: str
    pay: str | None
    contract: str
    href: str
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class Careers:
    employer: str
    index_href: str
    query: str
    adverts: tuple[OpenAdvert, ...]


@dataclass(frozen=True, slots=True)
class CareersAdvert:
    employer: str
    index_href: str
    address: str
    reference: str
    title: str
    place: str
    region: str
    contract: str
    hours: str
    pay: str | None
    openings: int
    body_html: str
    must_haves: Words
    benefits: Words
    closes_on: date | None
    apply_href: str
    json_ld: str
    also_called: Words = field(default=())


@dataclass(frozen=True, slots=True)
class CareersClosed:
    employer: str
    index_href: str
    title: str
    place: str
    closed_on: date | None
    nearest: tuple[OpenAdvert, ...]
