"""The apply link: counts a request, then sends the candidate on. No session, no cookie, nothing to sign in to.

The target comes from the database and from nowhere else, so that the link cannot be bent to another site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import quote, urlencode

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from orchestrator.counting.apply_links import ApplyLinks
from orchestrator.counting.tokens import LinksUnavailable
from orchestrator.domain.apply_target import ApplyTarget, Opening
from orchestrator.domain.reading import Metric
from orchestrator.rendering.pay_text import pay_text

from .access import public

EXTENSION: Final = "apply_links"
"""Where the application keeps its ApplyLinks: `app.extensions[EXTENSION]`."""

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
blueprint = Blueprint("apply", __name__)


@dataclass(frozen=True, slots=True)
class OpenAdvert:
    """One line of `public/_open.html`."""

    title: str
    place: str
    pay: str | None
    contract: str
    href: str
    closes_on: date | None
    employer: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """What `public/closed.html` shows."""

    employer: str
    index_href: str
    title: str
    place: str
    closed_on: date | None
    nearest: tuple[OpenAdvert, ...]


@dataclass(frozen=True, slots=True)
class ByMail:
    """What `public/apply_by_mail.html` shows."""

    employer: str
    index_href: str
    title: str
    place: str
    email: str
    mailto: str
    reference: str


@blueprint.route("/a/<token>", methods=["GET", "HEAD"], provide_automatic_options=False)
@public
def follow(token: str) -> Response:
    """302 to where the vacancy is applied for; a page where that is by e-mail, or over (410); 404: no link of ours."""
    links: ApplyLinks = current_app.extensions[EXTENSION]
    try:
        target = links.find(token)
    except LinksUnavailable:
        abort(503)
    if target is None:
        abort(404)
    now = datetime.now(UTC)
    metric = Metric.APPLY_START if request.args.get("from") == "page" else Metric.CLICK
    links.count(target, metric, now, method=request.method, headers=request.headers, address=request.remote_addr or "")
    if not target.is_open(now):
        return _closed(links, target, now)
    if target.address:
        return redirect(target.address, 302)
    if not target.email:
        abort(404)
    return make_response(render_template("public/apply_by_mail.html", page=_by_mail(target)))


@blueprint.after_request
def _headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if response.status_code == 503:
        response.headers["Retry-After"] = "60"
    return response


def _closed(links: ApplyLinks, target: ApplyTarget, now: datetime) -> Response:
    ended = target.ends_at if target.ends_at is not None and target.ends_at <= now else None
    page = Closed(
        target.employer,
        _index(target),
        target.title,
        target.town,
        ended.date() if ended else None,
        tuple(map(_open, links.openings(target))),
    )
    return make_response(render_template("public/closed.html", page=page), 410)


def _by_mail(target: ApplyTarget) -> ByMail:
    query = urlencode({"subject": f"{target.title}, {target.reference}"}, quote_via=quote)
    mailto = f"mailto:{quote(target.email, safe='@')}?{query}"
    return ByMail(target.employer, _index(target), target.title, target.town, target.email, mailto, target.reference)


def _open(opening: Opening) -> OpenAdvert:
    return OpenAdvert(
        opening.title,
        opening.town,
        pay_text(opening.pay) or None,
        opening.contract.replace("_", " ").capitalize(),
        f"/jobs/{opening.board_reference}",
        opening.closes_on,
    )


def _index(target: ApplyTarget) -> str:
    return f"/jobs?{urlencode({'employer': target.employer_slug})}"
