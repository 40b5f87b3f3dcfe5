"""The public careers site, as candidates read it. No session, no cookie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import Blueprint, abort, current_app, render_template, request, url_for
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from orchestrator.counting.apply_links import ApplyLinks
from orchestrator.counting.tokens import LinksUnavailable
from orchestrator.domain.reading import Metric
from orchestrator.queries import careers
from orchestrator.queries.splits import Halves, halves
from orchestrator.rendering.pay_text import pay_text
from orchestrator.rendering.phrases import contract_text, hours_text

from .access import callboard, public
from .apply_door import EXTENSION
from .paging import Pager, page_number
from .site import address, cached, index_href

blueprint = Blueprint("careers", __name__)


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One line of `public/_open.html`; `employer` only where several stand in one list."""

    title: str
    place: str
    pay: str | None
    contract: str
    href: str
    closes_on: date | None
    employer: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """`public/index.html`."""

    employer: str
    index_href: str
    feed_href: str
    query: str
    adverts: tuple[OpenLine, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class AdvertPage:
    """`public/advert.html`."""

    employer: str
    index_href: str
    reference: str
    title: str
    place: str
    region: str
    contract: str
    hours: str
    pay: str | None
    openings: int
    body_html: Markup
    closes_on: date | None
    apply_href: str
    canonical: str
    indexed: bool
    json_ld: str | None


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """`public/closed.html`."""

    employer: str
    index_href: str
    title: str
    place: str
    closed_on: date | None
    nearest: tuple[OpenLine, ...]


@blueprint.get("/jobs", defaults={"employer": None})
@blueprint.get("/jobs/at/<employer>")
@public
def index(employer: str | None) -> Response:
    """All open vacancies, or one employer's."""
    query, number = request.args.get("q", "").strip(), page_number()
    with callboard().database.read() as connection:
        found = careers.listed(connection, employer, query, number)
    if found is None:
        abort(404)
    page = Index(
        found.employer,
        index_href(employer),
        url_for("crawlers.atom", employer=employer),
        query,
        open_lines(found.adverts, many=employer is None),
        Pager.of(number, found.total, len(found.adverts), careers.PAGE),
    )
    return cached(_html(render_template("public/index.html", page=page)))


@blueprint.get("/jobs/<reference>")
@blueprint.get("/jobs/<reference>/<path:words>")
@public
def advert(reference: str, words: str = "") -> Response:
    """One posting's page; 410 once it is closed, 404 for what was never sent. `words` are for people only."""
    with callboard().database.read() as connection:
        split = halves(connection, reference)
        found = careers.advert(connection, reference if split is None else _shown(split))
        near = careers.nearest(connection, found) if found and not found.open else ()
    if found is None:
        abort(404)
    place = found.vacancy.place
    if not found.open:
        closed = ClosedPage(
            found.employer, index_href(found.slug), found.title, place.label, found.closed_on, open_lines(near)
        )
        return cached(_html(render_template("public/closed.html", page=closed), 410))
    _count(found.apply_token)
    page = AdvertPage(
        employer=found.employer,
        index_href=index_href(found.slug),
        reference=found.vacancy_reference,
        title=found.title,
        place=place.label,
        region=place.region if place.region != place.label else "",
        contract=contract_text(found.vacancy),
        hours=hours_text(found.vacancy),
        pay=pay_text(found.vacancy.pay) or None,
        openings=found.vacancy.openings,
        body_html=body(found.body, html=found.html),
        closes_on=found.closes_on,
        apply_href=f"{url_for('apply.follow', token=found.apply_token)}?from=page",
        canonical=address(split.first if split else found.same or found.reference),
        indexed=found.markup is not None,
        json_ld=found.markup if split is None or found.reference == split.first else None,
    )
    return (cached if split is None else _not_cached)(_html(render_template("public/advert.html", page=page)))


def _shown(split: Halves) -> str:
    """The reference of the half that this visitor is shown; the first where nothing can be counted anyway."""
    links: ApplyLinks | None = current_app.extensions.get(EXTENSION)
    half = 1 if links is None else links.half(
        split.pair, datetime.now(UTC), method=request.method, headers=request.headers,
        address=request.remote_addr or "",
    )  # fmt: skip
    return split.first if half == 1 else split.second


def _not_cached(response: Response) -> Response:
    """Another visitor may be shown another wording."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _count(token: str) -> None:
    """A view of the page, for the posting whose link it carries. A page from a browser's cache is not seen."""
    links: ApplyLinks | None = current_app.extensions.get(EXTENSION)
    with suppress(LinksUnavailable):
        target = links and links.find(token)
        if links and target:
            links.count(
                target,
                Metric.IMPRESSION,
                datetime.now(UTC),
                method=request.method,
                headers=request.headers,
                address=request.remote_addr or "",
            )


def _html(text: str, status: int = 200) -> Response:
    return Response(text, status, mimetype="text/html")


def body(text: str, *, html: bool) -> Markup:
    """The advert's text for a page whose h1 is the title: its own headings start at h2, plain text gets paragraphs."""
    if not html:
        blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
        return Markup("\n").join(
            Markup("<p>{}</p>").format(Markup("<br>\n").join(map(escape, block.splitlines()))) for block in blocks
        )
    levels = [int(level) for level in re.findall(r"<h([1-6])>", text)]
    shift = min(levels, default=2) - 2
    moved = re.sub(r"(</?h)([1-6])>", lambda found: f"{found[1]}{min(6, int(found[2]) - shift)}>", text)
    return Markup(moved)  # noqa: S704 - sanitised when the variant was rendered


def open_lines(adverts: Sequence[careers.OpenAdvert], *, many: bool = False) -> tuple[OpenLine, ...]:
    """The adverts as `public/_open.html` lists them; `many` employers are named."""
    return tuple(
        OpenLine(
            each.title,
            each.vacancy.place.label,
            pay_text(each.vacancy.pay) or None,
            contract_text(each.vacancy),
            url_for("careers.advert", reference=each.reference),
            each.closes_on,
            each.employer if many else "",
        )
        for each in adverts
    )
