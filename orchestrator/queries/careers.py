"""The public careers site: what may be shown to candidates and crawlers, and what is no longer open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, or_, select

from orchestrator.domain.vacancy import Vacancy
from orchestrator.rendering.facts import vacancy as vacancy_of
from orchestrator.storage import tables as t

from .splits import SECOND

CAREERS: Final = "careers"
"""The board whose postings are the public pages; pages of other boards' postings are kept out of search engines."""
PAGE: Final = 100
SITEMAP: Final = 50_000
"""Addresses one sitemap file may hold (sitemaps.org)."""

p, v, x, e = t.posting.c, t.vacancy.c, t.variant.c, t.employer.c

SHOWN: ColumnElement[str] = func.coalesce(p.shown, p.content)
_SENT: ColumnElement[bool] = p.presence.in_(("submitted", "live")) | (
    (p.board != CAREERS) & (p.presence == "absent") & p.intended_at.is_not(None)
)
"""A board that was sent the address but has not answered may show it to candidates already."""
OPEN: ColumnElement[bool] = (
    (p.wish == "live") & p.ended_at.is_(None) & _SENT & (p.ends_at.is_(None) | (p.ends_at > func.now()))
)
CHANGED: ColumnElement[datetime] = func.greatest(p.published_at, t.payload.c.created_at)


@dataclass(frozen=True, slots=True)
class OpenAdvert:
    """An advert that candidates may read. `changed_at`: when its page last became what it is now."""

    reference: str
    employer: str
    title: str
    vacancy: Vacancy
    closes_on: date | None
    published_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Advert:
    """One posting's page. `body` is HTML that was sanitised when it was rendered, or plain text (`html` False).

    `markup`: the stored JSON-LD, on the careers board only. `same`: the open careers posting of the same vacancy.
    """

    reference: str
    open: bool
    employer_id: int
    employer: str
    slug: str
    title: str
    vacancy: Vacancy
    vacancy_reference: str
    body: str
    html: bool
    closes_on: date | None
    closed_on: date | None
    apply_token: str
    markup: str | None
    same: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of open adverts; `total` counts all that match. `employer` is the name of the one asked for."""

    employer: str
    adverts: tuple[OpenAdvert, ...]
    total: int


def listed(connection: Connection, slug: str | None = None, query: str = "", page: int = 1) -> Listed | None:
    """Open careers adverts, newest first; None when there is no such employer."""
    wanted = select(p.id).join(t.vacancy, v.id == p.vacancy_id).where(OPEN, p.board == CAREERS, ~SECOND)
    employer = ""
    if slug is not None:
        row = connection.execute(select(e.id, e.name).where(e.slug == slug)).one_or_none()
        if row is None:
            return None
        employer, wanted = row.name, wanted.where(p.employer_id == row.id)
    for word in query.split()[:5]:
        places = (v.title, v.town, v.region, v.postcode)
        wanted = wanted.where(or_(*(column.icontains(word, autoescape=True) for column in places)))
    total = connection.execute(select(func.count()).select_from(wanted.subquery())).scalar_one()
    ids = wanted.order_by(p.starts_at.desc(), p.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    return Listed(employer, _adverts(connection, list(connection.execute(ids).scalars())), total)


def nearest(connection: Connection, advert: Advert, most: int = 5) -> tuple[OpenAdvert, ...]:
    """The employer's open careers adverts, those in the same town first, then region, then postcode area."""
    place = advert.vacancy.place
    area = place.postcode[: next((i for i, letter in enumerate(place.postcode) if letter.isdigit()), 0)]
    distance = case(
        (v.town == place.town, 0),
        (v.region == place.region, 1),
        (v.postcode.op("~")(f"^{area}[0-9]") if area else v.remote, 2),
        else_=3,
    )
    ids = (
        select(p.id)
        .join(t.vacancy, v.id == p.vacancy_id)
        .where(OPEN, p.board == CAREERS, ~SECOND, p.employer_id == advert.employer_id)
        .order_by(distance, v.title != advert.vacancy.title, p.starts_at.desc())
        .limit(most)
    )
    return _adverts(connection, list(connection.execute(ids).scalars()))


