"""The apply link where it does not simply lead on. No session, no cookie, nothing to sign in to."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from flask import Blueprint, abort, current_app, make_response, render_template, request
from werkzeug.wrappers import Response

from orchestrator.counting.alias import alias
from orchestrator.counting.apply_links import ApplyLinks
from orchestrator.counting.tokens import AWAY, LinksUnavailable
from orchestrator.domain.apply_target import ApplyTarget
from orchestrator.queries import careers

from .access import public
from .apply_door import EXTENSION, HEADERS, metric_of
from .careers import ClosedPage, open_lines
from .site import index_href

blueprint = Blueprint("apply", __name__)


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
    """A page where a vacancy is applied for by e-mail, or is over (410); 404: no link of ours, or one that leads
    nowhere. Links that lead on have been answered at the door.
    """
    links: ApplyLinks = current_app.extensions[EXTENSION]
    try:
        target = links.find(token)
    except LinksUnavailable:
        abort(503)
    if target is None:
        abort(404)
    now = datetime.now(UTC)
    metric = metric_of(request.query_string.decode())
    links.count(target, metric, now, method=request.method, headers=request.headers, address=request.remote_addr or "")
    if not target.is_open(now):
        return _closed(links, target)
    if target.address or not target.email:
        abort(404)
    return make_response(render_template("public/apply_by_mail.html", page=_by_mail(target)))


@blueprint.after_request
def _headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if response.status_code == 503:
        response.headers["Retry-After"] = "60"
    return response


def _closed(links: ApplyLinks, target: ApplyTarget) -> Response:
    """The careers site's notice, with what the employer offers near there; without it while the database is away."""
    closed_on, near = None, open_lines(())
    with suppress(*AWAY), links.read() as connection:
        found = careers.advert(connection, target.board_reference)
        if found is not None:
            closed_on, near = found.closed_on, open_lines(careers.nearest(connection, found))
    index = index_href(target.employer_slug)
    page = ClosedPage(target.employer, index, target.title, target.town, closed_on, near)
    return make_response(render_template("public/closed.html", page=page), 410)


def _by_mail(target: ApplyTarget) -> ByMail:
    query = urlencode({"subject": f"{target.title}, {target.reference}"}, quote_via=quote)
    domain = current_app.config["ALIAS_DOMAIN"]
    email = alias(target.token, domain) if domain else target.email
    mailto = f"mailto:{quote(email, safe='@')}?{query}"
    index = index_href(target.employer_slug)
    return ByMail(target.employer, index, target.title, target.town, email, mailto, target.reference)
