"""What the careers site gives to programs: sitemap, Atom feed, robots.txt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from orchestrator.boards.text import xml_safe
from orchestrator.queries import careers
from orchestrator.rendering.pay_text import pay_text
from orchestrator.rendering.phrases import hours_text

from .access import callboard, public
from .site import absolute, address, cached, index_href

blueprint = Blueprint("crawlers", __name__)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of `public/atom.xml`."""

    title: str
    href: str
    published_at: datetime
    changed_at: datetime
    summary: str


@blueprint.get("/jobs/feed.atom", defaults={"employer": None})
@blueprint.get("/jobs/at/<employer>/feed.atom")
@public
def atom(employer: str | None) -> Response:
    """The newest adverts as an Atom feed (RFC 4287)."""
    with callboard().database.read() as connection:
        found = careers.listed(connection, employer)
    if found is None:
        abort(404)
    entries = [
        FeedEntry(
            f"{each.title}, {each.vacancy.place.label}",
            address(each.reference),
            each.published_at,
            each.changed_at,
            ". ".join(filter(None, (each.employer, pay_text(each.vacancy.pay), hours_text(each.vacancy)))),
        )
        for each in found.adverts
    ]
    title = f"Vacancies at {found.employer}" if found.employer else "Vacancies"
    text = render_template("public/atom.xml", title=title, entries=entries, address=absolute(request.path),
                           index=absolute(index_href(employer)),
                           changed_at=max((each.changed_at for each in entries), default=None))  # fmt: skip
    return cached(Response(xml_safe(text), mimetype="application/atom+xml"))


@blueprint.get("/sitemap.xml")
@public
def sitemap() -> Response:
    """Every open page of the careers board; an index of several files where one would hold too many."""
    with callboard().database.read() as connection:
        files = careers.sitemaps(connection)
        pages = careers.sitemap(connection, 1) if len(files) < 2 else []
    if len(files) < 2:
        return _sitemap("urlset", "url", [(address(each.reference), each.changed_at) for each in pages])
    return _sitemap(
        "sitemapindex", "sitemap", [(absolute(f"/sitemap-{n}.xml"), changed) for n, changed in enumerate(files, 1)]
    )


@blueprint.get("/sitemap-<int:number>.xml")
@public
def sitemap_file(number: int) -> Response:
    """One file of many."""
    with callboard().database.read() as connection:
        pages = careers.sitemap(connection, number) if 0 < number < 1000 else []
    if not pages:
        abort(404)
    return _sitemap("urlset", "url", [(address(each.reference), each.changed_at) for each in pages])


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Crawlers may read the adverts; following apply links would only count what is no click."""
    lines = ("User-agent: *", "Allow: /jobs", "Disallow: /a/", f"Sitemap: {absolute('/sitemap.xml')}", "")
    return cached(Response("\n".join(lines), mimetype="text/plain"))


def _sitemap(root: str, element: str, entries: Sequence[tuple[str, datetime]]) -> Response:
    text = render_template("public/sitemap.xml", root=root, element=element, entries=entries)
    return cached(Response(text, mimetype="application/xml"))