def advert(connection: Connection, reference: str) -> Advert | None:
    """The page of a posting that has been sent, open or closed; None for what nobody may know of yet."""
    query = (
        select(p.id, p.vacancy_id, p.board, p.board_reference, p.ends_at, p.ended_at, p.zone, p.employer_id,
               OPEN.label("open"), x.slots, x.facts, e.name.label("employer"), e.slug,
               v.reference.label("vacancy_reference"), v.closes_on, t.apply_link.c.token,
               t.payload.c.body.label("payload"))
        .join(t.variant, (x.vacancy_id == p.vacancy_id) & (x.board == p.board) & (x.content == SHOWN))
        .join(t.employer, e.id == p.employer_id)
        .join(t.vacancy, v.id == p.vacancy_id)
        .join(t.apply_link, t.apply_link.c.posting_id == p.id)
        .outerjoin(t.payload, (t.payload.c.posting_id == p.id) & (t.payload.c.content == SHOWN))
        .where(p.board_reference == reference, p.published_at.is_not(None) | _SENT)
    )  # fmt: skip
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    ours = row.board == CAREERS
    return Advert(
        reference=row.board_reference,
        open=row.open,
        employer_id=row.employer_id,
        employer=row.employer,
        slug=row.slug,
        title=row.slots["title"],
        vacancy=vacancy_of(row.facts),
        vacancy_reference=row.vacancy_reference,
        body=row.slots.get("body.html") or row.slots.get("body.txt", ""),
        html=bool(row.slots.get("body.html")),
        closes_on=_closes_on(row),
        closed_on=None if row.open else _closed_on(row),
        apply_token=row.token,
        markup=row.payload.decode() if ours and row.open and row.payload else None,
        same=None if ours else _same(connection, row.vacancy_id),
    )


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """One address of the sitemap."""

    reference: str
    changed_at: datetime


def sitemap(connection: Connection, number: int) -> list[SitemapPage]:
    """The addresses of the sitemap file `number`, from 1, in the order in which they were made."""
    rows = connection.execute(_sitemap().order_by(p.id).limit(SITEMAP).offset((number - 1) * SITEMAP))
    return [SitemapPage(row.board_reference, row.changed_at) for row in rows]


def sitemaps(connection: Connection) -> list[datetime]:
    """When each sitemap file last changed; one entry a file. Empty when nothing is open."""
    ranked = _sitemap().add_columns((func.row_number().over(order_by=p.id) - 1).label("rank")).subquery()
    file = ranked.c.rank // SITEMAP
    return list(connection.execute(select(func.max(ranked.c.changed_at)).group_by(file).order_by(file)).scalars())


def _sitemap() -> Select[Any]:
    return (
        select(p.board_reference, CHANGED.label("changed_at"))
        .join(t.payload, (t.payload.c.posting_id == p.id) & (t.payload.c.content == SHOWN))
        .where(OPEN, p.board == CAREERS, ~SECOND)
    )


def _adverts(connection: Connection, ids: Sequence[int]) -> tuple[OpenAdvert, ...]:
    query = (
        select(p.id, p.board_reference, p.published_at, p.ends_at, p.zone, x.facts,
               x.slots["title"].astext.label("title"), e.name.label("employer"), v.closes_on,
               func.coalesce(CHANGED, p.published_at).label("changed_at"))
        .join(t.variant, (x.vacancy_id == p.vacancy_id) & (x.board == p.board) & (x.content == SHOWN))
        .join(t.employer, e.id == p.employer_id)
        .join(t.vacancy, v.id == p.vacancy_id)
        .outerjoin(t.payload, (t.payload.c.posting_id == p.id) & (t.payload.c.content == SHOWN))
        .where(p.id.in_(ids))
    )  # fmt: skip
    found = {row.id: row for row in connection.execute(query)}
    return tuple(_open_advert(found[id]) for id in ids if id in found)


def _open_advert(row: Row[Any]) -> OpenAdvert:
    return OpenAdvert(
        row.board_reference,
        row.employer,
        row.title,
        vacancy_of(row.facts),
        _closes_on(row),
        row.published_at,
        row.changed_at,
    )


def _same(connection: Connection, vacancy_id: int) -> str | None:
    query = (
        select(p.board_reference)
        .where(p.vacancy_id == vacancy_id, p.board == CAREERS, OPEN, ~SECOND)
        .order_by(p.id.desc())
        .limit(1)
    )
    return connection.execute(query).scalar()


def _closes_on(row: Row[Any]) -> date | None:
    """The last day to apply: the vacancy's own, or the day (in the employer's zone) the posting ends, if sooner."""
    ends = row.ends_at.astimezone(ZoneInfo(row.zone)).date() if row.ends_at else None
    return min((day for day in (ends, row.closes_on) if day), default=None)


def _closed_on(row: Row[Any]) -> date | None:
    moment = row.ended_at if row.ended_at and not (row.ends_at and row.ends_at < row.ended_at) else row.ends_at
    return moment.astimezone(ZoneInfo(row.zone)).date() if moment else None
